"""Quantiles asked for in ways that give none: without buckets, since the start, or averaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from promql_parser import AggregateExpr, BinaryExpr, Call, Expr, MatchOp, VectorSelector

from alertflow.prometheus.promql.counters import levels
from alertflow.prometheus.promql.labels import surviving_labels
from alertflow.prometheus.promql.metric_types import Types
from alertflow.prometheus.promql.tree import is_scalar, metric_name, printed, unwrapped, walk

_NOTHING: Types = {}


class QuantileMistake(NamedTuple):
    """A quantile that is none. `certain` is False where only a label's name says that it is a quantile."""

    expression: str
    reason: Literal["le is lost", "no rate", "averaged"]
    """`le is lost`: an aggregation keeps no `le`, and without buckets the result is empty. `no rate`: the
    buckets count since the last restart. `averaged`: an average or sum of quantiles is no quantile."""
    metric: str | None
    certain: bool


def quantile_mistakes(tree: Expr, types: Types = _NOTHING) -> list[QuantileMistake]:
    """Quantiles of classic histograms and summaries that are none; native histograms have no `le`."""
    return [one for node in walk(tree) for one in _of(node, types)]


def _of(node: Expr, types: Types) -> Iterator[QuantileMistake]:
    if isinstance(node, Call) and node.func.name in ("histogram_quantile", "histogram_fraction"):
        yield from _of_call(node)
    elif isinstance(node, AggregateExpr) and str(node.op) in ("avg", "sum"):
        yield from _averaged(node, types)


def _of_call(call: Call) -> Iterator[QuantileMistake]:
    vector = call.args[-1]
    buckets = [name for one in walk(vector) if (name := _bucket(one)) is not None]
    if not buckets:
        return
    if not surviving_labels(vector).may_have("le"):
        yield QuantileMistake(printed(call), "le is lost", buckets[0], True)
        return
    for one in levels(vector):
        if (name := _bucket(one)) is not None:
            yield QuantileMistake(printed(call), "no rate", name, True)


def _bucket(node: Expr) -> str | None:
    name = metric_name(node) if isinstance(node, VectorSelector) else None
    return name if name and ":" not in name and name.endswith("_bucket") else None


def _averaged(node: AggregateExpr, types: Types) -> Iterator[QuantileMistake]:
    inner = unwrapped(node.expr)
    while isinstance(inner, BinaryExpr) and str(inner.op) in ("*", "/"):
        inner = unwrapped(inner.rhs if is_scalar(inner.lhs) else inner.lhs)
    if isinstance(inner, Call) and inner.func.name == "histogram_quantile":
        yield QuantileMistake(printed(node), "averaged", None, True)
    elif isinstance(inner, VectorSelector):
        metric = metric_name(inner)
        declared = types.get(metric or "")
        named = any(
            one.name == "quantile" and one.value and one.op in (MatchOp.Equal, MatchOp.Re)
            for one in inner.matchers.matchers
        )
        if declared == "summary" or (named and declared is None):
            yield QuantileMistake(printed(node), "averaged", metric, declared == "summary")


__all__ = ["QuantileMistake", "quantile_mistakes"]
