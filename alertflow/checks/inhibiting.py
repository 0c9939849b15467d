"""Which alerts of a subject keep which others quiet, as far as their rules say the labels.

Source: inhibit/inhibit.go of Alertmanager: an alert that is source and target of a rule is not kept quiet by
others that are both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from alertflow.alertmanager import InhibitRule, Matcher
from alertflow.checks.labels import NAME, Kind, Labels, hold
from alertflow.checks.subject import Labelled

Values = tuple[str | None, ...]
"""The values of the labels in `equal` but for the alert's name; None for what is not known."""
Truth = bool | None


class Side(NamedTuple):
    """Alerts with the same values that a rule may take, as sources or as targets."""

    values: Values
    both: bool
    """Whether they surely are on the other side, too."""
    alerts: dict[str, Labelled]
    """One of each name."""


class Sides(NamedTuple):
    """The alerts that a rule may take, on either side."""

    sources: list[Side]
    targets: list[Side]


def sides(rule: InhibitRule, labels: Labels) -> Sides:
    """The alerts on both sides of `rule`."""
    sources, named_sources = _parted(rule.every_source_matcher)
    targets, named_targets = _parted(rule.every_target_matcher)
    equal = [name for name in rule.equal if name != NAME]
    asked = {one.name for one in (*sources, *targets)} | set(equal)
    found = Sides([], [])
    for kind in _kinds(labels, tuple(sorted(asked)), named_sources, named_targets):
        source, target = hold(sources, kind.values.__getitem__), hold(targets, kind.values.__getitem__)
        if source is False and target is False:
            continue
        values = tuple([kind.values[name] for name in equal])
        parts: dict[tuple[Truth, Truth], dict[str, Labelled]] = {(source, target): kind.by_name}
        if named_sources or named_targets:
            parts = {}
            for name, alert in kind.by_name.items():
                taken = (_also(source, named_sources, name), _also(target, named_targets, name))
                parts.setdefault(taken, {})[name] = alert
        for (one, two), alerts in parts.items():
            side = Side(values, one is True and two is True, alerts)
            if one is not False:
                found.sources.append(side)
            if two is not False:
                found.targets.append(side)
    return found


def one_side(alerts: Iterable[Labelled], equal: Sequence[str], labels: Labels) -> list[Side]:
    """`alerts` as those on one side only, of rules with these labels in `equal`."""
    found: dict[Values, dict[str, Labelled]] = {}
    for alert in alerts:
        values = tuple([labels.value(name, alert) for name in equal if name != NAME])
        found.setdefault(values, {})[alert.rule.alert] = alert
    return [Side(values, False, alerts) for values, alerts in found.items()]


def meet(
    sources: Iterable[Side], targets: Sequence[Side], equal: Sequence[str]
) -> tuple[Labelled, Labelled] | None:
    """A source that may keep a target quiet; None where none can."""
    for source in sources:
        for target in targets:
            if (source.both and target.both) or not _may_be_equal(source.values, target.values):
                continue
            if NAME not in equal:
                return next(iter(source.alerts.values())), next(iter(target.alerts.values()))
            shared = source.alerts.keys() & target.alerts.keys()
            if shared:
                return source.alerts[min(shared)], target.alerts[min(shared)]
    return None


def _kinds(labels: Labels, asked: tuple[str, ...], *named: Iterable[Matcher]) -> Sequence[Kind]:
    """The alerts that may be on one side or the other; where both sides name theirs, only those."""
    names: set[str] = set()
    for matchers in named:
        plain = next((one.values for one in matchers if one.values is not None), None)
        if plain is None:
            return labels.kinds(asked)
        names |= plain
    return labels.kinds_named(names, asked)


def _parted(matchers: Iterable[Matcher]) -> tuple[list[Matcher], list[Matcher]]:
    """Those on other labels, and those on the alert's name."""
    every = list(matchers)
    return [one for one in every if one.name != NAME], [one for one in every if one.name == NAME]


def _also(truth: Truth, named: Iterable[Matcher], name: str) -> Truth:
    return truth if all(one.matches({NAME: name}) for one in named) else False


def _may_be_equal(these: Values, those: Values) -> bool:
    return all(one is None or two is None or one == two for one, two in zip(these, those, strict=True))


__all__ = ["Side", "Sides", "meet", "one_side", "sides"]
