"""Inhibition rules compared: as a set, each by the alerts that it takes for sources and targets."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from alertflow.alertmanager import Config, InhibitRule, Matcher
from alertflow.comparison.data import frozen
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.meaning import meaning
from alertflow.comparison.pairing import paired
from alertflow.comparison.routes.values import Labels


def differences(old: Config, new: Config, labels: Labels, path: str) -> Iterator[Difference]:
    """The rules that only one side has; two that share their source or target are one that changed."""

    def content(rule: InhibitRule) -> Hashable:
        return _taken(rule, labels)

    known = {content(rule) for rule in old.inhibit_rules} & {content(rule) for rule in new.inhibit_rules}
    left = [rule for rule in old.inhibit_rules if content(rule) not in known]
    found = paired(
        list({content(rule): rule for rule in left}.values()),
        list({content(rule): rule for rule in new.inhibit_rules if content(rule) not in known}.values()),
        lambda rule: rule.name,
        lambda rule: frozenset(labels.mask(rule.every_target_matcher)),
        lambda rule: frozenset(labels.mask(rule.every_source_matcher)),
    )
    yield from _renamed(old, new, labels, path)
    for before, after in found.both:
        said = f"{told(after)} (was: {told(before)})"
        yield Difference(What.CHANGED, path, "inhibition", said, after.source)
    for rule in found.added:
        yield Difference(What.ADDED, path, "inhibition", f"now {told(rule)}", rule.source)
    for rule in found.gone:
        yield Difference(What.REMOVED, path, "inhibition", f"no longer {told(rule)}", rule.source)


def _renamed(old: Config, new: Config, labels: Labels, path: str) -> Iterator[Difference]:
    """Rules that have another name; metrics tell it."""
    names = {_taken(rule, labels): rule.name for rule in old.inhibit_rules}
    for rule in new.inhibit_rules:
        before = names.get(_taken(rule, labels), rule.name)
        if before != rule.name:
            said = f"name {before or 'none'} → {rule.name or 'none'}"
            yield Difference(What.CHANGED, path, f"inhibition, {told(rule)}", said, rule.source)


def _taken(rule: InhibitRule, labels: Labels) -> Hashable:
    return (
        frozenset(labels.mask(rule.every_source_matcher)),
        frozenset(labels.mask(rule.every_target_matcher)),
        frozenset(rule.equal),
        frozen(meaning(rule.extra)),
    )


def told(rule: InhibitRule) -> str:
    """`severity="critical" silences severity="warning" where alertname is equal`."""
    said = f"{_matchers(rule.every_source_matcher)} silences {_matchers(rule.every_target_matcher)}"
    if rule.equal:
        said += f" where {' and '.join(rule.equal)} {'is' if len(rule.equal) == 1 else 'are'} equal"
    return said


def _matchers(matchers: Sequence[Matcher]) -> str:
    return ",".join(map(str, matchers)) or "every alert"


__all__ = ["differences", "told"]
