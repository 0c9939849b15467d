"""A page of text on a terminal: headings, labelled paragraphs and columns, wrapped and coloured."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click

NARROW, WIDE = 80, 120
"""Between how many columns a page is."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal might obey: text of an event or of somebody's workflow is only shown."""


class Cell(NamedTuple):
    """Text and its colour; None is the terminal's own."""

    text: str
    colour: str | None = None


class Page:
    """Lines that fit the terminal, or 100 columns where there is none."""

    def __init__(self, colours: bool) -> None:
        self._colours = colours
        self._lines: list[str] = []
        self._width = max(NARROW, min(WIDE, shutil.get_terminal_size((100, 24)).columns))

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(f"{line}\n" for line in self._lines)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def heading(self, text: str) -> None:
        """A line in bold, with an empty one below."""
        self._lines += [self._styled(Cell(text), bold=True), ""]

    def verbatim(self, line: str, indent: int, colour: str) -> None:
        """One line as it is, however long."""
        self._lines.append(" " * indent + self._styled(Cell(line.rstrip(), colour)))

    def paragraph(self, cell: Cell, indent: int, first: str = "") -> None:
        """Wrapped text, each line indented; `first` stands before it in the indentation."""
        self._wrapped(first.ljust(indent), cell, indent)

    def rows(self, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Paragraphs behind their labels, all aligned; a label without any is left out."""
        told = [(label, paragraphs) for label, paragraphs in rows if paragraphs]
        indent = max((len(label) for label, _ in told), default=0) + 2
        for label, paragraphs in told:
            head = self._styled(Cell(label), bold=True) + " " * (indent - len(label))
            for paragraph in paragraphs:
                self._wrapped(head, Cell(paragraph), indent)
                head = " " * indent

    def columns(self, cells: Sequence[Cell], widths: Sequence[int], indent: int) -> None:
        """One row of a table: cells as wide as `widths` says, and behind them one that is wrapped."""
        *firsts, last = cells
        head, start = " " * indent, indent
        for cell, width in zip(firsts, widths, strict=True):
            head += self._styled(cell) + " " * (max(width - len(cell.text), 0) + 2)
            start += max(width, len(cell.text)) + 2
        self._wrapped(head, last, start)

    def _wrapped(self, head: str, cell: Cell, indent: int) -> None:
        """`cell` behind `head`, which is `indent` columns wide."""
        room = max(self._width - indent, 20)
        for line in textwrap.wrap(cell.text, room, break_on_hyphens=False) or [""]:
            self._lines.append((head + self._styled(Cell(line, cell.colour))).rstrip())
            head = " " * indent

    def _styled(self, cell: Cell, *, bold: bool = False) -> str:
        text = _CONTROL.sub("\ufffd", cell.text)
        coloured = self._colours and text and (cell.colour or bold)
        return click.style(text, fg=cell.colour, bold=bold or None) if coloured else text


__all__ = ["NARROW", "WIDE", "Cell", "Page"]
