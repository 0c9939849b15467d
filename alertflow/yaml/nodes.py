"""What was read from a file: each value with its place, down to the lines of a script."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from alertflow.declared import Location


class Node(NamedTuple):
    """A value, and where it starts. Values behind an alias are one shared node: the one with the anchor."""

    data: Any
    """All of it as plain data."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    style: str | None = None
    """How a scalar is written: `|`, `>`, `'`, `"`, `!` without quotes behind the tag of text, or '' without
    quotes; None for a collection.
    """
    pairs: tuple[tuple[Node, Node], ...] = ()
    """A mapping's keys and values, in order."""
    items: tuple[Node, ...] = ()
    """A sequence's values."""
    written: str | None = None
    """The characters of a scalar without quotes that is no text, `0x1F`; other YAML takes them otherwise."""


class Document:
    """A file as it was read. `root` is None for one that holds nothing but comments."""

    def __init__(self, path: str, text: str, root: Node | None) -> None:
        self.path = path
        self.text = text
        self.root = root

    def place(self, node: Node) -> Location:
        """Where `node` starts."""
        return Location(self.path, node.line, node.column)

    def place_in(self, node: Node, position: int) -> Location:
        """Where the character `position` (from 0) of the text `node` stands.

        Exact in a `|` block and in text on one line without escapes; where a text was folded or escaped, it
        is where the text starts.
        """
        text: str = node.data
        start = text.rfind("\n", 0, position) + 1
        line = text[start:].partition("\n")[0]
        number, column = node.line, -1
        if node.style == "|":
            number += 1 + text.count("\n", 0, position)
            written = self._line(number)
            column = len(written) - len(line) if written.endswith(line) else -1
        elif line == text:
            column = self._line(number).find(line, node.column - 1)
        return self.place(node) if column < 0 else Location(self.path, number, column + position - start + 1)

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines()
