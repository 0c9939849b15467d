"""Functions for counters, taken of what is none."""

import pytest

from alertflow.prometheus import RecordingRule
from tests.checks.making import alert, found, project, rules

ID = "prometheus/rate-of-gauge"


def test_a_known_gauge_is_an_error() -> None:
    assert found(ID, project(alert(expr="rate(up[5m]) < 0"))) == [
        "error: HighErrorRate takes rate() of up, which is a gauge: rate(up[5m])."
        " | Whenever up falls, rate() sees a restart and counts it whole."
        " | Use delta(), deriv() or changes() for a gauge."
    ]


def test_a_name_that_is_no_counter_s_is_only_mentioned() -> None:
    assert found(ID, project(alert(expr="increase(jobs_done[5m]) > 1", name="A"))) == [
        "info: A takes increase() of jobs_done, which has not the name of a counter."
        " | If it is a gauge, each fall of it is taken for a restart and counted whole."
        " | For a gauge use delta(), deriv() or changes(); if it is a counter, all is well."
    ]


def test_in_files_that_nobody_generated_it_is_only_where_the_name_is_that_of_a_gauge() -> None:
    assert found(ID, rules(RecordingRule("a:b", expr="increase(jobs_done[5m])"))) == []
    (said,) = found(ID, rules(RecordingRule("a:b", expr="rate(pool_active[5m])")))
    assert said.startswith("info: a:b takes rate() of pool_active, which has not the name of a counter.")


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(x_total[5m])) > 0 and irate(up[5m]) > 1",
        "rate(up[5m:1m]) > 1",
        'increase({__name__="up"}[5m]) > 1',
        "rate(\n  up[5m]\n) > 1",
    ],
)
def test_it_is_found_wherever_it_stands(expr: str) -> None:
    assert [one.partition(":")[0] for one in found(ID, rules(expr))] == ["error"]


@pytest.mark.parametrize(
    "expr",
    [
        'sum(rate(x_total{a="b"}[5m])) > 1',
        "irate(x_count[5m]) > 1",
        "rate(job:requests:sum[5m]) > 1",
        "histogram_quantile(0.9, rate(request_duration_seconds[5m])) > 1",
        'rate({job="api"}[5m]) > 1',
        "delta(up[5m]) > 1",
        "my_rate > 1",
        "rate(up[5m]",
    ],
)
def test_right_but_unusual_uses_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
