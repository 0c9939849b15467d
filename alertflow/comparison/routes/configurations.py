"""Two configurations of Alertmanager compared: who is told of what, and all that is not a route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from alertflow.alertmanager import Config, Matcher
from alertflow.comparison.data import MISSING, changed, pieces
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.meaning import meaning
from alertflow.comparison.routes import inhibitions, intervals, outcomes, receivers
from alertflow.comparison.routes.groups import Groups
from alertflow.comparison.routes.naming import Same, same
from alertflow.comparison.routes.outcomes import branch
from alertflow.comparison.routes.values import Labels
from alertflow.comparison.routes.walk import (
    Branch,
    ExhaustedError,
    Leaf,
    Outcome,
    State,
    Told,
    Walker,
    reached,
)
from alertflow.declared import AlertflowError, Location

MOST = 1_000_000
"""As many routes are asked at most, over all label sets; some seconds of work."""
_EXAMPLES = 3
"""As many label sets are named for one difference."""
_LOOKED_AT = 5_000
"""Of as many at most."""


Change: TypeAlias = tuple[tuple[Outcome, ...], tuple[Outcome, ...]]
"""What only the old side tells, and what only the new."""


class _Found(NamedTuple):
    """What is told of some label sets, and which they are."""

    sentence: str
    states: list[State]


class Configurations:
    """Two configurations, and what they are compared by."""

    def __init__(self, old: Config, new: Config) -> None:
        self.old = old
        self.new = new
        self.notes: list[str] = []
        self.exhaustive = True
        """Whether every label set was looked at."""
        self._of_alerts = Walker(MOST)
        self._covered: set[Change] = set()

    @cached_property
    def labels(self) -> Labels:
        """The labels that either side's routes and inhibitions look at."""
        return Labels([one for side in (self.old, self.new) for one in _matchers(side)])

    @cached_property
    def _receivers(self) -> Same:
        before, after = self._global_differences[0]
        return same(receivers.contents(self.old, before), receivers.contents(self.new, after))

    @cached_property
    def _intervals(self) -> Same:
        return same(intervals.contents(self.old), intervals.contents(self.new))

    @cached_property
    def _global_differences(self) -> tuple[tuple[dict[str, Any], dict[str, Any]], list[Any]]:
        """What receivers take from `global` on both sides, and what differs in it.

        A key that moved from there to the receivers is no difference, nor one that moved the other way. What
        differs is told once, and not for every receiver that takes it.
        """
        before, after = meaning(self.old.global_ or {}), meaning(self.new.global_ or {})
        found = list(pieces(before, after))
        if not found:
            return (before, after), []
        mine, theirs = receivers.contents(self.old, before), receivers.contents(self.new, after)
        if set(mine.values()) == set(theirs.values()):
            used = receivers.taken(self.old) | receivers.taken(self.new)
            return (before, after), [one for one in found if one.way[0] not in used]
        keys = {one.way[0] for one in found}
        kept = [{key: value for key, value in side.items() if key not in keys} for side in (before, after)]
        return (kept[0], kept[1]), found

    @cached_property
    def _trees(self) -> tuple[Branch, Branch]:
        return (
            branch(self.old.tree, self.labels, self._receivers.old, self._intervals.old),
            branch(self.new.tree, self.labels, self._receivers.new, self._intervals.new),
        )

    @property
    def route_alike(self) -> bool:
        """Whether the trees are the same, route by route."""
        return self._trees[0] == self._trees[1]

    def of_alert(
        self, old: Mapping[str, str], new: Mapping[str, str], free: frozenset[str] = frozenset()
    ) -> str:
        """What is different for an alert that has the labels `old` on the old side, and `new` on the new;
        '' where nothing is. Of labels in `free` the value is not known.
        """
        if old == new and self.route_alike:
            return ""
        states = [self._state(side, free) for side in (old, new)]
        said: dict[str, None] = {}
        try:
            if states[0] == states[1]:
                leaves = list(self._of_alerts.leaves(*self._trees, states[0]))
            else:
                before = next(self._of_alerts.leaves(self._trees[0], self._trees[0], states[0]))
                after = next(self._of_alerts.leaves(self._trees[1], self._trees[1], states[1]))
                leaves = [Leaf(after.state, before.old, after.new)]
        except (ExhaustedError, RecursionError):
            self.exhaustive = False
            self.notes.append("Of some alerts it was not compared who is told: there are too many routes.")
            return ""
        for leaf in leaves:
            if not outcomes.equal(leaf.old, leaf.new):
                self._covered.add(_frozen(leaf))
                said[self._sentence(leaf.old, leaf.new)] = None
        return "; ".join(said)

    def _state(self, known: Mapping[str, str], free: frozenset[str]) -> State:
        absent = [label.name for label in self.labels.labels if label.name not in free]
        return self.labels.having(known, absent)

    def _sentence(self, old: Told, new: Told) -> str:
        return outcomes.sentence(old, new, self._called, self._interval)

    def differences(self, path: str) -> Iterator[Difference]:
        """All that differs, but for what `of_alert` told."""
        yield from self._routes(path)
        yield from self._of_receivers(path)
        yield from inhibitions.differences(self.old, self.new, self.labels, path)
        yield from self._of_intervals(path)
        for piece in self._global_differences[1]:
            place = self.new.global_.place(_field(self.new.global_, piece.way)) if self.new.global_ else None
            yield Difference(
                What.CHANGED, path, f"global {piece.place}", changed(piece.old, piece.new), place
            )
        rest = ("templates", "tracing", "event_recorder", "extra")
        for name in rest:
            before, after = meaning(getattr(self.old, name)), meaning(getattr(self.new, name))
            for piece in pieces(before or MISSING, after or MISSING, (), () if name == "extra" else (name,)):
                yield Difference(
                    What.CHANGED, path, piece.place, changed(piece.old, piece.new), self.new.place(name)
                )

    def _routes(self, path: str) -> Iterator[Difference]:
        if self.route_alike:
            return
        found: dict[Change, _Found] = {}
        looked_at = 0
        groups = Groups(self.labels)
        reasons = list(self.labels.unknown)
        for leaf in self._leaves(reasons):
            looked_at += 1
            if outcomes.equal(leaf.old, leaf.new):
                groups.add(leaf)
                continue
            key = _frozen(leaf)
            if key not in found:
                found[key] = _Found(self._sentence(leaf.old, leaf.new), [])
            found[key].states.append(leaf.state)
        if reasons:
            self.exhaustive = False
            self.notes.append(
                f"{path}: compared {looked_at:,} label sets; not exhaustive, because {' and '.join(reasons)}."
            )
        for key, (sentence, states) in found.items():
            if key not in self._covered:
                place = self._deciding(self.labels.witness(states[0]))
                yield Difference(What.CHANGED, path, self._alerts(states), sentence, place)

        for one, other, together in groups.changed():
            who = " and ".join(f"alerts with {_written(self.labels.witness(some))}" for some in (one, other))
            said = (
                "are told in one notification now"
                if together
                else "are told in notifications of their own now"
            )
            place = self._deciding(self.labels.witness(other))
            yield Difference(What.CHANGED, path, "grouping", f"{who} {said}", place)

    def _leaves(self, reasons: list[str]) -> Iterator[Leaf]:
        """The leaves of both trees; where there are too many, a label set for each route, and a reason."""
        try:
            yield from Walker(MOST).leaves(*self._trees, self.labels.every)
        except (ExhaustedError, RecursionError):
            reasons.append("the routes tell more of them apart")
            walker = Walker(2 * MOST)
            with suppress(ExhaustedError, RecursionError):
                for tree in self._trees:
                    for state in reached(tree, self.labels.every):
                        one = self._state(self.labels.witness(state), frozenset())
                        yield from walker.leaves(*self._trees, one)

    def _alerts(self, states: Sequence[State]) -> str:
        """`alerts with team="db"; or team="cache"`: of the label sets those with the fewest labels."""
        said: list[dict[str, str]] = []
        more = 0
        for labels in sorted(map(self.labels.witness, states[:_LOOKED_AT]), key=len):
            if not any(one.items() <= labels.items() for one in said):
                if len(said) < _EXAMPLES:
                    said.append(labels)
                else:
                    more += 1
        if not said[0]:
            return "any other alert"
        text = "alerts with " + "; or ".join(map(_written, said))
        return text + (f"; or {more} more such sets of labels" if more else "")

    def _deciding(self, labels: Mapping[str, str]) -> Location | None:
        """The route of the new side that takes an alert with `labels`."""
        try:
            return self.new.tree.takers(labels)[0].route.source
        except AlertflowError:  # a pattern of which it cannot be told what it matches
            return self.new.root.source

    def _of_receivers(self, path: str) -> Iterator[Difference]:
        found = self._receivers
        old = {one.name: one for one in self.old.receivers}
        new = {one.name: one for one in self.new.receivers}
        for name in found.changed:
            before, after = receivers.as_data(old[name]), receivers.as_data(new[name])
            said = "; ".join(map(str, pieces(before, after)))
            yield Difference(What.CHANGED, path, f"receiver {name}", said, new[name].source)
        for before_name, name in found.renamed:
            if receivers.tells_its_name(new[name]):
                said = f"was {before_name}, and what it sends tells its name"
                yield Difference(What.CHANGED, path, f"receiver {name}", said, new[name].source)
            else:
                self.notes.append(f"{path}: the receiver {before_name} is called {name} now.")
        for name in found.added:
            said = f"new: {receivers.called(new[name])}"
            yield Difference(What.ADDED, path, f"receiver {name}", said, new[name].source)
        for name in found.gone:
            said = f"gone: {receivers.called(old[name])}"
            yield Difference(What.REMOVED, path, f"receiver {name}", said, old[name].source)

    def _of_intervals(self, path: str) -> Iterator[Difference]:
        found = self._intervals
        old = {one.name: one for one in self.old.every_time_interval}
        new = {one.name: one for one in self.new.every_time_interval}
        for name in found.changed:
            before, after = meaning(old[name]), meaning(new[name])
            said = "; ".join(map(str, pieces(before, after))) or "when it holds"
            yield Difference(What.CHANGED, path, f"time interval {name}", said, new[name].source)
        for name in found.added:
            yield Difference(What.ADDED, path, f"time interval {name}", "new", new[name].source)
        for name in found.gone:
            yield Difference(What.REMOVED, path, f"time interval {name}", "gone", old[name].source)

    @cached_property
    def _names(self) -> dict[int, str]:
        """How the receivers are called, each unlike the others."""
        every: dict[int, tuple[str, str]] = {}
        for config, numbers in ((self.old, self._receivers.old), (self.new, self._receivers.new)):
            for one in config.receivers:
                every[numbers[one.name]] = one.name, receivers.called(one)
        words = [whom for _, whom in every.values()]
        return {
            number: whom if words.count(whom) == 1 or whom == "nobody" else f"{whom} ({name})"
            for number, (name, whom) in every.items()
        }

    def _called(self, number: int) -> str:
        return self._names.get(number, "a receiver that is not defined")

    def _interval(self, number: int) -> str:
        numbers = self._intervals.old | self._intervals.new
        return next(
            (name for name, one in numbers.items() if one == number), "an interval that is not defined"
        )


def _written(labels: Mapping[str, str]) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in labels.items()) or "no such label"


def _matchers(config: Config) -> Iterator[Matcher]:
    waiting = [config.root]
    while waiting:
        route = waiting.pop()
        yield from route.every_matcher
        waiting += route.routes
    for rule in config.inhibit_rules:
        yield from rule.every_source_matcher
        yield from rule.every_target_matcher


def _frozen(leaf: Leaf) -> Change:
    gone, added = outcomes.only_different(leaf.old, leaf.new)
    return tuple(sorted(gone, key=repr)), tuple(sorted(added, key=repr))


def _field(section: Any, way: tuple[str | int, ...]) -> str:
    """The field behind the first key of `way`."""
    return next((field for field, key in section.keys().items() if key == way[0]), "extra")


__all__ = ["MOST", "Configurations"]
