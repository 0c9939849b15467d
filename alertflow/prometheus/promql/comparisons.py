"""The filters of an expression: which quantity is compared with what, and how two of them relate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promql_parser import BinaryExpr, Expr

from alertflow.prometheus.promql.constants import constant
from alertflow.prometheus.promql.quantities import canonical, quantity
from alertflow.prometheus.promql.tree import COMPARISONS, printed, unwrapped, walk

_TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}


class Comparison(NamedTuple):
    """A filter: what is let through is `quantity`, where it is `operator` `threshold`.

    `100 * errors / total > 5` and `0.05 < errors / total` are one comparison: of `errors / total`, `>`, 0.05.
    """

    expression: str
    """The comparison as Prometheus prints it."""
    quantity: str
    """What is compared, in one canonical form, without constant factors and summands."""
    operator: str
    threshold: float | None
    """The number it is compared with; None where that depends on the series."""
    right: str
    """What it is compared with, as Prometheus prints it."""


def comparisons(tree: Expr) -> list[Comparison]:
    """The filters of `tree`, from left to right; a comparison with `bool` is none."""
    return list(_comparisons(tree))


def comparison(tree: Expr) -> Comparison | None:
    """The one filter that `tree` is, if it is nothing else: of an alert such as `errors / total > 0.05`."""
    node = unwrapped(tree)
    return _compared(node) if isinstance(node, BinaryExpr) else None


def _comparisons(tree: Expr) -> Iterator[Comparison]:
    for node in walk(tree):
        if isinstance(node, BinaryExpr) and (found := _compared(node)) is not None:
            yield found


def _compared(node: BinaryExpr) -> Comparison | None:
    operator, modifier = str(node.op), node.modifier
    if operator not in COMPARISONS or (modifier is not None and modifier.return_bool):
        return None
    left, right, turned = node.lhs, node.rhs, operator
    threshold = constant(right)
    if threshold is None and (threshold := constant(left)) is not None:
        left, right, turned = right, left, _TURNED[operator]
    if threshold is None:
        return Comparison(printed(node), canonical(left), operator, None, printed(unwrapped(right)))
    compared = quantity(left)
    if compared.scale < 0:
        turned = _TURNED[turned]
    return Comparison(
        printed(node),
        compared.text,
        turned,
        _rounded((threshold - compared.shift) / compared.scale),
        printed(unwrapped(right)),
    )


def _rounded(value: float) -> float:
    """`value` without the last digits, in which `1 - 0.999` differs from `0.001`."""
    return float(f"{value:.12g}")


def implies(one: Comparison, other: Comparison) -> bool:
    """Whether all that `one` lets through passes `other`, too: `x > 10` implies `x > 5`.

    False where they compare different quantities, or where a threshold is not known.
    """
    if one.quantity != other.quantity or one.threshold is None or other.threshold is None:
        return False
    mine, theirs = one.threshold, other.threshold
    match one.operator, other.operator:
        case "==", operator:
            return _holds(mine, operator, theirs)
        case ((">" | ">="), (">" | ">=")):
            return mine > theirs or (mine == theirs and (one.operator == ">" or other.operator == ">="))
        case (("<" | "<="), ("<" | "<=")):
            return mine < theirs or (mine == theirs and (one.operator == "<" or other.operator == "<="))
        case operator, "!=":
            return not _holds(theirs, operator, mine)
    return False


def overlaps(one: Comparison, other: Comparison) -> bool:
    """Whether one value can pass both, so that two alerts on it fire at once.

    False where they compare different quantities, or where a threshold is not known.
    """
    if one.quantity != other.quantity or one.threshold is None or other.threshold is None:
        return False
    mine, theirs = one.threshold, other.threshold
    if one.operator == "==":
        return _holds(mine, other.operator, theirs)
    if other.operator == "==":
        return _holds(theirs, one.operator, mine)
    if "!=" in (one.operator, other.operator) or one.operator[0] == other.operator[0]:
        return True
    above, below = (mine, theirs) if one.operator[0] == ">" else (theirs, mine)
    return above < below or (above == below and one.operator[1:] == other.operator[1:] == "=")


def _holds(value: float, operator: str, threshold: float) -> bool:
    return {
        ">": value > threshold,
        ">=": value >= threshold,
        "<": value < threshold,
        "<=": value <= threshold,
        "==": value == threshold,
        "!=": value != threshold,
    }[operator]


__all__ = ["Comparison", "comparison", "comparisons", "implies", "overlaps"]
