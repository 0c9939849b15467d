"""Quantiles that are none, and those that are right although they look unusual."""

from pathlib import Path

import pytest

from alertflow.prometheus import MetricType, parse, quantile_mistakes
from tests.prometheus.promtool import Promtool

TYPES: dict[str, MetricType] = {"rpc_seconds": "summary", "size": "gauge"}


@pytest.mark.parametrize(
    ("expr", "reason", "metric", "certain"),
    [
        ("histogram_quantile(0.9, sum(rate(h_bucket[5m])))", "le is lost", "h_bucket", True),
        ("histogram_quantile(0.9, sum by (job) (rate(h_bucket[5m])))", "le is lost", "h_bucket", True),
        ("histogram_quantile(0.9, sum without (le) (rate(h_bucket[5m])))", "le is lost", "h_bucket", True),
        ("histogram_quantile(0.9, h_bucket) > 1", "no rate", "h_bucket", True),
        ("histogram_quantile(0.9, sum by (le) (h_bucket))", "no rate", "h_bucket", True),
        ("avg(histogram_quantile(0.9, rate(h_bucket[5m])))", "averaged", None, True),
        ("sum(histogram_quantile(0.9, rate(h_bucket[5m])) * 1000)", "averaged", None, True),
        ('avg by (job) (rpc_seconds{quantile="0.99"}) > 1', "averaged", "rpc_seconds", True),
        ("avg(rpc_seconds)", "averaged", "rpc_seconds", True),
        ('avg(go_gc_duration_seconds{quantile="1"})', "averaged", "go_gc_duration_seconds", False),
    ],
)
def test_what_is_no_quantile_is_found(expr: str, reason: str, metric: str | None, certain: bool) -> None:
    (found,) = quantile_mistakes(parse(expr), TYPES)
    assert found[1:] == (reason, metric, certain)


@pytest.mark.parametrize(
    "expr",
    [
        "histogram_quantile(0.9, sum by (le) (rate(h_bucket[5m])))",
        "histogram_quantile(0.9, rate(h_bucket[5m]))",
        "histogram_quantile(0.9, sum without (pod) (increase(h_bucket[1h])))",
        "histogram_quantile(0.9, sum(rate(h[5m])))",
        "histogram_quantile(0.9, job:h_bucket:rate5m)",
        "histogram_quantile(0.9, sum by (le) (h_bucket - h_bucket offset 5m))",
        "max(histogram_quantile(0.9, rate(h_bucket[5m])))",
        "count(histogram_quantile(0.9, rate(h_bucket[5m])) > 1)",
        "avg(histogram_quantile(0.9, rate(h_bucket[5m])) > bool 1)",
        "sum(rpc_seconds_sum) / sum(rpc_seconds_count)",
        'max(rpc_seconds{quantile="0.99"})',
        'avg(size{quantile="0.5"})',
        "quantile(0.9, x)",
    ],
)
def test_right_quantiles_are_left_in_peace(expr: str) -> None:
    assert quantile_mistakes(parse(expr), TYPES) == []


def test_without_le_prometheus_returns_nothing(tmp_path: Path, promtools: list[Promtool]) -> None:
    series = {'h_bucket{le="1"}': "0+1x20", 'h_bucket{le="+Inf"}': "0+2x20"}
    exprs = [f"histogram_quantile(0.5, sum{by}(rate(h_bucket[5m])))" for by in (" by (le) ", "")]
    for promtool in promtools:
        assert promtool.answers(tmp_path, series, exprs, "10m") == ["{} 1E+00", ""]
