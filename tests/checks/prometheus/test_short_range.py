"""Ranges that hold too few samples."""

import pytest

from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/short-range"


def test_a_range_that_never_holds_two_samples_is_found() -> None:
    assert found(ID, project(alert(expr="rate(x_total[30s]) > 1"), scrape_interval="30s")) == [
        "error: HighErrorRate takes rate() over 30s, and samples come every 30s: rate(x_total[30s])."
        " | The range never holds the samples that it needs, so there is no result."
        " | Take a range of 2m or more."
    ]


@pytest.mark.parametrize(
    ("expr", "interval", "said"),
    [
        ("rate(x_total[45s]) > 1", "30s", "error: "),
        ("max_over_time(x[20s]) > 1", "30s", "error: "),
        ("rate(x_total[1m]) > 1", "30s", "info: "),
        ("max_over_time(rate(x_total[5m])[1m:5m]) > 1", "15s", "error: "),
    ],
)
def test_what_is_short_for_the_declared_interval_is_found(expr: str, interval: str, said: str) -> None:
    (one,) = found(ID, project(alert(expr=expr), scrape_interval=interval))
    assert one.startswith(said)


def test_for_an_interval_that_nobody_declares_it_is_a_doubt() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: 'rate(x_total[30s]) > 5'}]}]"
    assert places(ID, written(text)) == [(1, 45)]
    assert found(ID, written(text)) == [
        "info: A takes rate() over 30s, and samples come every 1m, if nobody says otherwise: "
        "rate(x_total[30s])."
        " | The range never holds the samples that it needs, so there is no result."
        " | Take a range of 4m or more. If they come more often, say so: Project(scrape_interval=…)."
    ]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x_total[2m]) > 1",
        "avg_over_time(x[1m]) > 1",
        "max_over_time(rate(x_total[5m])[1h:]) > 1",
        'rate(x_total{a="[1s]"}[5m]) > 1',
        "x > 1",
        "rate(x_total[",
    ],
)
def test_ranges_that_suffice_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []


@pytest.mark.parametrize("expr", ["rate(x_total[1m]) > 1", "count_over_time(x[30s]) > 1"])
def test_a_short_interval_makes_short_ranges_right(expr: str) -> None:
    assert found(ID, project(alert(expr=expr), scrape_interval="15s")) == []
