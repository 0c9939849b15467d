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

    def entry(self, field: str, name: str | int) -> Location | None:
        """The place of the value behind `name` in the mapping that `field` holds, or else behind a name that
        differs from it by case only; of the item number `name` (from 0) in the list that it holds.
        """
        node = self._nodes.get(field)
        if node is None:
            return None
        if isinstance(name, int):
            return self._document.place(node.items[name]) if name < len(node.items) else None
        values = _values(node)
        if name not in values:
            values = {key.lower(): value for key, value in values.items()}
            name = name.lower()
        return self._document.place(values[name]) if name in values else None

    def inside(self, field: str, text: str, position: int) -> Location | None:
        """The place of the character `position` (from 0) of `text`, which `field` holds somewhere.

        The very line and column in a `|` block and in text on one line, otherwise where the text starts.
        None where the field holds no such text.
        """
        node = self._nodes.get(field)
        if node is None:
            return None
        found = _text_within(node, getattr(text, "scalar", text))
        if found is not None:
            text_there = isinstance(found.data, str)
            return self._document.place_in(found, position) if text_there else self._document.place(found)
        if isinstance(node.data, str) and (start := node.data.find(text)) >= 0:  # blanks around it are gone
            return self._document.place_in(node, start + position)
        return None


def _values(node: Node) -> dict[str, Node]:
    """The values of a mapping by their names, with those that `<<` brings into it."""
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.data == "<<":
            for one in value.items or (value,):
                values = {**_values(one), **values}
    return {**values, **{str(key.data): value for key, value in node.pairs}}


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
