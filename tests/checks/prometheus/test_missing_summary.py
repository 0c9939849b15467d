"""Alerts that say nothing."""

import pytest

from alertflow.prometheus import AlertingRule
from tests.checks.making import alert, found, project, rule, rules

ID = "prometheus/missing-summary"


def test_an_alert_without_a_summary_is_found() -> None:
    assert found(ID, project(alert(summary=""))) == [
        "warning: HighErrorRate has no summary."
        " | People are told its name and nothing else."
        ' | Say in one line what is wrong: summary="{{ $value | humanizePercentage }} of requests fail".'
    ]


def test_blanks_say_nothing() -> None:
    assert len(found(ID, project(alert(summary="  ")))) == 1


@pytest.mark.parametrize("name", ["summary", "message"])
def test_older_rule_collections_say_it_in_a_message(name: str) -> None:
    assert found(ID, rules(AlertingRule("A", expr="up == 0", annotations={name: "It is down"}))) == []


def test_an_alert_that_nobody_is_told_of_needs_none() -> None:
    assert found(ID, rules(rule("Watchdog", "vector(1)", severity="none"))) == []
