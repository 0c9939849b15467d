"""Counters and gauges: what is read as the other is found, unusual but right readings are left in peace."""

from pathlib import Path

import pytest

from alertflow.prometheus import MetricType, parse, rates_of_aggregates, rates_of_gauges, raw_counters
from tests.prometheus.promtool import Promtool

TYPES: dict[str, MetricType] = {
    "queue_total": "gauge",
    "requests": "counter",
    "restarts": "counter",
    "latency": "histogram",
    "gc_seconds": "summary",
    "temperature_count": "gauge",
}


@pytest.mark.parametrize(
    ("expr", "function", "metric", "certain"),
    [
        ("rate(up[5m]) > 0", "rate", "up", True),
        (
            "sum(increase(process_resident_memory_bytes[1h]))",
            "increase",
            "process_resident_memory_bytes",
            True,
        ),
        ("irate({__name__='go_goroutines'}[5m])", "irate", "go_goroutines", True),
        ("rate((up)[1h:1m])", "rate", "up", True),
        ("rate(queue_length[5m])", "rate", "queue_length", False),
        ("rate(queue_total[5m])", "rate", "queue_total", True),
        ("rate(temperature_count[5m])", "rate", "temperature_count", True),
        ("rate(gc_seconds[5m])", "rate", "gc_seconds", True),
    ],
)
def test_the_rate_of_a_gauge_is_found(expr: str, function: str, metric: str, certain: bool) -> None:
    (found,) = rates_of_gauges(parse(expr), TYPES)
    assert found[1:] == (function, metric, certain)
    assert found.expression in parse(expr).prettify()


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x_total[5m])",
        "rate(x_count[5m]) + rate(x_sum[5m]) + rate(x_bucket[5m])",
        "increase(job:requests:sum[5m])",
        "histogram_quantile(0.9, sum(rate(http_request_duration_seconds[5m])))",
        "histogram_count(rate(http_request_duration_seconds[5m]))",
        "delta(up[5m]) + deriv(go_goroutines[5m]) + changes(up[5m])",
        'rate({job="a"}[5m])',
        "rate(sum(x)[5m:])",
        "avg_over_time(up[5m])",
        "rate(restarts[5m]) + rate(requests_total[5m])",
        "rate(latency[5m]) + rate(latency_bucket[5m]) + rate(gc_seconds_count[5m])",
    ],
)
def test_counters_histograms_and_functions_for_gauges_are_left_in_peace(expr: str) -> None:
    assert rates_of_gauges(parse(expr), TYPES) == []


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        ("errors_total > 5", [("errors_total > 5", "errors_total", False)]),
        ("restarts > 3", [("restarts > 3", "restarts", True)]),
        ("3 < sum by (pod) (restarts)", [("3 < sum by (pod) (restarts)", "restarts", True)]),
        ("requests_total >= 1e6", [("requests_total >= 1e6", "requests_total", True)]),
        ("latency_count > 5", [("latency_count > 5", "latency_count", True)]),
        ("max_over_time(a_total[5m]) > 5", [("max_over_time(a_total[5m]) > 5", "a_total", False)]),
        ("errors_total - 10 > 5", [("errors_total - 10 > 5", "errors_total", False)]),
        ("queue_length > errors_total * 2", [("queue_length > errors_total * 2", "errors_total", False)]),
        ("errors_total / size > 0.1 and up", [("errors_total / size > 0.1", "errors_total", False)]),
        ("errors_total > 5 or restarts > 5",
         [("errors_total > 5", "errors_total", False), ("restarts > 5", "restarts", True)]),
    ],
)  # fmt: skip
def test_a_counter_compared_as_it_stands_is_found(expr: str, found: list[tuple[str, str, bool]]) -> None:
    assert raw_counters(parse(expr), TYPES) == [
        (text.replace("1e6", "1000000"), *rest) for text, *rest in found
    ]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(errors_total[5m]) > 5",
        "increase(restarts[1h]) > 3",
        "changes(restarts[1h]) > 3",
        "resets(restarts[1h]) > 3",
        "restarts - restarts offset 1h > 3",
        "sum(sent_total) - sum(received_total) > 100",
        "sent_total > received_total",
        "errors_total == 0",
        "errors_total unless errors_total offset 1h",
        "count(errors_total) > 5",
        "absent(errors_total) > 0",
        "time() - timestamp(errors_total) > 300",
        "queue_total > 5",
        "gc_seconds > 5",
        "job:errors_total > 5",
        "up == 0 and on (job) errors_total",
        '{__name__=~".*_total"} > 5',
        "node_memory_MemTotal_bytes > 1",
    ],
)
def test_differences_counts_and_gauges_are_left_in_peace(expr: str) -> None:
    assert raw_counters(parse(expr), TYPES) == []


@pytest.mark.parametrize(
    ("expr", "inside", "reason"),
    [
        ("rate(sum(x_total)[5m:])", "sum(x_total)", "aggregated"),
        (
            "increase((sum by (job) (x_total + y_total))[1h:1m]) > 1",
            "sum by (job) (x_total + y_total)",
            "aggregated",
        ),
        ("rate(rate(x_total[5m])[1h:])", "rate(x_total[5m])", "rate"),
        ("increase(sum(rate(x_total[5m]))[1h:])", "sum(rate(x_total[5m]))", "rate"),
    ],
)
def test_the_rate_of_a_sum_and_of_a_rate_are_found(expr: str, inside: str, reason: str) -> None:
    (found,) = rates_of_aggregates(parse(expr))
    assert (found.inside, found.reason) == (inside, reason)


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(x_total[5m]))",
        "rate(x_total[5m:30s])",
        "rate((x_total > 0)[5m:])",
        "max_over_time(sum(rate(x_total[5m]))[1h:])",
        "delta(sum(queue_length)[5m:])",
        "rate(count(x_total)[5m:])",
    ],
)
def test_sums_of_rates_are_left_in_peace(expr: str) -> None:
    assert rates_of_aggregates(parse(expr)) == []


def test_the_rate_of_a_sum_is_wrong_where_one_of_two_restarts(tmp_path: Path, promtool_new: Promtool) -> None:
    series = {'x{pod="a"}': "5+1x5 0+1x4", 'x{pod="b"}': "1000+1x10"}
    right, wrong = promtool_new.answers(
        tmp_path, series, ["sum(increase(x[10m])) < 40", "increase(sum(x)[10m:1m]) > 900"], "10m"
    )
    assert right and wrong
