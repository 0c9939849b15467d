"""The comments of a configuration, each with what it is about."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alertflow.declared import Location
from alertflow.importer.writing.comments import is_of_generator
from alertflow.sections import Section, every_section
from alertflow.yaml.comments import Comment, comments

_WHOLE = ""
"""Stands for the section itself, beside its fields."""

_is_bare_key = re.compile(r"[^#]*:\s*(#.*)?$").match
"""Whether the value of a key begins in the line below it."""


class _Anchor(NamedTuple):
    """What a comment may be about: where it begins, and whose field it is."""

    line: int
    column: int
    of: int
    field: str


class Remarks:
    """Who asks for the comments of something is given each once; `left` are those that nobody asked for."""

    def __init__(self, document: Section, text: str, path: str, lines: range | None = None) -> None:
        """Takes the comments of `text` that are within `lines`, counted from 1; all, if None."""
        self._above: dict[tuple[int, str], list[str]] = {}
        self._behind: dict[tuple[int, str], str] = {}
        found = [one for one in comments(text, path) if lines is None or one.line in lines]
        found = [one for one in found if not is_of_generator(one.text)]
        if not found:
            return
        self._lines = text.splitlines()
        self._anchors = sorted(_anchors(document), key=lambda one: (one.line, one.column))
        self._starts = [one.line for one in self._anchors]
        self._next = _next_that_says(self._lines)
        for run in _runs(found):
            if run[0].alone:
                self._above.setdefault(self._about(run), []).extend(one.text for one in run)
            else:
                self._place_behind(run[0])

    def beside(self, of: object, field: str) -> tuple[tuple[str, ...], str]:
        """The comments above and behind a field of `of`, or `of` itself, for ''."""
        key = (id(of), field)
        return tuple(self._above.pop(key, ())), self._behind.pop(key, "")

    def every(self, of: object, fields: Iterable[str]) -> tuple[str, ...]:
        """All comments of `of` and of its `fields`, as lines."""
        lines: list[str] = []
        for field in (_WHOLE, *fields):
            above, behind = self.beside(of, field)
            lines += [*above, *([behind] if behind else [])]
        return tuple(lines)

    def left(self) -> tuple[str, ...]:
        """What nobody has asked for, as lines; after that nothing is left."""
        lines = [line for above in self._above.values() for line in above]
        lines += self._behind.values()
        self._above, self._behind = {}, {}
        return tuple(lines)

    def _about(self, run: Sequence[Comment]) -> tuple[int, str]:
        """What comments on lines of their own, one below the other, are about."""
        first, last = run[0], run[-1]
        next_line = self._next[last.line]
        apart = last.line == len(self._lines) or not self._lines[last.line].strip()
        if apart and self._next[0] >= first.line - 1:
            return self._anchors[0].of, _WHOLE  # the head of the file
        if apart and self._lines[first.line - 2].strip():
            return self._before(first)
        if next_line == len(self._lines) or _indent(self._lines[next_line]) < first.column - 1:
            return self._before(first)
        return self._at(next_line)

    def _at(self, line: int) -> tuple[int, str]:
        """What begins in a line, counted from 0: an item of a list, or the value behind a key."""
        within = _indent(self._lines[line]) + 1
        start = bisect.bisect_left(self._starts, line + 1)
        end = bisect.bisect_right(self._starts, line + 1)
        for one in self._anchors[start:end]:
            if one.column > within:  # what begins with the line itself holds it
                return one.of, one.field
        if end > start and not _is_bare_key(self._lines[line]):
            return self._anchors[start].of, self._anchors[start].field
        if end < len(self._anchors):
            return self._anchors[end].of, self._anchors[end].field
        return self._anchors[0].of, _WHOLE

    def _before(self, comment: Comment) -> tuple[int, str]:
        """What a comment at the end of a list or a mapping is about: the whole of it."""
        blanks = len(comment.text) - len(comment.text.lstrip())
        column = comment.column + (
            blanks + 3 if blanks else 0
        )  # `#    - item` stood where its dash is, or so
        for one in reversed(self._anchors[: bisect.bisect_left(self._starts, comment.line)]):
            if one.field != _WHOLE and one.column <= column:
                return one.of, one.field
        return self._anchors[0].of, _WHOLE

    def _place_behind(self, comment: Comment) -> None:
        start = bisect.bisect_left(self._starts, comment.line)
        key: tuple[int, str] | None = None
        for one in self._anchors[start : bisect.bisect_right(self._starts, comment.line)]:
            if one.field != _WHOLE and one.column < comment.column:
                key = (one.of, one.field)
        if key is not None and key not in self._behind:
            self._behind[key] = comment.text
            return
        self._above.setdefault(self._at(comment.line - 1), []).append(comment.text)


def _runs(found: Iterable[Comment]) -> Iterator[list[Comment]]:
    """`found`, with those together that stand alone one below the other."""
    run: list[Comment] = []
    for one in found:
        if run and not (one.alone and run[-1].alone and one.line == run[-1].line + 1):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _anchors(document: Section) -> Iterator[_Anchor]:
    for _, section in every_section(document):
        if section.source is not None:
            yield _anchor(section.source, section, _WHOLE)
        for field in section.model_fields_set:
            place = section.place(field)
            if place is not None:
                yield _anchor(place, section, field)


def _anchor(place: Location, section: Section, field: str) -> _Anchor:
    return _Anchor(place.line, place.column or 1, id(section), field)


def _next_that_says(lines: list[str]) -> list[int]:
    """For each line, and the end, which is the first from there on with more than blanks and a comment."""
    found = [len(lines)] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        bare = lines[number].strip()
        found[number] = found[number + 1] if not bare or bare.startswith("#") else number
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


__all__ = ["Remarks"]
