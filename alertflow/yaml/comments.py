"""The comments of a file, which no parser keeps: each with its place, and whether it stands alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import ScalarEvent, StreamEndEvent

from alertflow.yaml.reader import MOST_READ_AGAIN, events, events_by_the_book, read_all

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line, for libyaml."""

_MARK = re.compile(r"(?:^|(?<=[ \t\n\r\x85\u2028\u2029\ufeff]))#")
"""What begins a comment, where it is not in a scalar (YAML 1.2.2 §6.6)."""


class Comment(NamedTuple):
    """One comment, which ends with its line."""

    line: int
    """Counted from 1."""
    column: int
    """Of its `#`, counted from 1."""
    text: str
    """What stands behind the `#` and one space, without the blanks at the end."""
    alone: bool
    """Whether nothing stands before it in its line."""


def comments(text: str, path: str = "<yaml>") -> list[Comment]:
    """Every comment of `text`, in order; a `#` in quotes, in a block or within a word begins none.

    Raises AlertflowError, located in `path`, for what is not YAML.
    """
    if "#" not in text:
        return []
    starts = [0, *[found.end() for found in _BREAK.finditer(text)]]
    scalars = _scalars(text, path, starts)
    found: list[Comment] = []
    at = scalar = 0
    while (mark := _MARK.search(text, at)) is not None:
        position = mark.start()
        while scalar < len(scalars) and scalars[scalar][1] <= position:
            scalar += 1
        if scalar < len(scalars) and scalars[scalar][0] <= position:
            at = scalars[scalar][1]
            continue
        line = bisect_right(starts, position)
        start = starts[line - 1]
        ends = _BREAK.search(text, position)
        at = ends.start() if ends else len(text)
        words = text[position + 1 : at].rstrip().removeprefix(" ")
        found.append(Comment(line, position - start + 1, words, not text[start:position].strip("\ufeff \t")))
    return found


def _scalars(text: str, path: str, starts: list[int]) -> list[tuple[int, int]]:
    """From where to where each scalar goes; of a block, its lines without the one that begins it."""
    try:
        return _spans(events(text), text, starts)
    except MarkedYAMLError:
        if len(text) <= MOST_READ_AGAIN:
            try:
                return _spans(events_by_the_book(text), text, starts)
            except MarkedYAMLError:
                pass
    read_all(text, path)  # it raises, with the words for it
    return []


def _spans(get: Callable[[], Any], text: str, starts: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while type(event := get()) is not StreamEndEvent:
        if type(event) is ScalarEvent:
            first, last = event.start_mark, event.end_mark
            end = starts[last.line] + last.column if last.line < len(starts) else len(text)
            if event.style in ("|", ">"):
                body = starts[first.line + 1] if first.line + 1 < len(starts) else len(text)
                found.append((body, max(body, end)))
            else:
                found.append((starts[first.line] + first.column, end))
    return found


__all__ = ["Comment", "comments"]
