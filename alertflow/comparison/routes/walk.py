"""Two route trees walked at once, over all label sets that they tell apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

State = tuple[int, ...]
"""By label: the classes that its value may be of. See `alertflow.comparison.routes.values`."""


class Outcome(NamedTuple):
    """One telling of an alert. Spans are in seconds."""

    receiver: int
    """Equal for receivers that do the same."""
    group_by: frozenset[str]
    group_wait: float
    group_interval: float
    repeat_interval: float
    muted: frozenset[int]
    """The time intervals that mute it; equal for those that hold at the same times."""
    active: frozenset[int]
    own: Hashable
    """What the route says besides: its labels, and keys that are not known here."""


class Telling(NamedTuple):
    """One telling of an alert, and by which route; what one route tells is grouped apart from others."""

    outcome: Outcome
    route: tuple[int, ...]
    """The way to it from the root, by index."""


Told = tuple[Telling, ...]
"""Every telling of an alert, in the order of the routes."""


class Branch(NamedTuple):
    """A route, as far as it decides who is told of what."""

    asks: tuple[tuple[int, int], ...]
    """What its matchers leave of the classes of the labels that they name."""
    goes_on: bool
    """Whether the siblings behind it are asked, too."""
    telling: Telling
    """What it does with an alert that none of `below` takes."""
    below: tuple[Branch, ...]


class Leaf(NamedTuple):
    """Label sets that neither side tells apart any further, and what becomes of their alerts."""

    state: State
    old: Told
    new: Told


_FEW = 8
"""So many children are asked one by one."""


class ExhaustedError(Exception):
    """There is more to look at than was allowed."""


class Walker:
    """Walks trees, and counts the routes that it asks."""

    def __init__(self, most: int) -> None:
        self.left = most
        """How many routes may still be asked."""
        self._indexes: dict[int, _Index] = {}
        """By the `id` of a branch."""

    def leaves(self, old: Branch, new: Branch, state: State) -> Iterator[Leaf]:
        """What both sides do with alerts of `state`. Raises ExhaustedError."""
        for half, before in self._taken(old, state):
            for whole, after in self._taken(new, half):
                yield Leaf(whole, before, after)

    def _candidates(self, branch: Branch, number: int, state: State) -> Sequence[int]:
        """The children from `number` on that may take alerts of `state`."""
        every = range(number, len(branch.below))
        if len(every) < _FEW:
            return every
        index = self._indexes.get(id(branch))
        if index is None:
            index = self._indexes[id(branch)] = _Index(branch)
        found = index.of(state)
        return every if found is None else found[bisect_left(found, number) :]

    def _taken(self, branch: Branch, state: State) -> Iterator[tuple[State, Told]]:
        return self._among(branch, 0, state, (), taken=False)

    def _among(
        self, branch: Branch, number: int, state: State, told: Told, *, taken: bool
    ) -> Iterator[tuple[State, Told]]:
        """What becomes of alerts of `state` from the child `number` on; `told` is what became of them yet."""
        for index in self._candidates(branch, number, state):
            child = branch.below[index]
            self.left -= 1
            if self.left < 0:
                raise ExhaustedError
            holding = _restricted(state, child.asks)
            if holding is None:
                continue
            for half, more in self._taken(child, holding):
                if child.goes_on:
                    yield from self._among(branch, index + 1, half, told + more, taken=True)
                else:
                    yield half, told + more
            others = list(_without(state, child.asks))
            if not others:
                return
            for other in others[1:]:
                yield from self._among(branch, index + 1, other, told, taken=taken)
            state = others[0]
        yield state, told if taken else (*told, branch.telling)


class _Index:
    """The children of a branch by the one label that most of them ask for, so that few are asked."""

    def __init__(self, branch: Branch) -> None:
        counts = Counter(number for child in branch.below for number, _ in child.asks)
        self.label = counts.most_common(1)[0][0] if counts else -1
        self.always: list[int] = []
        """Those that do not ask for it."""
        self.by_class: dict[int, list[int]] = {}
        """Those that take a class of its values."""
        for number, child in enumerate(branch.below):
            mask = dict(child.asks).get(self.label)
            if mask is None or mask.bit_count() > _FEW:
                self.always.append(number)
                continue
            while mask:
                one = mask & -mask
                self.by_class.setdefault(one, []).append(number)
                mask ^= one

    def of(self, state: State) -> Sequence[int] | None:
        """The children that may take alerts of `state`, in order; None where that may be any."""
        mask = state[self.label] if self.label >= 0 else 0
        if mask.bit_count() != 1:
            return None
        return sorted([*self.always, *self.by_class.get(mask, ())])


def reached(branch: Branch, state: State) -> Iterator[State]:
    """For each route from `branch` on, the alerts of `state` that its matchers and those above it take."""
    yield state
    for child in branch.below:
        holding = _restricted(state, child.asks)
        if holding is not None:
            yield from reached(child, holding)


def _restricted(state: State, asks: Sequence[tuple[int, int]]) -> State | None:
    """What of `state` fulfils `asks`; None where nothing does."""
    masks = list(state)
    for number, mask in asks:
        left = masks[number] & mask
        if not left:
            return None
        masks[number] = left
    return tuple(masks)


def _without(state: State, asks: Sequence[tuple[int, int]]) -> Iterator[State]:
    """What of `state` does not fulfil `asks`, in parts that have nothing in common, the largest first."""
    for number, mask in asks:
        left = state[number] & ~mask
        if left:
            yield (*state[:number], left, *state[number + 1 :])
        state = (*state[:number], state[number] & mask, *state[number + 1 :])


__all__ = ["Branch", "ExhaustedError", "Leaf", "Outcome", "State", "Telling", "Told", "Walker", "reached"]
