"""Expressions that parse and yet mean nothing: a series divided by itself, the rate of a gauge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promql_parser import BinaryExpr, Call, Expr, MatrixSelector, SubqueryExpr, VectorSelector

from alertflow.prometheus.analysis import metric_name
from alertflow.prometheus.promql import children, printed, unwrapped, walk

COUNTER_FUNCTIONS = frozenset({"rate", "irate", "increase"})
"""Functions that take a fall of the value for a restart of a counter."""


class Ratio(NamedTuple):
    """A division of a series by itself: always 1."""

    expression: str
    left: str
    right: str


def unaggregated_ratios(tree: Expr) -> list[Ratio]:
    """Divisions of a metric by the same metric with other matchers, where neither side is aggregated.

    In `rate(x{status="500"}[5m]) / rate(x[5m])` each series finds its equal on the other side, itself.
    Quiet where `on` or `ignoring` is given, and where the sides differ in function, range, offset or `@`:
    then a series is compared with its own past.
    """
    found = []
    for node in walk(tree):
        if not isinstance(node, BinaryExpr) or str(node.op) != "/":
            continue
        if node.modifier is not None and node.modifier.matching is not None:
            continue
        left, right = _plain(node.lhs), _plain(node.rhs)
        if left is None or right is None or left.shape != right.shape or left.matchers == right.matchers:
            continue
        found.append(Ratio(printed(node), printed(node.lhs), printed(node.rhs)))
    return found


class _Plain(NamedTuple):
    shape: tuple[object, ...]
    matchers: frozenset[tuple[str, str, str]]


def _plain(node: Expr) -> _Plain | None:
    """A selector, or one function over one, without aggregation: what it reads and with which matchers."""
    node = unwrapped(node)
    function: str | None = None
    range_: object = None
    if isinstance(node, Call) and len(node.args) == 1:
        function, node = node.func.name, unwrapped(node.args[0])
    if isinstance(node, MatrixSelector):
        range_, node = node.range, node.vector_selector
    if not isinstance(node, VectorSelector) or node.matchers.or_matchers:
        return None
    metric = metric_name(node)
    if metric is None:
        return None
    at = (node.at.type, node.at.at) if node.at is not None else None
    matchers = frozenset(
        (one.name, str(one.op), one.value) for one in node.matchers.matchers if one.name != "__name__"
    )
    return _Plain((function, metric, range_, node.offset, str(at)), matchers)


class GaugeRate(NamedTuple):
    """A function for counters over what is none: `certain` for a known gauge, else a guess from its name."""

    expression: str
    function: str
    metric: str
    certain: bool


_GAUGES = """
    up ALERTS ALERTS_FOR_STATE scrape_duration_seconds scrape_samples_scraped probe_success
    probe_duration_seconds process_resident_memory_bytes process_virtual_memory_bytes process_open_fds
    process_max_fds process_start_time_seconds go_goroutines go_threads go_memstats_alloc_bytes
    go_memstats_heap_inuse_bytes node_load1 node_load5 node_load15 node_memory_MemAvailable_bytes
    node_memory_MemFree_bytes node_memory_MemTotal_bytes node_filesystem_avail_bytes
    node_filesystem_free_bytes node_filesystem_size_bytes container_memory_usage_bytes
    container_memory_working_set_bytes container_memory_rss kube_pod_status_phase kube_pod_status_ready
    kube_deployment_status_replicas_available kube_horizontalpodautoscaler_status_current_replicas
    kube_node_status_condition
"""
GAUGES = frozenset(_GAUGES.split())
"""Gauges of Prometheus itself, its client libraries and the usual exporters."""

_COUNTER_SUFFIXES = ("_total", "_count", "_sum", "_bucket")


def rates_of_gauges(tree: Expr) -> list[GaugeRate]:
    """Uses of `rate`, `irate` and `increase` over a gauge: whenever it falls, they see a restart.

    Quiet for recording rules (a colon in the name), patterns, and inside `histogram_…()`: a native histogram
    has no suffix.
    """
    return list(_rates(tree, inside_histogram=False))


def _rates(node: Expr, inside_histogram: bool) -> Iterator[GaugeRate]:
    if isinstance(node, Call):
        name = node.func.name
        inside_histogram = inside_histogram or name.startswith("histogram_")
        if name in COUNTER_FUNCTIONS:
            metric = _ranged_metric(node.args[0])
            certain = metric in GAUGES
            hinted = metric and ":" not in metric and not metric.endswith(_COUNTER_SUFFIXES)
            if metric and (certain or (hinted and not inside_histogram)):
                yield GaugeRate(printed(node), name, metric, certain)
    for child in children(node):
        yield from _rates(child, inside_histogram)


def _ranged_metric(argument: Expr) -> str | None:
    argument = unwrapped(argument)
    if isinstance(argument, SubqueryExpr):
        argument = unwrapped(argument.expr)
    if isinstance(argument, MatrixSelector):
        argument = argument.vector_selector
    return metric_name(argument) if isinstance(argument, VectorSelector) else None


__all__ = ["GAUGES", "GaugeRate", "Ratio", "rates_of_gauges", "unaggregated_ratios"]
