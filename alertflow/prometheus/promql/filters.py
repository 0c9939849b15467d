"""What an expression returns to an alert: whether it can return nothing.

Every finding names the sub-expression it is about, as Prometheus would print it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    MatrixSelector,
    NumberLiteral,
    ParenExpr,
    StringLiteral,
    SubqueryExpr,
    UnaryExpr,
    VectorSelector,
)

from alertflow.prometheus.promql.tree import COMPARISONS, fills, is_scalar, metric_name, printed

_FIRING = frozenset({"ALERTS", "ALERTS_FOR_STATE"})
"""Series that exist only while an alert is pending or firing."""


class Unfiltered(NamedTuple):
    """A sub-expression that returns something while all is well, so that an alert on it always fires."""

    expression: str
    reason: Literal["no comparison", "bool", "constant"]


def has_comparison(tree: Expr) -> bool:
    """Whether what `tree` returns is filtered, so that an alert on it can be quiet."""
    return unfiltered(tree) is None


def unfiltered(tree: Expr) -> Unfiltered | None:
    """Why an alert on `tree` fires whenever there is data; None if a filter can leave nothing.

    A filter is a comparison without `bool`, `unless`, `absent()`, `absent_over_time()`, or a series that
    exists only while something is wrong (`ALERTS`). What is computed from a filtered vector is filtered, too:
    `count(up == 0)` returns nothing while all is up.
    """
    match tree:
        case ParenExpr() | UnaryExpr() | SubqueryExpr() | AggregateExpr():
            return unfiltered(tree.expr)
        case NumberLiteral() | StringLiteral():
            return Unfiltered(printed(tree), "constant")
        case VectorSelector():
            name = metric_name(tree)
            return None if name in _FIRING else Unfiltered(printed(tree), "no comparison")
        case MatrixSelector():
            return unfiltered(tree.vector_selector)
        case Call():
            return _unfiltered_call(tree)
        case BinaryExpr():
            return _unfiltered_binary(tree)
    return None


def _unfiltered_call(call: Call) -> Unfiltered | None:
    name = call.func.name
    if name in ("absent", "absent_over_time"):
        return None
    if name in ("scalar", "vector", "time"):
        return Unfiltered(printed(call), "constant")
    vectors = [argument for argument in call.args if not is_scalar(argument)]
    if not vectors:
        return Unfiltered(printed(call), "constant")
    return _all_unfiltered(vectors)


def _unfiltered_binary(node: BinaryExpr) -> Unfiltered | None:
    operator = str(node.op)
    if operator == "unless":
        return None
    if operator == "or":
        return unfiltered(node.lhs) or unfiltered(node.rhs)
    sides = [side for side in (node.lhs, node.rhs) if not is_scalar(side)]
    if operator in COMPARISONS:
        if node.modifier is None or not node.modifier.return_bool:
            return None
        found = _all_unfiltered(sides)
        return found and Unfiltered(printed(node), "bool")
    if fills(node):
        return unfiltered(node.lhs) or unfiltered(node.rhs)
    if not sides:
        return Unfiltered(printed(node), "constant")
    return _all_unfiltered(sides)


def _all_unfiltered(parts: list[Expr]) -> Unfiltered | None:
    """The first part, if none of them is filtered: one that can be empty empties the whole."""
    found = [unfiltered(part) for part in parts]
    return found[0] if found and all(found) else None


__all__ = ["Unfiltered", "has_comparison", "unfiltered"]
