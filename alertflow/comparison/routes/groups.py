"""Which alerts are told together: a difference that no label set by itself shows.

Alertmanager groups the alerts of each route by themselves. Where one route takes the place of two, alerts
that came in notifications of their own come in one, unless a label by which it groups tells them apart.
Source: dispatch/dispatch.go of Alertmanager, where the groups are kept by route.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alertflow.alertmanager.routes import ALL_LABELS
from alertflow.comparison.routes.values import Labels
from alertflow.comparison.routes.walk import Leaf, Outcome, State, Told

_Route = tuple[int, ...]

_MOST = 10_000
"""As many pairs of label sets are looked at for one route."""


class Groups:
    """The label sets for which both sides tell the same, by the routes that tell it."""

    def __init__(self, labels: Labels) -> None:
        self._number = {label.name: number for number, label in enumerate(labels.labels)}
        self._by_old: dict[_Route, dict[_Route, list[State]]] = {}
        self._by_new: dict[_Route, dict[_Route, list[State]]] = {}
        self._outcomes: dict[tuple[bool, _Route], Outcome] = {}

    def add(self, leaf: Leaf) -> None:
        """Notes by which routes a label set is told of on both sides."""
        after = _alone(leaf.new)
        for outcome, old in _alone(leaf.old).items():
            new = after.get(outcome)
            if new is not None:
                self._by_old.setdefault(old, {}).setdefault(new, []).append(leaf.state)
                self._by_new.setdefault(new, {}).setdefault(old, []).append(leaf.state)
                self._outcomes[False, old] = self._outcomes[True, new] = outcome

    def changed(self) -> Iterator[tuple[State, State, bool]]:
        """Two label sets that are told together on one side only, for each route; whether it is the new."""
        for together, by_route in ((True, self._by_new), (False, self._by_old)):
            for route, parts in by_route.items():
                if len(parts) > 1:
                    found = self._grouped(self._outcomes[together, route], list(parts.values()))
                    if found is not None:
                        yield *found, together

    def _grouped(self, outcome: Outcome, parts: list[list[State]]) -> tuple[State, State] | None:
        """Two states, of two of `parts`, whose alerts may be of one group; None where none are."""
        if outcome.group_by == {ALL_LABELS}:
            return None
        numbers = [self._number[name] for name in sorted(outcome.group_by) if name in self._number]
        left = _MOST
        for index, some in enumerate(parts):
            for one in some:
                for other in (state for others in parts[index + 1 :] for state in others):
                    if all(one[number] & other[number] for number in numbers):
                        return one, other
                    left -= 1
                    if not left:
                        return None
        return None


def _alone(told: Told) -> dict[Outcome, _Route]:
    """The routes by what they do; not those of which several do the same with one alert."""
    counts = Counter(one.outcome for one in told)
    return {one.outcome: one.route for one in told if counts[one.outcome] == 1}


__all__ = ["Groups"]
