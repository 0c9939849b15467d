"""Patterns as automata: which of some patterns can match one text at once, each with the shortest such text.

They are read in the words that `alertflow.alertmanager.go_regex` writes for Python, which are few. Walking
all of them at once, character by character, meets every combination that any text can reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from alertflow.alertmanager.go_regex.translating import translated

Ranges = tuple[tuple[int, int], ...]

LARGEST = 2_000
"""States of one pattern, beyond which it is not analysed."""
MOST = 4_000
"""Combinations of states that are looked at before the search gives up."""

_PREFERRED = "abcdefghijklmnopqrstuvwxyz0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ/: "
"""Characters of which witnesses are made, where they have the choice."""


class UnanalysedError(ValueError):
    """A pattern that is too large, or that asks for what stands around a place."""


@dataclass
class _Automaton:
    """States and their edges; 0 is the first, 1 the last."""

    steps: list[list[tuple[Ranges, int]]] = field(default_factory=lambda: [[], []])
    """By state: with a character of which ranges to which state."""
    free: list[list[tuple[str, int]]] = field(default_factory=lambda: [[], []])
    """By state: without a character, where the text begins (`^`), ends (`$`), or anywhere ('')."""
    known: dict[tuple[frozenset[int], int], frozenset[int]] = field(default_factory=dict)
    """What was found to follow, by states and character."""

    def state(self) -> int:
        if len(self.steps) >= LARGEST:
            raise UnanalysedError("it is too large")
        self.steps.append([])
        self.free.append([])
        return len(self.steps) - 1

    def closed(self, states: frozenset[int], *, begin: bool, end: bool) -> frozenset[int]:
        """`states` and those that are reached from them without a character."""
        found, waiting = set(states), list(states)
        while waiting:
            for condition, state in self.free[waiting.pop()]:
                held = not condition or (begin if condition == "^" else end)
                if held and state not in found:
                    found.add(state)
                    waiting.append(state)
        return frozenset(found)


_ANCHORS = {r"\A": "^", r"\Z": "$"}
_REPEAT = re.compile(r"[*+?]|\{(\d+)(,?)(\d*)\}")
_SPECIAL = {r"(?a:\b)": None, "(?m:^)": None, "(?m:$)": None, "(?!)": ()}
_ANY: Ranges = ((0, 0x10FFFF),)
_NO_BREAK: Ranges = ((0, 9), (11, 0x10FFFF))


class _Reader:
    """Reads one translated pattern into an automaton."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.automaton = _Automaton()

    def read(self) -> _Automaton:
        self._alternatives(0, 1)
        return self.automaton

    def _alternatives(self, start: int, end: int) -> None:
        """From `start` to `end` by any of the alternatives that stand here."""
        while True:
            here = start
            while self._at < len(self._text) and self._text[self._at] not in "|)":
                here = self._piece(here)
            self.automaton.free[here].append(("", end))
            if self._text[self._at : self._at + 1] != "|":
                return
            self._at += 1

    def _piece(self, start: int) -> int:
        """One piece and its repetition; gives the state behind it."""
        at = self._at
        end = self._atom(start)
        repeat = _REPEAT.match(self._text, self._at)
        if repeat is None:
            return end
        after, free = repeat.end(), self.automaton.free
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(repeat[0], (-1, None))
        if least < 0:
            least = int(repeat[1])
            most = int(repeat[3]) if repeat[3] else None if repeat[2] else least
        ends = [start, end]
        while len(ends) <= max(least, most or 1):
            self._at = at
            ends.append(self._atom(ends[-1]))
        self._at = after
        last = self.automaton.state()
        if most is None:
            free[ends[-1]].append(("", ends[-2]))
        for number, one in enumerate(ends):
            if number >= least and (most is None or number <= most):
                free[one].append(("", last))
        return last

    def _atom(self, start: int) -> int:
        text, at = self._text, self._at
        for written, ranges in _SPECIAL.items():
            if text.startswith(written, at):
                if ranges is None:
                    raise UnanalysedError("it asks for the surroundings of a place")
                self._at += len(written)
                return self._step(start, ())
        if text.startswith("(?s:.)", at):
            self._at += 6
            return self._step(start, _ANY)
        if text.startswith("(?:", at):
            self._at += 3
            end = self.automaton.state()
            self._alternatives(start, end)
            self._at += 1
            return end
        if text[at] == ".":
            self._at += 1
            return self._step(start, _NO_BREAK)
        if text[at : at + 2] in _ANCHORS:
            self._at += 2
            end = self.automaton.state()
            self.automaton.free[start].append((_ANCHORS[text[at : at + 2]], end))
            return end
        if text[at] == "[":
            return self._step(start, tuple(self._members()))
        code = self._char()
        return self._step(start, ((code, code),))

    def _step(self, start: int, ranges: Ranges) -> int:
        end = self.automaton.state()
        if ranges:
            self.automaton.steps[start].append((ranges, end))
        return end

    def _members(self) -> Iterator[tuple[int, int]]:
        self._at += 1
        while self._text[self._at] != "]":
            low = high = self._char()
            if self._text[self._at] == "-":
                self._at += 1
                high = self._char()
            yield low, high
        self._at += 1

    def _char(self) -> int:
        text, at = self._text, self._at
        if text.startswith("\\U", at):
            self._at += 10
            return int(text[at + 2 : at + 10], 16)
        self._at += 2 if text[at] == "\\" else 1
        return ord(text[self._at - 1])


@lru_cache(maxsize=1024)
def _automaton(pattern: str) -> _Automaton:
    """What matches `pattern` as Alertmanager's matchers do. Raises UnanalysedError."""
    return _Reader(translated(f"^(?:{pattern})$", pattern)).read()


_MATCHED = frozenset([-1])
"""In place of the states of a pattern that has matched, whatever follows."""


class Combination(NamedTuple):
    """Patterns that match one text, and no others do."""

    text: str
    matched: tuple[bool, ...]
    """By the patterns' order."""


class Combinations(NamedTuple):
    """Every combination there is, unless it is not `complete`."""

    found: tuple[Combination, ...]
    complete: bool


def combinations(patterns: Sequence[str], others: frozenset[str]) -> Combinations:
    """Which of `patterns` match texts that are not among `others`, each combination with a short text.

    Raises UnanalysedError for patterns that cannot be analysed, and RegexError for those that are none.
    """
    automata = [_automaton(pattern) for pattern in patterns]
    characters = _characters(automata, others)
    first = tuple([one.closed(frozenset([0]), begin=True, end=False) for one in automata])
    found: dict[tuple[bool, ...], str] = {}
    waiting = deque([("", first)])
    seen: set[tuple[str | None, tuple[frozenset[int], ...]]] = set()
    prefixes = {text[:length] for text in others for length in range(len(text) + 1)}
    while waiting:
        text, states = waiting.popleft()
        if text not in others:
            found.setdefault(
                tuple([_matches(*one, not text) for one in zip(automata, states, strict=True)]), text
            )
        for character in characters:
            following = tuple(
                [
                    _following(automaton, one, ord(character))
                    for automaton, one in zip(automata, states, strict=True)
                ]
            )
            key = (text + character if text + character in prefixes else None, following)
            if key not in seen:
                if len(seen) >= MOST:
                    return Combinations(_listed(found), complete=False)
                seen.add(key)
                waiting.append((text + character, following))
    return Combinations(_listed(found), complete=True)


def _listed(found: dict[tuple[bool, ...], str]) -> tuple[Combination, ...]:
    return tuple([Combination(text, matched) for matched, text in found.items()])


def _following(automaton: _Automaton, states: frozenset[int], code: int) -> frozenset[int]:
    """The states behind `states` and a character."""
    following = automaton.known.get((states, code))
    if following is None:
        following = automaton.known[states, code] = _found_to_follow(automaton, states, code)
    return following


def _found_to_follow(automaton: _Automaton, states: frozenset[int], code: int) -> frozenset[int]:
    if states is _MATCHED or 1 in states:
        return _MATCHED  # it has matched before the end, which only `a)|(b` can
    reached = [
        state
        for one in states
        for ranges, state in automaton.steps[one]
        if any(low <= code <= high for low, high in ranges)
    ]
    # a pattern that is not bound to the beginning may begin to match here
    return automaton.closed(frozenset([*reached, 0]), begin=False, end=False)


def _matches(automaton: _Automaton, states: frozenset[int], begin: bool) -> bool:
    return states is _MATCHED or 1 in automaton.closed(states, begin=begin, end=True)


def _characters(automata: Sequence[_Automaton], others: frozenset[str]) -> list[str]:
    """One character for each set of those that no pattern tells apart, and all of `others`."""
    own = {character for text in others for character in text}
    borders = {0, *(ord(one) for one in own), *(ord(one) + 1 for one in own)}
    for automaton in automata:
        for low, high in {one for edges in automaton.steps for ranges, _ in edges for one in ranges}:
            borders |= {low, high + 1}
    starts = sorted(one for one in borders if one <= 0x10FFFF)
    chosen: dict[int, str] = {}
    for character in (*own, *_PREFERRED):
        chosen.setdefault(bisect_right(starts, ord(character)), character)
    for number, start in enumerate(starts, start=1):
        if number not in chosen and not 0xD800 <= start <= 0xDFFF:
            chosen[number] = chr(start)
    return sorted(chosen.values(), key=lambda one: (one not in _PREFERRED, _PREFERRED.find(one), one))


__all__ = ["Combination", "Combinations", "UnanalysedError", "combinations"]
