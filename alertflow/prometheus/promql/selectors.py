"""What an expression reads: every selector in its surroundings, and every label that is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from promql_parser import (
    AggregateExpr,
    AtModifier,
    AtModifierType,
    BinaryExpr,
    Call,
    Expr,
    MatrixSelector,
    StringLiteral,
    SubqueryExpr,
    VectorSelector,
)

from alertflow.prometheus.promql.tree import children, metric_name, printed, unwrapped, walk
from alertflow.prometheus.promql.writing import number, operator


class LabelMatcher(NamedTuple):
    """One matcher of a selector: `status`, `=~`, `5..`."""

    label: str
    operator: str
    value: str


class Subquery(NamedTuple):
    """A subquery that a selector stands in. Times are in seconds; `step` is None where none is given."""

    range: float
    step: float | None
    offset: float


class Selector(NamedTuple):
    """A selector of an expression. Times are in seconds."""

    expression: str
    """The selector as Prometheus prints it, with its range."""
    metric: str | None
    """None where only a pattern is given for the name."""
    matchers: tuple[LabelMatcher, ...]
    """Without the one that gives the metric."""
    range: float | None
    offset: float
    """How far it looks back; negative where it looks ahead."""
    at: str | None
    """`start()`, `end()` or seconds since 1970, where it has an `@`."""
    function: str | None
    """The function or aggregation whose argument it is."""
    subqueries: tuple[Subquery, ...]
    """The subqueries it stands in, outermost first."""


def selectors(tree: Expr) -> list[Selector]:
    """Every selector of `tree`, from left to right."""
    return list(_selectors(tree, None, ()))


def _selectors(node: Expr, function: str | None, subqueries: tuple[Subquery, ...]) -> Iterator[Selector]:
    inner = unwrapped(node)
    if isinstance(inner, MatrixSelector):
        yield _selector(inner.vector_selector, inner, function, subqueries)
        return
    if isinstance(inner, VectorSelector):
        yield _selector(inner, None, function, subqueries)
        return
    if isinstance(inner, SubqueryExpr):
        step = inner.step.total_seconds() if inner.step is not None else None
        one = Subquery(_seconds(inner.range), step, _seconds(inner.offset))
        yield from _selectors(inner.expr, None, (*subqueries, one))
        return
    if isinstance(inner, Call):
        function = inner.func.name
    elif isinstance(inner, AggregateExpr):
        function = str(inner.op)
    else:
        function = None
    for part in children(inner):
        yield from _selectors(part, function, subqueries)


def _selector(
    node: VectorSelector,
    matrix: MatrixSelector | None,
    function: str | None,
    subqueries: tuple[Subquery, ...],
) -> Selector:
    metric = metric_name(node)
    matchers = [LabelMatcher(one.name, operator(one), one.value) for one in node.matchers.matchers]
    return Selector(
        printed(matrix if matrix is not None else node),
        metric,
        tuple(one for one in matchers if one != ("__name__", "=", metric)),
        _seconds(matrix.range) if matrix is not None else None,
        _seconds(node.offset),
        _at(node.at),
        function,
        subqueries,
    )


def _seconds(span: timedelta | None) -> float:
    return span.total_seconds() if span is not None else 0.0


def _at(at: AtModifier | None) -> str | None:
    if at is None:
        return None
    if at.type == AtModifierType.Start:
        return "start()"
    if at.type == AtModifierType.End:
        return "end()"
    return number(at.at.timestamp()) if at.at is not None else None


def labels_used(tree: Expr) -> frozenset[str]:
    """The labels that `tree` names: in matchers, behind `by`, `on` and their like, and in calls."""
    return frozenset(label for node in walk(tree) for label in _labels(node))


def _labels(node: Expr) -> Iterator[str]:
    if isinstance(node, VectorSelector):
        yield from (one.name for one in node.matchers.matchers if one.name != "__name__")
    elif isinstance(node, AggregateExpr):
        if node.modifier is not None:
            yield from node.modifier.labels
        if str(node.op) == "count_values" and isinstance(node.param, StringLiteral):
            yield node.param.val
    elif isinstance(node, BinaryExpr) and node.modifier is not None:
        yield from node.modifier.group_labels or ()
        if node.modifier.matching is not None:
            yield from node.modifier.matching.labels
    elif isinstance(node, Call):
        yield from (one.val for one in _naming(node) if isinstance(one, StringLiteral))


def _naming(call: Call) -> list[Expr]:
    """The arguments of `call` that are names of labels."""
    arguments = call.args
    match call.func.name:
        case "label_replace":
            return [arguments[1], arguments[3]]
        case "label_join":
            return [arguments[1], *arguments[3:]]
        case "sort_by_label" | "sort_by_label_desc" | "histogram_quantiles":
            return arguments[1:]
    return []


__all__ = ["LabelMatcher", "Selector", "Subquery", "labels_used", "selectors"]
