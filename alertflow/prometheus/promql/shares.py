"""Shares of events: whether two expressions for one say the same, and whether it can be summed over time.

An alert on a share above a limit does not tell 0 from nothing. So what stands beside it to make 0 of nothing,
or nothing of 0, says nothing: `x or vector(0)`, `x > 0`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    MatrixSelector,
    NumberLiteral,
    ParenExpr,
    SubqueryExpr,
    VectorSelector,
)

from alertflow.prometheus.promql.constants import constant
from alertflow.prometheus.promql.labels import surviving_labels
from alertflow.prometheus.promql.tree import is_scalar, metric_name, printed, unwrapped, walk
from alertflow.prometheus.promql.writing import matcher_text, selector

_SUMMED = frozenset({"rate", "increase", "sum_over_time", "count_over_time"})
"""Functions of a range whose values over a longer time are the sums of those over its parts."""


class Limit(NamedTuple):
    """A comparison of something with numbers: `share > 14.4 * 0.001`."""

    of: Expr
    factors: tuple[float, ...]
    """The numbers whose product it is compared with."""

    @property
    def value(self) -> float:
        """What it is compared with."""
        return product(self.factors)


def product(factors: Iterable[float]) -> float:
    """All of `factors`, multiplied."""
    value = 1.0
    for one in factors:
        value *= one
    return value


def normal(node: Expr) -> str:
    """A text that two expressions have in common if they say the same of a share."""
    match node:
        case ParenExpr():
            return normal(node.expr)
        case NumberLiteral():
            return f"{node.val:.12g}"
        case VectorSelector() if node.offset is None and node.at is None:
            inside = sorted(matcher_text(one) for one in node.matchers.matchers if one.name != "__name__")
            return selector(metric_name(node) or "", inside) if metric_name(node) else printed(node)
        case MatrixSelector():
            return f"{normal(node.vector_selector)}[{_range(node):g}]"
        case Call():
            return f"{node.func.name}({', '.join(normal(one) for one in node.args)})"
        case AggregateExpr() if str(node.op) == "sum" and node.modifier is None:
            inner = normal(node.expr)
            return inner if is_single(node.expr) else f"sum({inner})"
        case BinaryExpr():
            return _normal_binary(node)
    return printed(node)


def _normal_binary(node: BinaryExpr) -> str:
    operator = str(node.op)
    if operator == "or" and _is_nothing(node.rhs):
        return normal(node.lhs)
    if operator == ">" and constant(node.rhs) == 0 and not _has_bool(node):
        return normal(node.lhs)
    if (value := constant(node)) is not None:
        return f"{value:.12g}"
    if node.modifier is not None and node.modifier.matching is not None and not _both_single(node):
        return printed(node)
    left, right = normal(node.lhs), normal(node.rhs)
    if operator in ("+", "*") and right < left:
        left, right = right, left
    return f"({left} {operator} {right})"


def _has_bool(node: BinaryExpr) -> bool:
    return node.modifier is not None and node.modifier.return_bool


def _both_single(node: BinaryExpr) -> bool:
    return is_single(node.lhs) and is_single(node.rhs)


def _is_nothing(node: Expr) -> bool:
    """Whether it is 0 wherever it is anything: `0 * x`, `vector(0)`."""
    node = unwrapped(node)
    if isinstance(node, Call) and node.func.name == "vector":
        return constant(node.args[0]) == 0
    if isinstance(node, BinaryExpr) and str(node.op) == "*":
        return constant(node.lhs) == 0 or constant(node.rhs) == 0
    return False


def is_single(node: Expr) -> bool:
    """Whether it is one series at most, without labels."""
    return not is_scalar(node) and surviving_labels(node).only == frozenset()


def is_summed(node: Expr) -> bool:
    """Whether its value over a longer time is the sum of those over the parts of that time, as of counts."""
    node = unwrapped(node)
    match node:
        case Call():
            return node.func.name in _SUMMED
        case AggregateExpr():
            return str(node.op) == "sum" and is_summed(node.expr)
        case BinaryExpr() if str(node.op) in ("+", "-"):
            return is_summed(node.lhs) and is_summed(node.rhs)
        case BinaryExpr() if str(node.op) == "or":
            return is_summed(node.lhs) and (_is_nothing(node.rhs) or is_summed(node.rhs))
    return False


def limits(node: Expr) -> list[list[Limit]] | None:
    """What `(a > 1 and b > 1) or (c > 2 and d > 2)` compares, by the parts between `or`; None for others."""
    node = unwrapped(node)
    if isinstance(node, BinaryExpr) and str(node.op) in ("or", "and"):
        left, right = limits(node.lhs), limits(node.rhs)
        if left is None or right is None:
            return None
        if str(node.op) == "or":
            return left + right
        return [left[0] + right[0]] if len(left) == len(right) == 1 else None
    if isinstance(node, AggregateExpr) and str(node.op) in ("max", "sum"):
        return limits(node.expr)
    if not isinstance(node, BinaryExpr) or str(node.op) != ">" or _has_bool(node):
        return None
    factors = _factors(node.rhs)
    return None if factors is None else [[Limit(unwrapped(node.lhs), factors)]]


def _factors(node: Expr) -> tuple[float, ...] | None:
    node = unwrapped(node)
    if isinstance(node, BinaryExpr) and str(node.op) == "*":
        left, right = _factors(node.lhs), _factors(node.rhs)
        return None if left is None or right is None else left + right
    value = constant(node)
    return None if value is None else (value,)


def window_of(node: Expr) -> float | None:
    """The one range, in seconds, that all of it reads; None where it reads none, or several."""
    ranges = {_range(one) for one in walk(node) if isinstance(one, (MatrixSelector, SubqueryExpr))}
    return ranges.pop() if len(ranges) == 1 else None


def _range(node: MatrixSelector | SubqueryExpr) -> float:
    assert node.range is not None
    return node.range.total_seconds()


__all__ = ["Limit", "is_single", "is_summed", "limits", "normal", "product", "window_of"]
