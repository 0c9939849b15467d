"""Which kind each part of an expression has, told from its operators and functions and from the contexts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from alertflow.github.expressions.kinds import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    TEXT,
    Array,
    Kind,
    Object,
    Text,
    either,
    kind_of_value,
)
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    Index,
    Literal,
    Not,
    Property,
)

RESULTS: Mapping[str, Kind] = {
    **dict.fromkeys(("contains", "startswith", "endswith"), BOOLEAN),
    **dict.fromkeys(("success", "failure", "cancelled", "always"), BOOLEAN),
    **dict.fromkeys(("format", "join", "tojson", "hashfiles"), TEXT),
}
"""What the functions give that always give the same kind, by their names in lower case.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Functions".
"""


def inside_out(tree: Expr) -> Iterator[Expr]:
    """All parts of an expression, each behind those that it consists of; without recursion, however long."""
    stack: list[tuple[Expr, bool]] = [(tree, False)]
    while stack:
        node, done = stack.pop()
        if done:
            yield node
        else:
            stack.append((node, True))
            stack += [(part, False) for part in reversed(node.parts_())]


class Kinds:
    """The kinds of all parts of one expression, where `contexts` have theirs. Ask with `of`."""

    def __init__(self, tree: Expr, contexts: Mapping[str, Kind]) -> None:
        self._contexts = contexts
        self._kinds: dict[int, Kind] = {}
        self._if_true: dict[int, Kind] = {}
        self.nodes = tuple(inside_out(tree))
        """All parts, each behind those that it consists of."""
        for node in self.nodes:
            kind = self._kinds[id(node)] = self._infer(node)
            self._if_true[id(node)] = self._narrowed(node, kind)

    def of(self, node: Expr) -> Kind:
        """The kind of a part."""
        return self._kinds[id(node)]

    def _infer(self, node: Expr) -> Kind:
        match node:
            case Literal():
                return kind_of_value(node.value)
            case Context(name):
                return self._contexts.get(name.lower(), ANY)
            case Property(base, name):
                return _property(self.of(base), name)
            case Index(base, _):
                return _item(self.of(base))
            case Every(base):
                return _every(self.of(base))
            case Not():
                return BOOLEAN
            case Binary(operator="&&"):
                return either(_if_false(self.of(node.left)), self.of(node.right))
            case Binary(operator="||"):
                return either(self._if_true[id(node.left)], self.of(node.right))
            case Binary():
                return BOOLEAN
        return self._result(node) if isinstance(node, Call) else ANY

    def _narrowed(self, node: Expr, kind: Kind) -> Kind:
        """The kind where the value counts as true."""
        if isinstance(node, Binary) and node.operator == "&&":
            return self._if_true[id(node.right)]
        if isinstance(kind, Text) and kind.values is not None:
            return Text(
                tuple([one for one in kind.values if one]) or None, kind.growing, kind.digits, kind.start
            )
        return kind

    def _result(self, call: Call) -> Kind:
        function = call.function_.lower()
        if function == "case":
            values = (*call.arguments_[1:-1:2], call.arguments_[-1])
            return either(*[self.of(one) for one in values])
        if function == "fromjson":
            return _of_json(call.arguments_[0])
        return RESULTS.get(function, ANY)


def _if_false(kind: Kind) -> Kind:
    """The kind of a value that counts as false."""
    return Text(("",)) if isinstance(kind, Text) else kind if kind in (NULL, BOOLEAN, NUMBER) else ANY


def _property(base: Kind, name: str) -> Kind:
    if isinstance(base, Object):
        return base.property(name) or ANY
    if isinstance(base, Array) and base.filter:
        return Array(_property(base.item, name), filter=True)
    return ANY


def _item(base: Kind) -> Kind:
    """What an index gives whose value is not known."""
    if isinstance(base, Array):
        return Array(ANY, filter=True) if base.filter else base.item
    return _any_property(base)


def _any_property(kind: Kind) -> Kind:
    if not isinstance(kind, Object):
        return ANY
    others = () if kind.others is None else (kind.others,)
    return either(*kind.properties.values(), *others)


def _every(base: Kind) -> Kind:
    """What a filter gives: of an array its items, of an object its values; of a filter, those of each."""
    if isinstance(base, Array) and base.filter:
        item = base.item
        return Array(item.item if isinstance(item, Array) else _any_property(item), filter=True)
    return Array(base.item if isinstance(base, Array) else _any_property(base), filter=True)


def _of_json(argument: Expr) -> Kind:
    if isinstance(argument, Literal) and isinstance(argument.value, str):
        try:
            return kind_of_value(json.loads(argument.value))
        except (ValueError, RecursionError):
            return ANY
    return ANY
