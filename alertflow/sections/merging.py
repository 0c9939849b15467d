"""The keys and values of a mapping, with what `<<` brings into it from others."""

from __future__ import annotations

from alertflow.sections.dialects import Dialect
from alertflow.sections.mistakes import Mistakes, Trail, told
from alertflow.yaml import Node

Pairs = tuple[tuple[Node, Node], ...]

_MERGE = "<<"


class Pairing:
    """The pairs of the mappings of one file."""

    def __init__(self, dialect: Dialect, mistakes: Mistakes) -> None:
        self.dialect = dialect
        self.mistakes = mistakes
        self.known: dict[int, Pairs] = {}

    def of(self, node: Node, trail: Trail) -> Pairs:
        """The keys and values of the mapping `node`; each key once."""
        if _MERGE not in node.data:
            return node.pairs
        if id(node) not in self.known:  # aliases share a node, so a chain of merges stays linear
            self.known[id(node)] = self.merged(node, trail)
        return self.known[id(node)]

    def merged(self, node: Node, trail: Trail) -> Pairs:
        """Those of a mapping with a `<<`: what it names is taken where the mapping has no key of its own, or,
        as Go's yaml.v2 does it, none behind it.
        """
        found: dict[object, tuple[Node, Node]] = {}
        for pair in node.pairs:
            key, value = pair
            if key.data != _MERGE or key.style:
                found[key.data] = pair
                continue
            brought: dict[object, tuple[Node, Node]] = {}
            for one in reversed(value.items) if value.items else (value,):
                if type(one.data) is dict:
                    brought |= {inner[0].data: inner for inner in self.of(one, trail)}
                else:
                    message = f"'<<' takes a mapping, or a list of them, not {told(one.data)}."
                    self.mistakes.add(one, trail, message)
            found = {**found, **brought} if self.dialect.last_wins else {**brought, **found}
        if not self.dialect.last_wins:
            found |= {key.data: (key, value) for key, value in node.pairs if key.data != _MERGE or key.style}
        return tuple(found.values())
