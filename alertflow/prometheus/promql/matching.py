"""Operations on two vectors whose series can never find partners: a label stands on one side only."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from promql_parser import (
    AggModifierType,
    AggregateExpr,
    BinaryExpr,
    BinModifier,
    Call,
    Expr,
    LabelModifierType,
    Matcher,
    MatchOp,
    MatrixSelector,
    ParenExpr,
    StringLiteral,
    SubqueryExpr,
    UnaryExpr,
    VectorMatchCardinality,
    VectorSelector,
)

from alertflow.prometheus.promql.labels import surviving_labels
from alertflow.prometheus.promql.tree import fills, is_scalar, printed, walk


class Unmatched(NamedTuple):
    """An operation between two vectors in which no series of the one matches one of the other."""

    expression: str
    label: str
    """The label that every series of one side has, and none of the other."""
    side: Literal["left", "right"]
    """The side that has it."""


def unmatched(tree: Expr) -> list[Unmatched]:
    """Operations that never find partners: `rate(x{status="500"}[5m]) / sum by (job) (rate(x[5m]))`.

    Arithmetic, comparisons and `and` return nothing then, and `unless` takes nothing away.
    """
    operations = (node for node in walk(tree) if isinstance(node, BinaryExpr))
    return [one for node in operations if (one := _unmatched(node)) is not None]


def _unmatched(node: BinaryExpr) -> Unmatched | None:
    if str(node.op) == "or" or is_scalar(node.lhs) or is_scalar(node.rhs) or fills(node):
        return None
    sides: list[tuple[Literal["left", "right"], Expr, Expr]] = [
        ("left", node.lhs, node.rhs),
        ("right", node.rhs, node.lhs),
    ]
    for side, having, lacking in sides:
        survive = surviving_labels(lacking)
        for label in sorted(_matched_by(present_labels(having), node.modifier)):
            if not survive.may_have(label):
                return Unmatched(printed(node), label, side)
    return None


def _matched_by(labels: frozenset[str], modifier: BinModifier | None) -> frozenset[str]:
    """Those of `labels` that must be equal on both sides."""
    if modifier is None or modifier.matching is None:
        return labels
    named = frozenset(modifier.matching.labels)
    return labels & named if modifier.matching.type == LabelModifierType.Include else labels - named


def present_labels(tree: Expr) -> frozenset[str]:
    """The labels that every series of a result of `tree` has, as far as the expression alone says it."""
    match tree:
        case ParenExpr() | UnaryExpr() | SubqueryExpr():
            return present_labels(tree.expr)
        case VectorSelector():
            return frozenset(
                one.name for one in tree.matchers.matchers if one.name != "__name__" and _not_empty(one)
            )
        case MatrixSelector():
            return present_labels(tree.vector_selector)
        case AggregateExpr():
            return _of_aggregate(tree)
        case Call():
            return _of_call(tree)
        case BinaryExpr():
            return _of_binary(tree)
    return frozenset()


def _not_empty(one: Matcher) -> bool:
    """Whether what `one` lets through has the label: an empty one is as good as none."""
    if one.op == MatchOp.Equal:
        return bool(one.value)
    if one.op == MatchOp.NotEqual:
        return not one.value
    try:
        matches_empty = re.fullmatch(one.value, "") is not None
    except re.error:  # Go's syntax differs here and there
        return False
    return matches_empty is (one.op == MatchOp.NotRe)


def _of_aggregate(node: AggregateExpr) -> frozenset[str]:
    inner, operator = present_labels(node.expr), str(node.op)
    if operator in ("topk", "bottomk", "limitk", "limit_ratio"):
        return inner
    if operator == "count_values" or node.modifier is None:
        return frozenset()
    labels = frozenset(node.modifier.labels)
    return inner & labels if node.modifier.type == AggModifierType.By else inner - labels


_RELABELLING = frozenset({"label_replace", "label_join"})


def _of_call(call: Call) -> frozenset[str]:
    name, arguments = call.func.name, call.args
    if name in ("absent", "absent_over_time"):
        return surviving_labels(call).only or frozenset()
    vector = next((one for one in reversed(arguments) if not is_scalar(one)), None)
    if vector is None or name in ("scalar", "vector"):
        return frozenset()
    if name in _RELABELLING:
        target = arguments[1]
        given = {target.val} if isinstance(target, StringLiteral) else set()
        return present_labels(arguments[0]) - given
    if name == "info":
        return present_labels(arguments[0])
    inner = present_labels(vector)
    return inner - {"le"} if name.startswith("histogram_") else inner


def _of_binary(node: BinaryExpr) -> frozenset[str]:
    if is_scalar(node.lhs):
        return present_labels(node.rhs)
    left = present_labels(node.lhs)
    if is_scalar(node.rhs):
        return left
    operator, modifier, right = str(node.op), node.modifier, present_labels(node.rhs)
    if operator == "or":
        return left & right
    if operator in ("and", "unless"):
        return left
    if modifier is not None and modifier.card == VectorMatchCardinality.ManyToOne:
        return left - frozenset(modifier.group_labels or ())
    if modifier is not None and modifier.card == VectorMatchCardinality.OneToMany:
        return right - frozenset(modifier.group_labels or ())
    if fills(node):
        return left & right
    return _matched_by(left | right, modifier)


__all__ = ["Unmatched", "present_labels", "unmatched"]
