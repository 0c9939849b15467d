"""What is known of the labels that an alert has when it fires, before it does.

A label that a rule does not set may still come with its series or from Prometheus's `external_labels`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from alertflow.checks.expressions import surviving
from alertflow.checks.subject import Labelled, Subject
from alertflow.model.conventions import OWN_LABELS

if TYPE_CHECKING:
    from alertflow.alertmanager import Matcher

NAME = "alertname"
_CLOSE = 0.86
"""How like a label's name must be to another to be that one misspelled, as `severty`; not `device`."""
_SHORTEST = 4


@dataclass(frozen=True)
class Kind:
    """Alerts that have the same values in some labels."""

    values: Mapping[str, str | None]
    alerts: list[Labelled]

    @cached_property
    def by_name(self) -> dict[str, Labelled]:
        """One alert of each name."""
        return {alert.rule.alert: alert for alert in self.alerts}


class Labels:
    """The labels of the alerts of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._alerts = subject.alerts
        self._own = OWN_LABELS if subject.project is not None else frozenset[str]()
        self.names = frozenset[str]().union(*{tuple(labels) for _, labels in subject.alerts})
        """All that some rule sets."""
        self._kinds: dict[tuple[str, ...], list[Kind]] = {}

    def value(self, name: str, alert: Labelled) -> str | None:
        """The value of a label when `alert` fires, '' where it has none; None where only that shows it."""
        if name == NAME:
            return alert.rule.alert
        value = alert.labels.get(name)
        if value is None:
            return _of_level(alert.rule.expr).get(name) or (
                None if self._may_come(name, alert.rule.expr) else ""
            )
        return None if "{{" in value else value

    def hold(self, matchers: Iterable[Matcher], alert: Labelled) -> bool | None:
        """Whether all of `matchers` do for `alert`; None where only the alert itself shows it."""
        return hold(matchers, lambda name: self.value(name, alert))

    def taken(self, matchers: Sequence[Matcher]) -> Iterator[tuple[Labelled, bool | None]]:
        """The alerts for which all of `matchers` may hold, and whether they do; quicker than to ask each."""
        by_name = [one for one in matchers if one.name == NAME]
        named = next((one.values for one in by_name if one.values is not None), None)
        if named is not None:
            for alert in self._named(named):
                truth = self.hold(matchers, alert)
                if truth is not False:
                    yield alert, truth
            return
        others = [one for one in matchers if one.name != NAME]
        for kind in self.kinds(tuple(sorted({one.name for one in others}))):
            truth = hold(others, kind.values.__getitem__)
            if truth is not False:
                for alert in kind.alerts:
                    if all(one.matches({NAME: alert.rule.alert}) for one in by_name):
                        yield alert, truth

    def kinds(self, names: tuple[str, ...]) -> Sequence[Kind]:
        """The alerts by the values that they have in the labels `names`; None for what is not known."""
        if names not in self._kinds:
            self._kinds[names] = self._kinds_of(self._alerts, names)
        return self._kinds[names]

    def kinds_named(self, alerts: Iterable[str], names: tuple[str, ...]) -> Sequence[Kind]:
        """Those of `kinds` among the alerts of these names."""
        return self._kinds_of(self._named(alerts), names)

    def _kinds_of(self, alerts: Iterable[Labelled], names: tuple[str, ...]) -> list[Kind]:
        found: dict[tuple[str | None, ...], list[Labelled]] = {}
        for alert in alerts:
            found.setdefault(tuple([self.value(name, alert) for name in names]), []).append(alert)
        return [Kind(dict(zip(names, one, strict=True)), alerts) for one, alerts in found.items()]

    def _named(self, names: Iterable[str]) -> list[Labelled]:
        return [alert for name in sorted(names) for alert in self._by_name.get(name, ())]

    def meant(self, name: str) -> str | None:
        """The label that `name` is, misspelled: one letter off what a rule sets, and in no expression."""
        if name in self.names or name == NAME:
            return None
        close = self.close(name, [*self.names, NAME])
        return close if close and not any(name in expr for expr in self._expressions) else None

    def close(self, text: str, known: Iterable[str]) -> str | None:
        """The one of `known` of which `text` is a misspelling, if it surely is."""
        import difflib  # only for what no rule sets

        if len(text) < _SHORTEST:
            return None
        return next(iter(difflib.get_close_matches(text, list(known), n=1, cutoff=_CLOSE)), None)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Labelled]]:
        found: dict[str, list[Labelled]] = {}
        for alert in self._alerts:
            found.setdefault(alert.rule.alert, []).append(alert)
        return found

    @cached_property
    def _expressions(self) -> frozenset[str]:
        return frozenset([alert.rule.expr for alert in self._alerts])

    def values(self, name: str) -> frozenset[str] | None:
        """Every value that the label has in some alert, '' for none; None where they are not all known."""
        found = {kind.values[name] for kind in self.kinds((name,))}
        return None if None in found else frozenset([one for one in found if one is not None])

    def _may_come(self, name: str, expr: str) -> bool:
        """Whether an alert on `expr` can have a label that its rule does not set."""
        if name in self._own:
            return name in expr
        if name not in self.names:
            return True
        kept = surviving(expr)
        return kept is None or kept.may_have(name)


def known_labels(subject: Subject) -> Labels:
    """What is known of its alerts' labels; ask by `subject.remembered(known_labels)`."""
    return Labels(subject)


_level = re.compile(r'time\(\) - ALERTS_FOR_STATE\{((?:[^"{}]|"[^"\\]*")*)\}(?: - \d+)? >= \d+').fullmatch


@cache
def _of_level(expr: str) -> Mapping[str, str]:
    """The labels that the level of an escalation has from the alert that it is for."""
    found = _level(expr) if "ALERTS" in expr else None
    return dict(re.findall(r'(\w+)="([^"]+)"', found[1])) if found else {}


def hold(matchers: Iterable[Matcher], value: Callable[[str], str | None]) -> bool | None:
    """Whether all of `matchers` hold for the values that `value` gives; None where it knows too few."""
    known: bool | None = True
    for one in matchers:
        have = value(one.name)
        if have is None:
            known = None
        elif not one.matches({one.name: have}):
            return False
    return known


__all__ = ["NAME", "Kind", "Labels", "hold", "known_labels"]
