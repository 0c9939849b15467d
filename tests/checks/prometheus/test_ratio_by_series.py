"""Rates of two metrics that are divided series by series."""

import pytest

from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/ratio-by-series"
RATIO = "rate(failed_total[5m]) / rate(requests_total[5m])"


def test_it_is_a_doubt() -> None:
    assert found(ID, project(alert(expr=f"{RATIO} > 0.05"))) == [
        f"info: HighErrorRate divides series by series: {RATIO}."
        " | Where a series has few requests, one error is enough; where labels differ, nothing comes out."
        " | Aggregate before dividing: sum(rate(failed_total[5m])) / sum(rate(requests_total[5m]))."
    ]


def test_it_is_found_at_its_line_and_column() -> None:
    text = f"groups: [{{name: a, rules: [{{alert: A, expr: '({RATIO}) > 0.05'}}]}}]"
    assert places(ID, written(text)) == [(1, 45)]


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(failed_total[5m])) / sum(rate(requests_total[5m])) > 0.05",
        "rate(x_seconds_sum[5m]) / rate(x_seconds_count[5m]) > 1",
        "rate(failed_total[5m]) / on (job) rate(requests_total[5m]) > 1",
        "used_bytes / size_bytes > 0.9",
        "rate(failed_total[5m]) / 60 > 1",
        'rate(x_total{a="b"}[5m]) / rate(x_total[5m]) > 1',
    ],
)
def test_right_but_unusual_divisions_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
