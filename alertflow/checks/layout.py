"""How a file is written: where each of its mappings, lists, keys and values begins and ends, for edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from alertflow.checks.finding import Edit
from alertflow.declared import Location
from alertflow.yaml.reader import events


class Point(NamedTuple):
    """A character of a file, by its line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Part:
    """A value as it is written."""

    start: Point
    end: Point
    """The first character behind it; behind a block, and what has none of its own end, where the next part
    or line begins.
    """
    flow: bool = False
    """Whether it is a collection in brackets or braces."""
    style: str | None = None
    """How a scalar is written: `|`, `>`, `'`, `"` or '' without quotes; None for what is none."""
    value: str = ""
    """The text of a scalar."""
    pairs: tuple[tuple[Part, Part], ...] = ()
    items: tuple[Part, ...] = ()

    def get(self, key: str) -> tuple[Part, Part] | None:
        """The key and the value of a mapping's entry `key`."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)

    @property
    def on_one_line(self) -> bool:
        """Whether it ends on the line where it begins."""
        return self.start.line == self.end.line


class _Known(NamedTuple):
    """What begins where."""

    mappings: dict[Point, Part]
    """Those that are not empty."""
    scalars: dict[Point, Part]

    def add(self, text: str, line: int, column: int) -> None:
        """Adds the parts of `text`, which begins behind `line` and is indented by `column`."""
        found: list[Part] = []
        _parts(text, line, column, found)
        for part in found:
            if part.style is not None:
                self.scalars[part.start] = part
            elif part.pairs:
                self.mappings[part.start] = part


class Layout:
    """The layout of the file at `path`, which holds `text`."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def place(self, point: Point) -> Location:
        """A point as a place in the file."""
        return Location(self.path, *point)

    def edit(self, start: Point, end: Point, text: str) -> Edit:
        """`text` in the place of what stands from `start` up to `end`."""
        return Edit(self.place(start), self.place(end), text)

    def line(self, number: int) -> str:
        """A line without its end; '' for one that there is not."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def between(self, start: Point, end: Point) -> str:
        """What stands from `start` up to `end`, lines joined by line feeds."""
        if start.line == end.line:
            return self.line(start.line)[start.column - 1 : end.column - 1]
        inner = [self.line(number) for number in range(start.line + 1, end.line)]
        return "\n".join(
            [self.line(start.line)[start.column - 1 :], *inner, self.line(end.line)[: end.column - 1]]
        )

    def replaced(self, location: Location | None, old: str, new: str) -> Edit | None:
        """`new` for `old`, which stands at `location`; None where something else stands there."""
        if location is None or location.column is None or location.path != self.path:
            return None
        start = Point(location.line, location.column)
        end = Point(start.line, start.column + len(old))
        return self.edit(start, end, new) if self.between(start, end) == old else None

    def mapping_at(self, location: Location | None) -> Part | None:
        """The mapping that begins at `location`, in the file or in a text within it."""
        return self._found(self._known.mappings, location)

    def scalar_at(self, location: Location | None) -> Part | None:
        """The key, text, number or other single value that begins at `location`."""
        return self._found(self._known.scalars, location)

    def mappings(self) -> list[Part]:
        """Every mapping that is not empty, but for those in texts within the file."""
        return list(self._known.mappings.values())

    def _found(self, known: dict[Point, Part], location: Location | None) -> Part | None:
        if location is None or location.column is None or location.path != self.path:
            return None
        point = Point(location.line, location.column)
        if point not in known:
            self._read_within(point)
        return known.get(point)

    @cached_property
    def _known(self) -> _Known:
        known = _Known({}, {})
        known.add("\n".join(self.lines) + "\n", 0, 0)
        return known

    def _read_within(self, point: Point) -> None:
        """Remembers the parts of the YAML that stands in the block of text around `point`, if it is one."""
        for part in list(self._known.scalars.values()):
            begin, end = part.start.line + 1, part.end.line + (part.end.column > 1)
            if part.style == "|" and begin <= point.line < end:
                rows = [self.line(number) for number in range(begin, end)]
                first = next((row for row in rows if row.strip()), "")
                indent = len(first) - len(first.lstrip(" "))
                self._known.add("\n".join([row[indent:] for row in rows]) + "\n", part.start.line, indent)


def parts(text: str) -> list[Part]:
    """The root of each document of `text`; those before the mistake where it is no YAML."""
    return _parts("\n".join(text.splitlines()) + "\n", 0, 0, [])


def _parts(text: str, line: int, column: int, found: list[Part]) -> list[Part]:
    """The roots of `text`, which begins behind `line`, `column` to the right; `found` gets every part."""
    get = events(text)
    roots: list[Part] = []
    try:
        while type(event := get()) is not StreamEndEvent:
            if type(event) in (MappingStartEvent, SequenceStartEvent, ScalarEvent):
                roots.append(_part(event, get, (line, column), found))
    except YAMLError:
        pass
    return roots


def _part(event: Any, get: Callable[[], Any], shift: tuple[int, int], found: list[Part]) -> Part:
    """The part that begins with `event`; it and all within it are added to `found`."""

    def point(mark: Any) -> Point:
        return Point(mark.line + 1 + shift[0], mark.column + 1 + shift[1])

    if type(event) is AliasEvent:
        return Part(point(event.start_mark), point(event.end_mark), value=event.anchor)
    if type(event) is ScalarEvent:
        part = Part(
            point(event.start_mark), point(event.end_mark), style=event.style or "", value=event.value
        )
        found.append(part)
        return part
    inner: list[Part] = []
    mapping = type(event) is MappingStartEvent
    while type(one := get()) not in (MappingEndEvent, SequenceEndEvent):
        inner.append(_part(one, get, shift, found))
    pairs = tuple(zip(inner[::2], inner[1::2], strict=True)) if mapping else ()
    items = () if mapping else tuple(inner)
    part = Part(
        point(event.start_mark), point(one.end_mark), bool(event.flow_style), pairs=pairs, items=items
    )
    found.append(part)
    return part


__all__ = ["Layout", "Part", "Point", "parts"]
