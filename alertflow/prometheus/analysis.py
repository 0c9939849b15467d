"""What an expression returns to an alert: of which metrics, and whether it can return nothing.

Every finding names the sub-expression it is about, as Prometheus would print it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

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

from alertflow.prometheus.promql import printed, unwrapped, walk

COMPARISONS = frozenset({"==", "!=", ">", "<", ">=", "<="})
SET_OPERATORS = frozenset({"and", "or", "unless"})

_FIRING = frozenset({"ALERTS", "ALERTS_FOR_STATE"})
"""Series that exist only while an alert is pending or firing."""


class Unfiltered(NamedTuple):
    """A sub-expression that returns something while all is well, so that an alert on it always fires."""

    expression: str
    reason: Literal["no comparison", "bool", "constant"]


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
    fill = node.modifier.fill_values if node.modifier is not None else None
    if fill is not None and (fill.lhs is not None or fill.rhs is not None):
        return unfiltered(node.lhs) or unfiltered(node.rhs)
    if not sides:
        return Unfiltered(printed(node), "constant")
    return _all_unfiltered(sides)


def _all_unfiltered(parts: list[Expr]) -> Unfiltered | None:
    """The first part, if none of them is filtered: one that can be empty empties the whole."""
    found = [unfiltered(part) for part in parts]
    return found[0] if found and all(found) else None


def is_scalar(node: Expr) -> bool:
    """Whether `node` is a number or a text, of which there is always one, and not a vector."""
    match unwrapped(node):
        case NumberLiteral() | StringLiteral():
            return True
        case UnaryExpr() as unary:
            return is_scalar(unary.expr)
        case Call() as call:
            return call.func.name in ("scalar", "time", "pi")
        case BinaryExpr() as binary:
            return is_scalar(binary.lhs) and is_scalar(binary.rhs)
    return False


__all__ = [
    "COMPARISONS",
    "SET_OPERATORS",
    "Unfiltered",
    "functions",
    "has_comparison",
    "is_scalar",
    "metric_name",
    "metric_names",
    "unfiltered",
]
