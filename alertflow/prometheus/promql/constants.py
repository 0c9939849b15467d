"""What the numbers of an expression come to: `14.4 * (1 - 0.999)` is 0.0144."""

from __future__ import annotations

import math
from collections.abc import Callable

from promql_parser import BinaryExpr, Call, Expr, NumberLiteral, UnaryExpr

from alertflow.prometheus.promql.tree import unwrapped


def constant(tree: Expr) -> float | None:
    """The number that `tree` is whatever the series are; None where it depends on them, or on the time."""
    node = unwrapped(tree)
    match node:
        case NumberLiteral():
            return float(node.val)
        case UnaryExpr():
            value = constant(node.expr)
            return None if value is None else -value
        case Call() if node.func.name == "pi":
            return math.pi
        case Call() if node.func.name in ("min_of", "max_of"):
            values = [constant(one) for one in node.args]
            known = [one for one in values if one is not None]
            choose = min if node.func.name == "min_of" else max
            return choose(known) if len(known) == len(values) else None
        case BinaryExpr():
            left, right = constant(node.lhs), constant(node.rhs)
            calculate = _OPERATORS.get(str(node.op))
            if left is None or right is None or calculate is None:
                return None
            return _calculated(calculate, left, right)
    return None


def _calculated(calculate: Callable[[float, float], float], left: float, right: float) -> float:
    """As Go calculates: what is too great is infinite, and what is undefined is no number."""
    try:
        return float(calculate(left, right))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return (
        math.nan if not left or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    )


def _power(left: float, right: float) -> float:
    if not left and right < 0:
        return math.inf
    return math.pow(left, right)


_OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divided,
    "%": math.fmod,
    "^": _power,
    "atan2": math.atan2,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}
"""Operators between numbers; a comparison of two numbers has `bool`, and is 1 or 0."""

__all__ = ["constant"]
