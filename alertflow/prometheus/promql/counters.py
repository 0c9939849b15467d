"""Counters read as what they are not, and gauges read as counters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    MatrixSelector,
    SubqueryExpr,
    UnaryExpr,
    VectorSelector,
)

from alertflow.prometheus.promql.metric_types import COUNTER_SUFFIXES, Types, is_counter
from alertflow.prometheus.promql.tree import children, metric_name, printed, unwrapped, walk

COUNTER_FUNCTIONS = frozenset({"rate", "irate", "increase"})
"""Functions that take a fall of the value for a restart of a counter."""

_NOTHING: Types = {}


class GaugeRate(NamedTuple):
    """A function for counters over what is none: `certain` for a known gauge, else a guess from its name."""

    expression: str
    function: str
    metric: str
    certain: bool


def rates_of_gauges(tree: Expr, types: Types = _NOTHING) -> list[GaugeRate]:
    """Uses of `rate`, `irate` and `increase` over a gauge: whenever it falls, they see a restart.

    Quiet for what `types` declares a counter or histogram, for recording rules (a colon in the name), for
    patterns, and inside `histogram_…()`: a native histogram has no suffix.
    """
    return list(_rates(tree, types, inside_histogram=False))


def _rates(node: Expr, types: Types, inside_histogram: bool) -> Iterator[GaugeRate]:
    if isinstance(node, Call):
        name = node.func.name
        inside_histogram = inside_histogram or name.startswith("histogram_")
        if name in COUNTER_FUNCTIONS and (metric := _ranged_metric(node.args[0])):
            known = is_counter(metric, types)
            hinted = ":" not in metric and not metric.endswith(COUNTER_SUFFIXES)
            if known is False or (known is None and hinted and not inside_histogram):
                yield GaugeRate(printed(node), name, metric, known is False)
    for child in children(node):
        yield from _rates(child, types, inside_histogram)


def _ranged_metric(argument: Expr) -> str | None:
    argument = unwrapped(argument)
    if isinstance(argument, SubqueryExpr):
        argument = unwrapped(argument.expr)
    if isinstance(argument, MatrixSelector):
        argument = argument.vector_selector
    return metric_name(argument) if isinstance(argument, VectorSelector) else None


class RawCounter(NamedTuple):
    """A counter compared as it stands: `certain` if it is known to be one, else a guess from `_total`."""

    expression: str
    metric: str
    certain: bool


def raw_counters(tree: Expr, types: Types = _NOTHING) -> list[RawCounter]:
    """Comparisons of a counter's value: it counts since the last restart, and once too great stays so.

    Quiet where two counters are subtracted or compared with each other, for `==` and `!=`, and for functions
    that do not keep the value (`rate`, `changes`, `count`).
    """
    found = []
    for node in walk(tree):
        if not isinstance(node, BinaryExpr) or str(node.op) not in (">", ">=", "<", "<="):
            continue
        left, right = list(levels(node.lhs)), list(levels(node.rhs))
        if _counters(left, types) and _counters(right, types):
            continue
        found += [
            RawCounter(printed(node), metric, certain)
            for metric, certain in _counters([*left, *right], types).items()
        ]
    return found


def _counters(read: list[VectorSelector], types: Types) -> Mapping[str, bool]:
    """The counters among `read`, and whether each is certain to be one."""
    names = dict.fromkeys(filter(None, map(metric_name, read)))
    known = {name: is_counter(name, types) for name in names if ":" not in name}
    return {
        name: counter is True
        for name, counter in known.items()
        if counter or (counter is None and name.endswith("_total"))
    }


_KEEPING_AGGREGATIONS = frozenset({"sum", "avg", "min", "max", "topk", "bottomk", "quantile", "limitk"})
_KEEPING = """
    abs ceil floor round clamp clamp_min clamp_max sort sort_desc sort_by_label sort_by_label_desc scalar
    label_replace label_join max_over_time min_over_time avg_over_time last_over_time first_over_time
    quantile_over_time
"""
_KEEPING_FUNCTIONS = frozenset(_KEEPING.split())


def levels(node: Expr) -> Iterator[VectorSelector]:
    """The selectors whose values, not their changes, make up the value of `node`."""
    inner = unwrapped(node)
    match inner:
        case VectorSelector():
            yield inner
        case MatrixSelector():
            yield inner.vector_selector
        case UnaryExpr() | SubqueryExpr():
            yield from levels(inner.expr)
        case AggregateExpr() if str(inner.op) in _KEEPING_AGGREGATIONS:
            yield from levels(inner.expr)
        case Call() if inner.func.name in _KEEPING_FUNCTIONS:
            for argument in inner.args:
                yield from levels(argument)
        case BinaryExpr():
            yield from _binary_levels(inner)


def _binary_levels(node: BinaryExpr) -> Iterator[VectorSelector]:
    operator = str(node.op)
    left, right = list(levels(node.lhs)), list(levels(node.rhs))
    if operator == "-" and left and right:
        return
    yield from left
    if operator in ("+", "-", "*", "/", "or"):
        yield from right


class AggregateRate(NamedTuple):
    """A function for counters over what was calculated from them, in a subquery."""

    expression: str
    function: str
    inside: str
    """What is in the subquery."""
    reason: Literal["aggregated", "rate"]
    """`aggregated`: values of several series were put together. `rate`: it is a rate already."""


def rates_of_aggregates(tree: Expr) -> list[AggregateRate]:
    """`rate(sum(x)[5m:])`: when one of the series restarts, the sum falls, and all of it is counted anew.

    The rate must be taken first: `sum(rate(x[5m]))`. Also found is the rate of a rate.
    """
    found = []
    for node in walk(tree):
        if not isinstance(node, Call) or node.func.name not in COUNTER_FUNCTIONS:
            continue
        argument = unwrapped(node.args[0])
        if not isinstance(argument, SubqueryExpr):
            continue
        inner = unwrapped(argument.expr)
        name, text = node.func.name, printed(inner)
        if any(isinstance(one, Call) and one.func.name in COUNTER_FUNCTIONS for one in walk(inner)):
            found.append(AggregateRate(printed(node), name, text, "rate"))
        elif isinstance(inner, AggregateExpr) and str(inner.op) in ("sum", "avg") and any(levels(inner)):
            found.append(AggregateRate(printed(node), name, text, "aggregated"))
    return found


__all__ = [
    "COUNTER_FUNCTIONS",
    "AggregateRate",
    "GaugeRate",
    "RawCounter",
    "levels",
    "rates_of_aggregates",
    "rates_of_gauges",
    "raw_counters",
]
