"""Alerts on one quantity whose thresholds contradict their severities."""

import pytest

from alertflow.alertmanager import InhibitRule, Receiver, matcher
from alertflow.checks.subject import Document
from alertflow.model import Inhibition, Severity
from alertflow.prometheus import AlertingRule
from tests.checks.making import alert, config, found, places, project, route, rules, written

ID = "prometheus/overlapping-severities"


def one(severity: str, expr: str, name: str = "Full", **changes: str) -> AlertingRule:
    """An alert of this severity."""
    wait = changes.pop("for_", None)
    return AlertingRule(name, expr=expr, for_=wait, labels={"severity": severity, **changes})


def both(mild: str, bad: str) -> dict[str, Document]:
    """A warning and a critical alert on these expressions, both told on Slack."""
    return rules(one("warning", mild), one("critical", bad)) | config(route("all"), "all")


def test_thresholds_the_wrong_way_round_are_found() -> None:
    mild = alert(expr="used / size > 0.9", severity=Severity.WARNING)
    assert found(ID, project(mild, alert(expr="used / size > 0.8"))) == [
        "warning: HighErrorRate (warning, > 0.9) fires only when HighErrorRate (critical, > 0.8) does "
        "already: both compare used / size."
        " | It never warns: whoever is told of it is told of the worse one, too."
        " | The thresholds are the wrong way round: exchange them, or the severities."
    ]


def test_it_is_found_in_a_file_at_its_line_and_column() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Full
                expr: free < 5
                labels: {severity: warning}
              - alert: Full
                expr: free < 10
                labels: {severity: critical}
        """
    assert places(ID, written(text)) == [(6, 15)]


@pytest.mark.parametrize(
    ("mild", "bad"),
    [
        ("100 * used / size > 90", "used / size > 0.8"),
        ("0.9 < sum by (b, a) (x)", "(sum by (a, b) (x)) > 0.8"),
        ("x > 5", "x > 5"),
    ],
)
def test_one_quantity_may_be_written_in_different_ways(mild: str, bad: str) -> None:
    (said,) = found(ID, rules(one("warning", mild), one("critical", bad)))
    assert said.startswith("warning: ")


def test_names_may_differ() -> None:
    (said,) = found(ID, rules(one("warning", "x > 9", "High"), one("page", "x > 8", "TooHigh")))
    assert "High (warning, > 9) fires only when TooHigh (page, > 8) does" in said


def test_what_is_told_twice_is_mentioned() -> None:
    assert found(ID, both("x > 8", "x > 9")) == [
        "info: when Full (critical, > 9) fires, Full (warning, > 8) fires as well, and no inhibition "
        "hides it."
        " | People are told of one trouble twice."
        " | Let the worse one inhibit it: from severity=critical to severity=warning, with alertname and the "
        "labels of their series in 'equal'."
    ]


def test_an_inhibition_that_needs_other_names_hides_nothing() -> None:
    rule = InhibitRule(
        source_matchers=[matcher("severity=critical")],
        target_matchers=[matcher("severity=warning")],
        equal=["alertname"],
    )
    alerts = rules(one("warning", "x > 8", "High"), one("critical", "x > 9", "TooHigh"))
    assert len(found(ID, alerts | config(route("all"), "all", inhibit=[rule]))) == 1
    assert found(ID, both("x > 8", "x > 9") | config(route("all"), "all", inhibit=[rule])) == []


def test_an_inhibition_of_the_project_hides_it() -> None:
    mild, bad = alert(expr="x > 8", severity=Severity.WARNING), alert(expr="x > 9")
    assert len(found(ID, project(mild, bad))) == 1
    hidden = Inhibition(sources=[bad], targets=[mild])
    assert found(ID, project(mild, bad, inhibitions=[hidden])) == []


def test_a_milder_alert_that_nobody_is_told_of_needs_no_inhibition() -> None:
    tree = route("all", routes=[route("null", "severity=warning")])
    assert found(ID, both("x > 8", "x > 9") | config(tree, "all", Receiver("null"))) == []


@pytest.mark.parametrize(
    ("mild", "bad"),
    [
        (one("warning", "x > 8"), one("critical", "x > 8", for_="1h")),
        (one("warning", "x > 9", team="a"), one("critical", "x > 8", team="b")),
        (one("warning", 'x{env="test"} > 9'), one("critical", 'x{env="live"} > 8')),
        (one("warning", "rate(x[1h]) > 9"), one("critical", "rate(x[5m]) > 8")),
        (one("warning", "x > 9 and y > 1"), one("critical", "x > 8")),
        (one("warning", "x > y"), one("critical", "x > z")),
        (one("warning", "x > 9"), one("critical", "x < 5")),
        (one("heat", "x > 9"), one("critical", "x > 8")),
        (one("warning", "x > 9"), one("warning", "x > 8")),
        (one("warning", "x >"), one("critical", "x > 8")),
    ],
)
def test_right_but_unusual_pairs_are_left_in_peace(mild: AlertingRule, bad: AlertingRule) -> None:
    assert found(ID, rules(mild, bad)) == []


def test_without_a_configuration_nothing_is_known_of_inhibitions() -> None:
    assert found(ID, rules(one("warning", "x > 8"), one("critical", "x > 9"))) == []
