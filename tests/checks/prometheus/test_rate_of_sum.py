"""Rates of sums and of rates."""

import pytest

from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/rate-of-sum"


def test_the_rate_of_a_sum_is_found() -> None:
    assert found(ID, project(alert(expr="rate(sum(x_total)[5m:1m]) > 5"))) == [
        "warning: HighErrorRate takes rate() of a sum: rate(sum(x_total)[5m:1m])."
        " | Whenever one of the programs restarts, the sum falls, and all of it is counted anew."
        " | Take rate() of each counter, and then the sum."
    ]


def test_the_rate_of_a_rate_is_found_at_its_place() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: 'increase(rate(x_total[5m])[1h:]) > 5'}]}]"
    assert places(ID, written(text)) == [(1, 45)]
    (said,) = found(ID, written(text))
    assert said.startswith("warning: A takes increase() of a rate")


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(x_total[5m])) > 5",
        "max_over_time(sum(rate(x_total[5m]))[1h:]) > 5",
        "deriv(sum(x)[1h:]) > 5",
        "rate(x_total[5m:1m]) > 5",
        "max_over_time(rate(x_total[5m])[1h:]) > 5",
    ],
)
def test_right_but_unusual_expressions_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
