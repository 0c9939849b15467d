"""Ratios and other operations on two vectors whose series do not find the partners that were meant."""

from __future__ import annotations

from typing import NamedTuple

from promql_parser import BinaryExpr, Call, Expr, MatchOp, MatrixSelector, VectorSelector

from alertflow.prometheus.promql.counters import COUNTER_FUNCTIONS
from alertflow.prometheus.promql.tree import metric_name, printed, unwrapped, walk


class Ratio(NamedTuple):
    """A division of a metric by itself, series by series."""

    expression: str
    left: str
    right: str
    empty: bool = False
    """Whether no series is on both sides, so that nothing comes out; else each ratio is 1."""


def unaggregated_ratios(tree: Expr) -> list[Ratio]:
    """Divisions of a metric by the same metric with other matchers, where neither side is aggregated.

    In `rate(x{status="500"}[5m]) / rate(x[5m])` each series finds its equal on the other side, itself.
    Quiet where `on` or `ignoring` is given, and where the sides differ in function, range, offset or `@`:
    then a series is compared with its own past.
    """
    found = []
    for node, left, right in _divisions(tree):
        if left.shape == right.shape and left.metric == right.metric and left.matchers != right.matchers:
            empty = _contradict(left.matchers, right.matchers)
            found.append(Ratio(printed(node), printed(node.lhs), printed(node.rhs), empty))
    return found


def ratios_by_series(tree: Expr) -> list[Ratio]:
    """Divisions of the rates of two counters, where neither side is aggregated: one ratio for each series.

    That may be meant. But it fails on a single error where one of many series has little traffic, and where
    the metrics have different labels nothing comes out. `x_sum / x_count` is an average, and not found.
    """
    found = []
    for node, left, right in _divisions(tree):
        rates = left.shape == right.shape and left.shape[0] in COUNTER_FUNCTIONS
        average = left.metric.endswith("_sum") and right.metric.endswith("_count")
        if rates and left.metric != right.metric and not average:
            found.append(Ratio(printed(node), printed(node.lhs), printed(node.rhs)))
    return found


class _Plain(NamedTuple):
    metric: str
    shape: tuple[object, ...]
    """The function, and the times it looks at."""
    matchers: frozenset[tuple[str, str, str]]


def _divisions(tree: Expr) -> list[tuple[BinaryExpr, _Plain, _Plain]]:
    """The divisions of two vectors without aggregation, matched by all their labels."""
    found = []
    for node in walk(tree):
        if not isinstance(node, BinaryExpr) or str(node.op) != "/":
            continue
        if node.modifier is not None and node.modifier.matching is not None:
            continue
        left, right = _plain(node.lhs), _plain(node.rhs)
        if left is not None and right is not None:
            found.append((node, left, right))
    return found


def _plain(node: Expr) -> _Plain | None:
    """A selector, or one function over one, without aggregation: what it reads and with which matchers."""
    node = unwrapped(node)
    function: str | None = None
    range_: object = None
    if isinstance(node, Call) and len(node.args) == 1:
        function, node = node.func.name, unwrapped(node.args[0])
    if isinstance(node, MatrixSelector):
        range_, node = node.range, node.vector_selector
    if not isinstance(node, VectorSelector):
        return None
    metric = metric_name(node)
    if metric is None:
        return None
    at = (node.at.type, node.at.at) if node.at is not None else None
    matchers = frozenset(
        (one.name, str(one.op), one.value) for one in node.matchers.matchers if one.name != "__name__"
    )
    return _Plain(metric, (function, range_, node.offset, str(at)), matchers)


_EQUAL = str(MatchOp.Equal)


def _contradict(left: frozenset[tuple[str, str, str]], right: frozenset[tuple[str, str, str]]) -> bool:
    """Whether a label has one value on the one side and another on the other."""
    fixed = {name: value for name, operator, value in left if operator == _EQUAL}
    return any(operator == _EQUAL and fixed.get(name, value) != value for name, operator, value in right)


__all__ = ["Ratio", "ratios_by_series", "unaggregated_ratios"]
