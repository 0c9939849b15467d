"""Burn rates over one long window."""

import pytest

from alertflow.prometheus import RecordingRule
from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/burn-rate-without-window"
LONG = "sum(rate(failed_total[1h])) / sum(rate(requests_total[1h])) > 14.4 * (1 - 0.999)"


def test_it_is_found() -> None:
    assert found(ID, project(alert(expr=LONG))) == [
        "warning: HighErrorRate looks for a burn rate of 14.4 over 1h alone."
        " | It goes on firing for up to 1h after the errors have stopped."
        " | Ask for the same over a shorter window, too: and … [5m] …."
    ]


def test_a_recorded_ratio_says_its_window_in_its_name() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: 'job:errors:ratio_rate6h > (1 - 0.99) * 6'}]}]"
    assert places(ID, written(text)) == [(1, 45)]


@pytest.mark.parametrize(
    "expr",
    [
        f"{LONG} and {LONG.replace('1h', '5m')}",
        LONG.replace("1h", "5m"),
        LONG.replace("14.4 * (1 - 0.999)", "0.0144"),
        LONG.replace(">", "<"),
        "x > 14.4 * (1 - 0.999)",
    ],
)
def test_right_but_unusual_alerts_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr, RecordingRule("a:b", expr="vector(1)"))) == []
