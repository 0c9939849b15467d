"""What a number is calculated from: the quantity behind `100 * errors / total`, which is `errors / total`.

Two expressions that differ in blanks, brackets, the order of labels and constant factors have one quantity.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from promql_parser import BinaryExpr, Expr, UnaryExpr

from alertflow.prometheus.promql.constants import constant
from alertflow.prometheus.promql.tree import printed, unwrapped


class Quantity(NamedTuple):
    """A value as `scale * x + shift`, where `text` is x in one canonical form."""

    text: str
    scale: float = 1.0
    shift: float = 0.0
    compound: bool = False
    """Whether x is an operation, so that it needs brackets within another one."""


def quantity(tree: Expr) -> Quantity:
    """The quantity that `tree` calculates with, and how."""
    node = unwrapped(tree)
    if isinstance(node, UnaryExpr):
        return _scaled(quantity(node.expr), -1)
    if isinstance(node, BinaryExpr):
        return _with_constant(node) or _of_two(node) or Quantity(canonical(node), compound=True)
    return Quantity(canonical(node))


def _scaled(inner: Quantity, factor: float, shift: float = 0) -> Quantity:
    return inner._replace(scale=inner.scale * factor, shift=inner.shift * factor + shift)


def _with_constant(node: BinaryExpr) -> Quantity | None:
    left, right, operator = constant(node.lhs), constant(node.rhs), str(node.op)
    if (left is None) == (right is None):
        return None
    if right is not None:
        match operator:
            case "+":
                return _scaled(quantity(node.lhs), 1, right)
            case "-":
                return _scaled(quantity(node.lhs), 1, -right)
            case "*" if right:
                return _scaled(quantity(node.lhs), right)
            case "/" if right:
                return _scaled(quantity(node.lhs), 1 / right)
    if left is not None:
        match operator:
            case "+":
                return _scaled(quantity(node.rhs), 1, left)
            case "-":
                return _scaled(quantity(node.rhs), -1, left)
            case "*" if left:
                return _scaled(quantity(node.rhs), left)
    return None


def _of_two(node: BinaryExpr) -> Quantity | None:
    """A product or quotient of two quantities, their factors drawn to the front."""
    operator, modifier = str(node.op), node.modifier
    if operator not in ("*", "/") or (modifier is not None and modifier.matching is not None):
        return None
    left, right = quantity(node.lhs), quantity(node.rhs)
    if left.shift or right.shift or not right.scale:
        return None
    scale = left.scale * right.scale if operator == "*" else left.scale / right.scale
    return Quantity(f"{_bracketed(left)} {operator} {_bracketed(right)}", scale, compound=True)


def _bracketed(one: Quantity) -> str:
    return f"({one.text})" if one.compound else one.text


_TEXT_OR_LABELS = re.compile(
    r'("(?:[^"\\\n]|\\.)*")|\b(by|without|on|ignoring|group_left|group_right) \(([^()]*)\)'
)


def canonical(tree: Expr) -> str:
    """`tree` as Prometheus prints it, without brackets around it, the labels of each list in order."""
    return _TEXT_OR_LABELS.sub(_sorted, printed(unwrapped(tree)))


def _sorted(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    labels = sorted(label.strip() for label in match[3].split(",") if label.strip())
    return f"{match[2]} ({', '.join(labels)})"


__all__ = ["Quantity", "canonical", "quantity"]
