"""Levels of escalations that nobody is told of."""

from alertflow.alertmanager import Receiver
from alertflow.model import Escalation, Level, PagerDuty, Severity, Slack
from tests.checks.making import alert, config, found, places, project, route, rule, rules, written

ID = "loop/unread-escalation"
CRITICAL_ONLY = [PagerDuty(min_severity=Severity.CRITICAL)]


def escalation(*last: PagerDuty | Slack) -> Escalation:
    """Two levels; the second is told to these."""
    first = Level("15m", owner="the lead", receivers=[Slack(channel="#lead")])
    return Escalation("oncall", levels=[first, Level("30m", owner="the manager", receivers=list(last))])


def test_a_level_below_whose_least_severity_the_alert_is_is_found() -> None:
    mild = alert(severity=Severity.HIGH, escalation=escalation(*CRITICAL_ONLY))
    assert found(ID, project(mild)) == [
        "error: nobody is told of level 2 of 'oncall' for HighErrorRate in monitoring/alertmanager.yml."
        " | It is reached while nobody acknowledges the alert, and no one hears of it."
        " | Give it receivers that somebody reads, for the severity of its alerts."
    ]
    assert found("loop/unreachable-receiver", project(mild)) == []


def test_alerts_of_one_level_are_told_of_together() -> None:
    policy = escalation(*CRITICAL_ONLY)
    milder = [alert(name, severity=Severity.WARNING, escalation=policy) for name in "AB"]
    (said,) = found(ID, project(alert("C", escalation=policy), *milder))
    assert "of level 2 of 'oncall' for A (and of 1 more) in" in said


def test_it_is_found_in_files_at_its_line_and_column() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Down
                expr: time() - ALERTS_FOR_STATE{alertname="Down",escalation=""} >= 900
                labels:
                  escalation: "1"
        ---
        route:
          receiver: all
          routes: [{receiver: later, matchers: ['escalation!=""']}]
        receivers: [{name: later}, {name: all, webhook_configs: [{url: 'https://example.org'}]}]
        """
    assert places(ID, written(text)) == [(8, 23)]


def test_levels_that_somebody_reads_are_left_in_peace() -> None:
    assert found(ID, project(alert(escalation=escalation(*CRITICAL_ONLY)))) == []
    assert found(ID, project(alert(severity=Severity.HIGH, escalation=escalation(PagerDuty())))) == []


def test_a_label_that_may_come_with_the_series_is_given_the_benefit_of_the_doubt() -> None:
    level = rule("Down", "ALERTS_FOR_STATE > 5", escalation="1")
    tree = route("null", routes=[route("all", "team=db")])
    assert found(ID, rules(level) | config(tree, "all", Receiver("null"))) == []
