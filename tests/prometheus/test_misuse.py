"""Expressions that mean nothing: they are found, and unusual but right ones are left in peace."""

import pytest

from alertflow.prometheus import parse, rates_of_gauges, unaggregated_ratios


@pytest.mark.parametrize(
    ("expr", "ratio"),
    [
        (
            'rate(x_total{status=~"5.."}[5m]) / rate(x_total[5m]) > 0.05',
            'rate(x_total{status=~"5.."}[5m]) / rate(x_total[5m])',
        ),
        (
            'sum(rate(x_total{a="b"}[5m]) / rate(x_total[5m])) > 1',
            'rate(x_total{a="b"}[5m]) / rate(x_total[5m])',
        ),
        ('(x{a="1"}) / (x{a="2"}) > 1', '(x{a="1"}) / (x{a="2"})'),
        ('{__name__="x", a="1"} / x > 1', '{__name__="x",a="1"} / x'),
    ],
)
def test_a_series_divided_by_itself_is_found(expr: str, ratio: str) -> None:
    (found,) = unaggregated_ratios(parse(expr))
    assert found.expression == ratio
    assert f"{found.left} / {found.right}" == ratio


@pytest.mark.parametrize(
    "expr",
    [
        'sum(rate(x_total{a="b"}[5m])) / sum(rate(x_total[5m]))',
        'rate(x_total{a="b"}[5m]) / ignoring (a) rate(x_total{a="c"}[5m])',
        'x{a="b"} / on (c) x{a="d"}',
        'rate(x_total{a="b"}[5m]) / ignoring (a) group_left () rate(x_total{a="c"}[5m])',
        "rate(x_sum[5m]) / rate(x_count[5m])",
        "rate(errors_total[5m]) / rate(requests_total[5m])",
        "rate(x_total[5m]) / rate(x_total[1h])",
        'rate(x_total{a="b"}[5m]) / rate(x_total[5m] offset 1d)',
        'x{a="b"} / x @ start()',
        'x{a="b"} / x{a="b"}',
        "x / 2",
        'x{a="b"} - x',
        'increase(x_total{a="b"}[5m]) / rate(x_total[5m])',
        '{a="b"} / {c="d"}',
    ],
)
def test_other_divisions_are_left_in_peace(expr: str) -> None:
    assert unaggregated_ratios(parse(expr)) == []


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
    ],
)
def test_the_rate_of_a_gauge_is_found(expr: str, function: str, metric: str, certain: bool) -> None:
    (found,) = rates_of_gauges(parse(expr))
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
    ],
)
def test_counters_histograms_and_functions_for_gauges_are_left_in_peace(expr: str) -> None:
    assert rates_of_gauges(parse(expr)) == []
