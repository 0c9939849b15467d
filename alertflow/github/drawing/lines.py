"""What each box says, line by line, and the room that takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from alertflow.github.drawing.graph import Box, Graph
from alertflow.github.drawing.layout import Size
from alertflow.github.drawing.widths import width, wrapped

TITLE, NOTE = 14, 12
"""Font sizes in pixels: of a box's title, and of its notes."""
LEADING = {TITLE: 18, NOTE: 16}
"""Pixels from one line to the next, by font size."""
PAD = 14
"""Pixels between a box's edge and its text."""
_NARROWEST, _WIDEST = 150.0, 276.0
_BETWEEN = 12
"""Pixels between two arrows at one side of a box, where it stands upright."""
_LINES = 2
"""How many lines a title or a note has at most."""


class Line(NamedTuple):
    """A line of text in a box."""

    label: str
    text: str
    size: int


def measured(graph: Graph) -> tuple[dict[str, list[Line]], dict[str, Size], float]:
    """The lines of each box, the room it takes (its width and height), and the width that all have."""
    natural = max([needs for box in graph.boxes for needs in _wanted(box)], default=0.0)
    box_width = min(max(natural + 2 * PAD, _NARROWEST), _WIDEST)
    lines = {box.id: list(_lines(box, box_width - 2 * PAD)) for box in graph.boxes}
    room = _room_for_arrows(graph) if graph.direction == "right" else {}
    sizes = {
        id_: Size(box_width, max(sum(LEADING[line.size] for line in found) + 2 * PAD - 4, room.get(id_, 0)))
        for id_, found in lines.items()
    }
    return lines, sizes, box_width


def _room_for_arrows(graph: Graph) -> dict[str, float]:
    """How high each box must be for the arrows at one of its sides to be told apart."""
    ends = Counter([(0, arrow.tail) for arrow in graph.arrows] + [(1, arrow.head) for arrow in graph.arrows])
    return {box.id: max(ends[0, box.id], ends[1, box.id]) * _BETWEEN + 32 for box in graph.boxes}


def _wanted(box: Box) -> Iterator[float]:
    yield width(box.title, TITLE, bold=True)
    for label, text, _ in box.notes:
        yield width(f"{label} {text}", NOTE)


def _lines(box: Box, room: float) -> Iterator[Line]:
    for line in wrapped(box.title, room, TITLE, lines=_LINES, bold=True) or ["\N{NO-BREAK SPACE}"]:
        yield Line("", line, TITLE)
    for label, text, _ in box.notes:
        first, *others = wrapped(f"{label} {text}", room, NOTE, lines=_LINES) or [""]
        yield Line(label, first[len(label) :].lstrip(), NOTE)
        yield from (Line("", line, NOTE) for line in others)


__all__ = ["LEADING", "NOTE", "PAD", "TITLE", "Line", "measured"]
