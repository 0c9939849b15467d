"""Which of the alerts that fire keep another one quiet.

Source: inhibit/inhibit.go of Alertmanager, which names only one source, of the first rule that inhibits.
Releases 0.30 to 0.33 have only one in mind for each set of equal labels: where that is a target of the rule,
too, they do not find the others. What they do then depends on the order in which the alerts come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alertflow.alertmanager.matchers import all_match
from alertflow.alertmanager.routes import InhibitRule

Labels = Mapping[str, str]


class Inhibited(NamedTuple):
    """A rule that keeps an alert quiet: its place in `inhibit_rules` (from 0), the rule, and the labels of
    the alerts that fire and are its sources.
    """

    number: int
    rule: InhibitRule
    sources: tuple[Labels, ...]


class _Sources(NamedTuple):
    """The alerts that are sources of a rule and have the same equal labels."""

    every: tuple[Labels, ...]
    one_sided: tuple[Labels, ...]
    """Those that are not its targets, too."""


class Inhibition:
    """The rules of a configuration while given alerts fire."""

    def __init__(self, rules: Sequence[InhibitRule], firing: Iterable[Labels]) -> None:
        self._rules = rules
        self._firing = list(firing)
        self._sources: dict[int, dict[tuple[str, ...], _Sources]] = {}

    def of(self, labels: Labels) -> Iterator[Inhibited]:
        """The rules that keep an alert with `labels` quiet, in order.

        An alert that is source and target of a rule is not kept quiet by others that are both, nor by itself.
        """
        if not self._firing:
            return
        for number, rule in enumerate(self._rules):
            if all_match(rule.every_target_matcher, labels):
                found = self._of_rule(number).get(_key(rule, labels))
                if found is not None:
                    both = all_match(rule.every_source_matcher, labels)
                    sources = found.one_sided if both else found.every
                    if sources:
                        yield Inhibited(number, rule, sources)

    def _of_rule(self, number: int) -> dict[tuple[str, ...], _Sources]:
        """The sources of a rule by their equal labels, looked for when it is first asked."""
        found = self._sources.get(number)
        if found is None:
            rule = self._rules[number]
            by_key: dict[tuple[str, ...], list[Labels]] = {}
            for labels in self._firing:
                if all_match(rule.every_source_matcher, labels):
                    by_key.setdefault(_key(rule, labels), []).append(labels)
            found = self._sources[number] = {
                key: _Sources(
                    tuple(sources),
                    tuple([one for one in sources if not all_match(rule.every_target_matcher, one)]),
                )
                for key, sources in by_key.items()
            }
        return found


def _key(rule: InhibitRule, labels: Labels) -> tuple[str, ...]:
    """The values that an alert must share with its source; a missing label is as an empty one."""
    return tuple([labels.get(name, "") for name in rule.equal])


__all__ = ["Inhibited", "Inhibition"]
