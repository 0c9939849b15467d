"""Which labels an expression's result can have: what `$labels.x` and a route may count on."""

from __future__ import annotations

from typing import NamedTuple

from promql_parser import (
    AggModifierType,
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    LabelModifierType,
    MatchOp,
    MatrixSelector,
    ParenExpr,
    StringLiteral,
    SubqueryExpr,
    UnaryExpr,
    VectorMatchCardinality,
    VectorSelector,
)

from alertflow.prometheus.promql.tree import SET_OPERATORS, fills, is_scalar, unwrapped


class Surviving(NamedTuple):
    """The labels of a result: at most `only` (None: any), and none of `never`."""

    only: frozenset[str] | None = None
    never: frozenset[str] = frozenset()

    def may_have(self, label: str) -> bool:
        """Whether a series of the result can have `label`."""
        return label not in self.never and (self.only is None or label in self.only)

    def keeping(self, labels: frozenset[str]) -> Surviving:
        """What is left of these after `by (labels)` or `on (labels)`."""
        return Surviving(frozenset(label for label in labels if self.may_have(label)))

    def without(self, labels: frozenset[str]) -> Surviving:
        """What is left of these after `without (labels)` or `ignoring (labels)`."""
        if self.only is not None:
            return Surviving(self.only - labels)
        return Surviving(None, self.never | labels)

    def or_else(self, other: Surviving) -> Surviving:
        """The labels of series that are of these or of `other`."""
        only = self.only | other.only if self.only is not None and other.only is not None else None
        return Surviving(only, self.never & other.never)

    def adding(self, labels: frozenset[str]) -> Surviving:
        """These and `labels`."""
        return Surviving(None if self.only is None else self.only | labels, self.never - labels)


_NONE = Surviving(frozenset())
_LE = frozenset({"le"})
"""The label by which the buckets of a histogram differ."""
_GROUPS_ONLY = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})
"""Aggregations that choose among their input series and keep them whole."""


def surviving_labels(tree: Expr) -> Surviving:
    """The labels that a result of `tree` can have, as far as the expression alone says it.

    A plain selector can have any, except those its matchers say are empty.
    """
    match tree:
        case ParenExpr() | UnaryExpr() | SubqueryExpr():
            return surviving_labels(tree.expr)
        case VectorSelector():
            empty = (m.name for m in tree.matchers.matchers if m.op == MatchOp.Equal and m.value == "")
            return Surviving(None, frozenset(empty))
        case MatrixSelector():
            return surviving_labels(tree.vector_selector)
        case AggregateExpr():
            return _of_aggregate(tree)
        case Call():
            return _of_call(tree)
        case BinaryExpr():
            return _of_binary(tree)
    return _NONE


def _of_aggregate(node: AggregateExpr) -> Surviving:
    operator, inner = str(node.op), surviving_labels(node.expr)
    if operator in _GROUPS_ONLY:
        return inner
    result = _NONE
    if node.modifier is not None:
        labels = frozenset(node.modifier.labels)
        by = node.modifier.type == AggModifierType.By
        result = inner.keeping(labels) if by else inner.without(labels)
    if operator == "count_values" and isinstance(node.param, StringLiteral):
        return result.adding(frozenset({node.param.val}))
    return result


def _of_call(call: Call) -> Surviving:
    name, arguments = call.func.name, call.args
    if name in ("absent", "absent_over_time"):
        return _of_absent(unwrapped(arguments[0]))
    if name == "vector" or not arguments or is_scalar(call):
        return _NONE
    if name == "info":
        return Surviving()
    vector = next((one for one in reversed(arguments) if not is_scalar(one)), arguments[0])
    inner = surviving_labels(vector)
    if name in ("label_replace", "label_join") and isinstance(arguments[1], StringLiteral):
        return inner.adding(frozenset({arguments[1].val}))
    if name in ("histogram_quantile", "histogram_fraction"):
        return inner.without(_LE)
    if name == "histogram_quantiles" and isinstance(arguments[1], StringLiteral):
        return inner.without(_LE).adding(frozenset({arguments[1].val}))
    return inner


def _of_absent(argument: Expr) -> Surviving:
    """`absent(x{a="b"})` has the labels whose one value the selector gives, and no others."""
    if isinstance(argument, MatrixSelector):
        argument = argument.vector_selector
    if not isinstance(argument, VectorSelector):
        return _NONE
    matchers = [one for one in argument.matchers.matchers if one.name != "__name__"]
    names = [one.name for one in matchers]
    return Surviving(
        frozenset(
            one.name
            for one in matchers
            if one.op == MatchOp.Equal and one.value and names.count(one.name) == 1
        )
    )


def _of_binary(node: BinaryExpr) -> Surviving:
    if is_scalar(node.lhs):
        return surviving_labels(node.rhs)
    left = surviving_labels(node.lhs)
    if is_scalar(node.rhs):
        return left
    right, operator, modifier = surviving_labels(node.rhs), str(node.op), node.modifier
    if operator == "or":
        return left.or_else(right)
    if operator in SET_OPERATORS:
        return left
    group = frozenset(modifier.group_labels or ()) if modifier is not None else frozenset[str]()
    if modifier is not None and modifier.card == VectorMatchCardinality.ManyToOne:
        return left.adding(group)
    if modifier is not None and modifier.card == VectorMatchCardinality.OneToMany:
        return right.adding(group)
    either = left.or_else(right) if fills(node) else left
    if modifier is not None and modifier.matching is not None:
        labels = frozenset(modifier.matching.labels)
        on = modifier.matching.type == LabelModifierType.Include
        return either.keeping(labels) if on else either.without(labels)
    if fills(node):
        return either
    if left.only is None:
        return left if right.only is None else left.keeping(right.only)
    return right.keeping(left.only)


__all__ = ["Surviving", "surviving_labels"]
