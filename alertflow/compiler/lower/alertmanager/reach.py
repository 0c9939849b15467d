"""Which sorts of alert reach a branch of the tree: its messages are written for those and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from alertflow.alertmanager import Matcher
from alertflow.compiler.lower.alertmanager.wording import KINDS as BUILT_IN
from alertflow.compiler.lower.annotated import labels_of
from alertflow.model import Alert, Project, Severity
from alertflow.model.conventions import SEVERITY, TEAM
from alertflow.model.messages import KIND

_NAME = "alertname"


class Sort(NamedTuple):
    """What decides about the message for an alert: its severity, and its kind, if that has its own words."""

    severity: Severity
    kind: str


class Sorts:
    """The sorts of alert of a project, as its routes take them, one after the other."""

    def __init__(self, project: Project, matchers: Iterable[Matcher]) -> None:
        names = sorted({SEVERITY, TEAM, KIND, *(one.name for one in matchers)} - {_NAME})
        found: dict[tuple[str | None, ...], tuple[Mapping[str, str], Sort]] = {}
        for alert in project.every_alert:
            labels = labels_of(project, alert)
            key = tuple(map(labels.get, names))
            if key not in found:
                known = {name: value for name, value in labels.items() if "{{" not in value}
                found[key] = (known, sort_of(project, alert))
        self._left = dict(enumerate(found.values()))
        self._taken: list[Sequence[Matcher]] = []
        self._by_value: dict[str, dict[str | None, list[int]]] = {}

    def reaching(self, alternatives: Sequence[Sequence[Matcher]]) -> frozenset[Sort]:
        """Those that a branch with these matchers takes, by the labels that rules set; if there are none,
        those that it may take by labels that come with the series.
        """
        for holds in (_matches, _may_match):
            found = frozenset([self._left[number][1] for number in self._held(alternatives, holds)])
            if found:
                return found
        return frozenset()

    def take(self, alternatives: Sequence[Sequence[Matcher]]) -> None:
        """Leaves out those that such a branch surely takes, so that none behind it sees them."""
        self._taken += alternatives
        for number in self._held(alternatives, _surely_matches):
            del self._left[number]

    def left(
        self, alternatives: Sequence[Sequence[Matcher]], severities: Sequence[Severity]
    ) -> Sequence[Severity]:
        """Those of `severities`, mildest first, of which alerts may come to a branch with these matchers: of
        whatever project. The mildest, if there are none.
        """
        known = [{one.name: one.value for one in matchers if one.op == "="} for matchers in alternatives]
        found = [
            severity
            for severity in severities
            if not all(self._is_taken({**labels, SEVERITY: severity.name}) for labels in known)
        ]
        return found or severities[:1]

    def _is_taken(self, labels: Mapping[str, str]) -> bool:
        return any(all(_surely_matches(one, labels) for one in matchers) for matchers in self._taken)

    def _held(
        self,
        alternatives: Sequence[Sequence[Matcher]],
        holds: Callable[[Matcher, Mapping[str, str]], bool],
    ) -> set[int]:
        """Those left for whose labels all matchers of one of `alternatives` hold."""
        return {
            number
            for matchers in alternatives
            for number in self._candidates(matchers)
            if all(holds(one, self._left[number][0]) for one in matchers)
        }

    def _candidates(self, matchers: Sequence[Matcher]) -> list[int]:
        """Those left that may fulfil `matchers`: by one that is plain to see, few are to be asked."""
        for one in matchers:
            if one.name != _NAME and one.values and "" not in one.values:
                having = self._having(one.name)
                numbers = [number for value in (None, *one.values) for number in having.get(value, ())]
                return [number for number in numbers if number in self._left]
        return list(self._left)

    def _having(self, name: str) -> Mapping[str | None, list[int]]:
        """Those left when it was first asked, by their value of a label; None for what is not known."""
        if name not in self._by_value:
            found = self._by_value[name] = {}
            for number, (labels, _) in self._left.items():
                found.setdefault(labels.get(name), []).append(number)
        return self._by_value[name]


def sort_of(project: Project, alert: Alert) -> Sort:
    """The sort that `alert` is of."""
    kind = labels_of(project, alert).get(KIND, "")
    said = kind in BUILT_IN or any(kind == message.kind for message in project.messages)
    return Sort(alert.severity, kind if said else "")


def _matches(matcher: Matcher, labels: Mapping[str, str]) -> bool:
    return matcher.name == _NAME or matcher.matches(labels)


def _surely_matches(matcher: Matcher, labels: Mapping[str, str]) -> bool:
    return matcher.name in labels and matcher.matches(labels)


def _may_match(matcher: Matcher, labels: Mapping[str, str]) -> bool:
    return matcher.name not in labels or matcher.matches(labels)


__all__ = ["Sort", "Sorts", "sort_of"]
