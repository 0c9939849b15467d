"""The tree of an expression: what a node is made of, walking it, printing it.

The tree is promql-parser's. Print a node with `printed`: `str(node)` drops escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    MatchOp,
    MatrixSelector,
    NumberLiteral,
    ParenExpr,
    StringLiteral,
    SubqueryExpr,
    UnaryExpr,
    VectorSelector,
)

COMPARISONS = frozenset({"==", "!=", ">", "<", ">=", "<="})
SET_OPERATORS = frozenset({"and", "or", "unless"})

_PARTS: dict[type, Callable[[Any], Sequence[Expr]]] = {
    AggregateExpr: lambda node: (node.expr,) if node.param is None else (node.param, node.expr),
    BinaryExpr: lambda node: (node.lhs, node.rhs),
    Call: lambda node: node.args,
    MatrixSelector: lambda node: (node.vector_selector,),
    ParenExpr: lambda node: (node.expr,),
    SubqueryExpr: lambda node: (node.expr,),
    UnaryExpr: lambda node: (node.expr,),
}


_TEXT_OR_BREAK = re.compile(r'("(?:[^"\\\n]|\\.)*")|\s*\n\s*')
_TEXT_OR_GROUP = re.compile(
    r'("(?:[^"\\\n]|\\.)*")|(?:(?<=[-+*/%^<>=])|(?<=bool)|(?<=atan2)) (?=group_(?:left|right) \()'
)


def printed(node: Expr) -> str:
    """`node` as Prometheus prints it, on one line."""
    text = node.prettify()
    if "group_" in text:  # promql-parser leaves an empty `ignoring ()` out, without which it is not PromQL
        text = _TEXT_OR_GROUP.sub(lambda match: match[1] or " ignoring () ", text)
    if "\n" not in text:
        return text
    return _TEXT_OR_BREAK.sub(_joined, text).strip()


def _joined(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 1]
    return "" if before in "([{" or after in ")]}" else " "


def children(node: Expr) -> Sequence[Expr]:
    """The expressions that `node` is made of, left to right."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts is not None else ()


def walk(tree: Expr) -> Iterator[Expr]:
    """`tree` and all it is made of, each before its parts."""
    return iter(_nodes(tree))


@lru_cache(maxsize=16)  # each analysis of an expression walks the same tree
def _nodes(tree: Expr) -> tuple[Expr, ...]:
    pending, nodes = [tree], []
    while pending:
        node = pending.pop()
        nodes.append(node)
        parts = _PARTS.get(type(node))
        if parts is not None:
            pending.extend(reversed(parts(node)))
    return tuple(nodes)


def unwrapped(node: Expr) -> Expr:
    """`node` without the parentheses around it."""
    while isinstance(node, ParenExpr):
        node = node.expr
    return node


def metric_name(selector: VectorSelector) -> str | None:
    """The metric that `selector` reads; None where only a pattern is given."""
    if selector.name:
        return selector.name
    for matcher in selector.matchers.matchers:
        if matcher.name == "__name__" and matcher.op == MatchOp.Equal:
            return matcher.value
    return None


def metric_names(tree: Expr) -> frozenset[str]:
    """The metrics that `tree` reads by name."""
    names = (metric_name(node) for node in walk(tree) if isinstance(node, VectorSelector))
    return frozenset(name for name in names if name)


def functions(tree: Expr) -> frozenset[str]:
    """The functions and aggregations that `tree` calls."""
    found = set()
    for node in walk(tree):
        if isinstance(node, Call):
            found.add(node.func.name)
        elif isinstance(node, AggregateExpr):
            found.add(str(node.op))
    return frozenset(found)


_SCALARS = frozenset({"scalar", "time", "pi", "start", "end", "range", "step", "min_of", "max_of"})
"""Functions that return a number."""


def fills(node: BinaryExpr) -> bool:
    """Whether `node` makes up for series that find no partner: `a + fill(0) b` (3.10)."""
    fill = node.modifier.fill_values if node.modifier is not None else None
    return fill is not None and (fill.lhs is not None or fill.rhs is not None)


def is_scalar(node: Expr) -> bool:
    """Whether `node` is a number or a text, of which there is always one, and not a vector."""
    match unwrapped(node):
        case NumberLiteral() | StringLiteral():
            return True
        case UnaryExpr() as unary:
            return is_scalar(unary.expr)
        case Call() as call:
            return call.func.name in _SCALARS
        case BinaryExpr() as binary:
            return is_scalar(binary.lhs) and is_scalar(binary.rhs)
    return False


__all__ = [
    "COMPARISONS",
    "SET_OPERATORS",
    "children",
    "fills",
    "functions",
    "is_scalar",
    "metric_name",
    "metric_names",
    "printed",
    "unwrapped",
    "walk",
]
