"""Which objectives are tested together: none that reads the series with which another one is tested.

Two that have nothing to do with each other are never compared: they ask for other values of a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from alertflow import prometheus
from alertflow.compiler.lower.slo.example import Counter, counters, matches
from alertflow.model import Slo
from alertflow.prometheus import LabelMatcher, Selector

Wave = list[tuple[Slo, tuple[Counter, ...]]]
"""Objectives that are tested together, each with the series that it is tested with."""


_pattern = re.compile(r"[\\.+*?()|\[\]{}^$]").search


class _Shape(NamedTuple):
    """What a selector asks for by `=`: its metric, None for any, and the names of labels."""

    metric: str | None
    labels: tuple[str, ...]


_Values = tuple[str, ...]


class _Read:
    """A selector, the waves whose objectives read it, and the series that it selects."""

    def __init__(self, selector: Selector) -> None:
        self.selector = selector
        self.waves: set[int] = set()
        self.selects: list[_Fed] = []


class _Fed:
    """A series, the waves whose objectives are tested with it, and the selectors that select it."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.waves: set[int] = set()
        self.selected: list[_Read] = []

    def values(self, shape: _Shape) -> _Values:
        """What it has in the labels of `shape`."""
        return tuple([self.counter.labels.get(name, "") for name in shape.labels])


class _Known:
    """Every selector and series of the objectives, each once, by the values that selectors ask for."""

    def __init__(self) -> None:
        self._read: dict[Selector, _Read] = {}
        self._fed: dict[str, _Fed] = {}
        self._shapes: dict[str | None, dict[_Shape, None]] = {}
        self._read_by: dict[_Shape, dict[_Values, list[_Read]]] = {}
        self._fed_by: dict[_Shape, dict[_Values, list[_Fed]]] = {}

    def read(self, selector: Selector) -> _Read:
        """What is known of `selector`."""
        if (known := self._read.get(selector)) is None:
            known = self._read[selector] = _Read(selector)
            shape, values = _asked(selector)
            if shape not in self._fed_by:
                self._begin(shape)
            self._read_by[shape].setdefault(values, []).append(known)
            for fed in self._fed_by[shape].get(values, ()):
                _meet(known, fed)
        return known

    def fed(self, counter: Counter) -> _Fed:
        """What is known of the series of `counter`."""
        if (known := self._fed.get(counter.series)) is None:
            known = self._fed[counter.series] = _Fed(counter)
            for shape in (*self._shapes.get(counter.metric, ()), *self._shapes.get(None, ())):
                values = known.values(shape)
                self._fed_by[shape].setdefault(values, []).append(known)
                for read in self._read_by[shape].get(values, ()):
                    _meet(read, known)
        return known

    def _begin(self, shape: _Shape) -> None:
        """Sorts the series by what they have in the labels of a new shape."""
        self._shapes.setdefault(shape.metric, {})[shape] = None
        self._read_by[shape], self._fed_by[shape] = {}, {}
        for one in self._fed.values():
            if shape.metric in (None, one.counter.metric):
                self._fed_by[shape].setdefault(one.values(shape), []).append(one)


def _meet(read: _Read, fed: _Fed) -> None:
    if matches(fed.counter, read.selector):
        read.selects.append(fed)
        fed.selected.append(read)


def in_waves(slos: Iterable[Slo]) -> Sequence[Wave]:
    """The objectives, each in the first wave where it disturbs none; those without series are left out."""
    found: list[Wave] = []
    known = _Known()
    for slo in slos:
        series = counters(slo.indicator)
        if not series:
            continue
        read, fed = [known.read(one) for one in _selectors(slo)], [known.fed(one) for one in series]
        disturbed = set[int]().union(
            *(other.waves for one in read for other in one.selects),
            *(other.waves for one in fed for other in one.selected),
        )
        number = next(number for number in count() if number not in disturbed)
        if number == len(found):
            found.append([])
        found[number].append((slo, series))
        for waves in (*(one.waves for one in read), *(one.waves for one in fed)):
            waves.add(number)
    return found


def _asked(selector: Selector) -> tuple[_Shape, _Values]:
    """The shape of `selector`, and the values that it asks for in its labels."""
    equal = sorted({(one.label, one.value) for one in selector.matchers if _is_equal(one)})
    return _Shape(selector.metric, tuple([name for name, _ in equal])), tuple([value for _, value in equal])


def _is_equal(matcher: LabelMatcher) -> bool:
    """Whether `matcher` lets just its value through; a pattern may be plain text, too."""
    if matcher.label == "__name__":
        return False
    return matcher.operator == "=" or (matcher.operator == "=~" and not _pattern(matcher.value))


def _selectors(slo: Slo) -> list[Selector]:
    exprs = (slo.indicator.failed_rate("5m"), slo.indicator.total_rate("5m"))
    return [one for expr in exprs for one in prometheus.selectors(prometheus.parse(expr))]


__all__ = ["Wave", "in_waves"]
