"""Which metrics are counters: by what was declared of them, by what is known of them, or by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

MetricType = Literal["counter", "gauge", "histogram", "summary"]
"""The types of metrics, as `# TYPE` declares them."""

Types = Mapping[str, MetricType]
"""Metric -> its type. A histogram or summary stands for its `_bucket`, `_count` and `_sum`, too; a counter
for its name with `_total`."""

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

COUNTER_SUFFIXES = ("_total", "_count", "_sum", "_bucket")
"""Endings of names that only counters should have."""


def is_counter(metric: str, types: Types) -> bool | None:
    """Whether `metric` only ever grows; None where neither `types` nor common knowledge tells.

    A native histogram is taken for one: it is read by the same functions. So are the parts of a summary, but
    not its quantiles, which have its own name.
    """
    declared = types.get(metric)
    if declared is not None:
        return declared in ("counter", "histogram")
    base, _, suffix = metric.rpartition("_")
    whole = types.get(base) if f"_{suffix}" in COUNTER_SUFFIXES else None
    if whole == "histogram" or (whole == "summary" and suffix != "bucket"):
        return suffix != "total" or None
    if whole == "counter" and suffix == "total":
        return True
    return False if metric in GAUGES else None


__all__ = ["COUNTER_SUFFIXES", "GAUGES", "MetricType", "Types", "is_counter"]
