"""Alerts that always fire."""

import pytest

from alertflow.checks.prometheus.no_comparison import is_plainly_filtered
from alertflow.prometheus import AlertingRule, RecordingRule, has_comparison, parse
from tests.checks.making import alert, found, project, rule, rules

ID = "prometheus/no-comparison"


def test_an_alert_that_compares_nothing_is_found() -> None:
    assert found(ID, project(alert(expr="rate(errors_total[5m])"))) == [
        "warning: HighErrorRate fires whenever there is data: errors_total is compared with nothing."
        " | It fires while all is well, and never stops."
        " | Compare it with what is no longer acceptable, as in > 0.9."
    ]


def test_bool_and_constants_are_errors() -> None:
    assert [one.partition(" | ")[0] for one in found(ID, rules("x > bool 5", "time()"))] == [
        "error: Trouble fires whenever there is data: x > bool 5 returns 0 or 1, and fires for either.",
        "error: Trouble fires whenever there is data: time() is always there.",
    ]


def test_a_long_expression_is_cut() -> None:
    (said,) = found(ID, rules(f"{'x' * 200}"))
    assert f": {'x' * 79}… is compared" in said


@pytest.mark.parametrize(
    "expr",
    [
        "absent(up)",
        "x unless y",
        "count(up == 0)",
        "x > y",
        "vector(1)",
        'ALERTS{alertstate="firing"}',
        "elsewhere:errors:high",
        "broken(",
    ],
)
def test_right_but_unusual_alerts_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []


@pytest.mark.parametrize("name", ["Watchdog", "DeadMansSwitch", "PrometheusHeartbeat"])
def test_an_alert_may_be_meant_to_fire_always(name: str) -> None:
    assert found(ID, rules(rule(name, "up"))) == []


def test_a_series_may_be_filtered_where_it_is_recorded() -> None:
    high = AlertingRule("A", expr="job:errors:high")
    assert found(ID, rules(high, RecordingRule("job:errors:high", expr="job:errors > 5"))) == []
    assert found(ID, rules(high, RecordingRule("job:errors:high", expr="errors("))) == []
    assert len(found(ID, rules(high, RecordingRule("job:errors:high", expr="errors")))) == 1


@pytest.mark.parametrize(
    "expr",
    [
        "x > 5",
        "x or y > 5",
        "x > bool 5",
        "x and y > 5",
        "-x < -1e-3",
        "x > 5 or y",
        "x + (y > 5)",
        "x == 0.5",
        "x >= bool\n5",
        "x\nOR\ny > 5",
        "x # > 5",
        'x{a="> 5"}',
        "errors > 5",
        "x unless y == 1",
    ],
)
def test_what_a_look_at_the_text_lets_pass_is_filtered(expr: str) -> None:
    assert has_comparison(parse(expr)) or not is_plainly_filtered(expr)
