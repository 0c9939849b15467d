"""Counters that are compared as they stand."""

import pytest

from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/raw-counter"


def test_it_is_found() -> None:
    assert found(ID, project(alert(expr="sum by (job) (errors_total) > 5"))) == [
        "warning: HighErrorRate compares errors_total, which has the name of a counter, as it stands: "
        "sum by (job) (errors_total) > 5."
        " | Once it is above the threshold it stays there until the next restart."
        " | Compare how fast it grows: rate(errors_total[5m]), or increase(errors_total[1h])."
    ]


def test_a_ratio_of_two_counters_is_told_of_once() -> None:
    (said,) = found(ID, rules("failed_total / requests_total > 0.1"))
    assert said.startswith("warning: Trouble compares failed_total, which has the name of a counter")


def test_what_is_declared_a_counter_is_one_for_certain() -> None:
    (said,) = found(ID, project(alert(expr="jobs_done > 5"), metrics={"jobs_done": "counter"}))
    assert said.startswith("error: HighErrorRate compares jobs_done, which is a counter, as it stands")


def test_what_is_declared_a_gauge_is_none() -> None:
    assert found(ID, project(alert(expr="seats_total > 5"), metrics={"seats_total": "gauge"})) == []


def test_it_is_found_in_a_file_at_its_line_and_column() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: 'max_over_time(x_total[5m]) > 5'}]}]"
    assert places(ID, written(text)) == [(1, 45)]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x_total[5m]) > 5",
        "x_total == 0",
        "x_total - x_total offset 1h > 5",
        "x > 0.1 unless changes(x_total[5m]) > 0",
        "increase(x_total{a=~'b{2}'}[5m]) > 5",
        "absent(x_total)",
        "count(x_total) > 5",
        "job:x_total:sum > 5",
        'label_replace(rate(x_total{a="_total"}[5m]), "a", "b", "", "") > 1',
        "x_total > ",
    ],
)
def test_right_but_unusual_expressions_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
