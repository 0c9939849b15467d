"""Alerts of one name that read different metrics."""

import pytest

from alertflow.model import Escalation, Level, Severity, Slack, Team
from alertflow.prometheus import AlertingRule, RecordingRule
from tests.checks.making import alert, found, places, project, rule, rules, written

ID = "loop/same-name-different-meaning"


def test_it_is_found_in_a_project() -> None:
    (said,) = found(ID, project(alert(expr="x > 1"), alert(expr="y > 1", severity=Severity.WARNING)))
    assert said.startswith("warning: this HighErrorRate reads y, and that at ")
    assert said.endswith(
        " reads x."
        " | They are two troubles under one name: a silence, an inhibition or a runbook for the one holds "
        "for the other, too."
        " | Give each a name of its own, or a label that tells them apart."
    )


def test_it_is_found_in_a_file_at_its_line_and_column() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Slow
                expr: latency > 1
              - {alert: Slow, expr: queue_age > 1}
        """
    assert places(ID, written(text)) == [(7, 17)]


def test_recorded_series_are_looked_through() -> None:
    recorded = [RecordingRule("a:x", expr="sum(x)"), RecordingRule("a:y", expr="sum(y)")]
    assert len(found(ID, rules(rule("A", "a:x > 1"), rule("A", "a:y > 1"), *recorded))) == 1
    assert found(ID, rules(rule("A", "a:x > 1"), rule("A", "x > 1"), *recorded)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rule("A", "x > 1", severity="warning"), rule("A", "x > 5", severity="critical")),
        (rule("A", 'x{env="a"} > 1'), rule("A", "rate(x[5m]) > 1")),
        (rule("A", "x_count > 1"), rule("A", "histogram_quantile(0.9, x_bucket) > 1")),
        (rule("A", "x > 1", service="shop"), rule("A", "y > 1", service="bank")),
        (rule("A", "x > 1"), rule("A", "y > 1 and x > 0")),
        (rule("A", "x > 1"), rule("A", "elsewhere:y > 1")),
        (rule("A", "x > 1"), rule("A", 'ALERTS{alertname="B"} > 0')),
        (rule("A", "x > 1"), rule("A", "y >")),
        (rule("A", "x > 1"), rule("B", "y > 1")),
        (rule("A", '{__name__=~"x.*"} > 1'), rule("A", "y > 1")),
    ],
)
def test_one_trouble_may_have_several_rules(one: AlertingRule, other: AlertingRule) -> None:
    assert found(ID, rules(one, other)) == []


def test_the_levels_of_an_escalation_share_the_name_of_their_alert() -> None:
    boss = Escalation("boss", levels=[Level("15m", owner="the boss", receivers=[Slack(channel="#boss")])])
    team = Team("platform", receivers=[Slack(channel="#alerts")], escalation=boss)
    assert found(ID, project(alert(), team=team)) == []
