"""Where each field of an object stands in the file that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alertflow.declared import Location
from alertflow.yaml import Document, Node


class Places(Mapping[str, Location]):
    """The place of the value of each field, found when it is asked for."""

    __slots__ = ("_document", "_nodes")

    def __init__(self, document: Document, nodes: Mapping[str, Node]) -> None:
        self._document = document
        self._nodes = nodes

    def __getitem__(self, field: str) -> Location:
        return self._document.place(self._nodes[field])

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def entry(self, field: str, name: str) -> Location | None:
        """The place of the value behind `name`, whatever its case, in the mapping that `field` holds."""
        node = self._nodes.get(field)
        for key, value in () if node is None else node.pairs:
            if str(key.data).lower() == name.lower():
                return self._document.place(value)
        return None

    def inside(self, field: str, text: str, position: int) -> Location | None:
        """The place of the character `position` (from 0) of `text`, which `field` holds somewhere.

        The very line and column in a `|` block and in text on one line, otherwise where the text starts.
        None where the field holds no such text.
        """
        node = self._nodes.get(field)
        found = None if node is None else _text_within(node, getattr(text, "scalar", text))
        if found is None or not isinstance(found.data, str):
            return found and self._document.place(found)
        return self._document.place_in(found, position)


def _text_within(node: Node, text: object) -> Node | None:
    """The scalar that `text` was read from; of several that say the same, the one that is the same object."""
    found: Node | None = None
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.data is text:
            return one
        if one.data == text:
            found = one
        waiting += [*one.items, *[value for _, value in one.pairs]]
    return found
