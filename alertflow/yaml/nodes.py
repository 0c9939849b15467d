"""What was read from a file: each value with its place, down to the lines of a script."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
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
    """A file as it was read. `root` is None for one that holds nothing but comments.

    Of a file of several, the others know the `first`, and share its lines.
    """

    def __init__(self, path: str, text: str, root: Node | None, first: Document | None = None) -> None:
        self.path = path
        self.text = text
        self.root = root
        self.first = first or self

    def place(self, node: Node) -> Location:
        """Where `node` starts."""
        return Location(self.path, node.line, node.column)

    def located(self, line: int, column: int) -> Location:
        """Where the character `column` of `line` stands, both counted from 1."""
        return Location(self.path, line, column)

    def told(self, node: Node, message: str) -> str:
        """`message` of what stands at `node`, for who is shown its place beside it."""
        return message

    def place_in(self, node: Node, position: int) -> Location:
        """Where the character `position` (from 0) of the text `node` stands.

        Exact in a `|` block and in text on one line without escapes; where a text was folded or escaped, it
        is where the text starts.
        """
        text: str = node.data
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        number, column = node.line, -1
        if node.style == "|":
            number += 1 + text.count("\n", 0, position)
            written = self._line(number)
            column = len(written) - len(line) if written.endswith(line) else -1
        elif line == text:
            column = self._line(number).find(line, node.column - 1)
        return self.place(node) if column < 0 else self.located(number, column + position - start + 1)

    def _line(self, number: int) -> str:
        lines = self.first._lines
        return lines[number - 1] if number <= len(lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines()


class Embedded(Document):
    """A document that stands as text in another one, behind the key `name` of `outer` at `node`: its places
    are those of the outer file, exact where `Document.place_in` is.
    """

    def __init__(self, outer: Document, node: Node, name: str, text: str, root: Node | None) -> None:
        super().__init__(outer.path, text, root)
        self.outer = outer
        self.node = node
        self.name = name

    def place(self, node: Node) -> Location:
        """Where `node` starts in the outer file."""
        return self.located(node.line, node.column)

    def located(self, line: int, column: int) -> Location:
        """Where the character `column` of `line` of the text stands in the outer file."""
        if self.node.data != self.text:
            return self.outer.place(self.node)  # it stands there encoded
        if self.node.style != "|":
            return self.outer.place_in(self.node, self._starts[line - 1] + column - 1)
        number, own = self.node.line + line, self._line(line)
        written = self.outer._line(number)
        if not written.endswith(own):
            return self.outer.place(self.node)
        return Location(self.path, number, len(written) - len(own) + column)

    def told(self, node: Node, message: str) -> str:
        """`message`, with the line of the text where the outer file's own says nothing of it."""
        if self.node.style == "|" and self.node.data == self.text:
            return message
        return f"{self.name}, line {node.line}: {message}"

    @cached_property
    def _starts(self) -> list[int]:
        """The position of the first character of each line."""
        return [0, *accumulate(map(len, self.text.splitlines(keepends=True)))]
