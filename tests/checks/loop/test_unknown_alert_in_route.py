"""Matchers that name an alert which no rule has."""

import pytest

from alertflow.alertmanager import InhibitRule, matcher
from alertflow.model import Inhibition, Route, Slack
from tests.checks.making import alert, config, found, found_in, project, route, rule, rules

ID = "loop/unknown-alert-in-route"
RULES = rules(rule("HighErrorRate"), rule("ApplicationDown"))


def test_a_misspelled_alert_is_an_error() -> None:
    night = Route("night", matchers=['alertname="HighErorRate"'], receivers=[Slack(channel="#night")])
    assert found(ID, project(alert("HighErrorRate"), routes=[night])) == [
        "error: the route matches alertname=\"HighErorRate\", but no rule has an alert 'HighErorRate'."
        " | For that name the route takes nothing, silently."
        " | Did you mean 'HighErrorRate'?"
    ]


def test_of_files_the_rules_may_be_elsewhere_which_is_a_doubt() -> None:
    documents = RULES | config(route("all", routes=[route("all", 'alertname=~"HighErrorRate|Zzz"')]), "all")
    assert found(ID, documents) == [
        "info: the route matches alertname=~\"HighErrorRate|Zzz\", but no rule has an alert 'Zzz'."
        " | For that name the route takes nothing, silently."
        " | Correct the name, or remove it; if its rules are elsewhere, ignore this and say where."
    ]


def test_both_sides_of_an_inhibition_are_looked_at() -> None:
    rule = InhibitRule(
        source_matchers=[matcher('alertname="AplicationDown"')], target_matchers=[matcher("alertname=~Zzz.*")]
    )
    said = found(ID, RULES | config(route("all"), "all", inhibit=[rule]))
    assert [one.partition(" | ")[0] for one in said] == [
        'warning: the inhibition matches alertname="AplicationDown", '
        "but no rule has an alert 'AplicationDown'.",
        "info: the inhibition matches alertname=~\"Zzz.*\", but no rule has an alert 'Zzz.*'.",
    ]


def test_alerts_that_are_named_as_objects_are_right() -> None:
    one, two = alert("HighErrorRate"), alert("ApplicationDown")
    assert found(ID, project(one, two, inhibitions=[Inhibition(sources=[two], targets=[one])])) == []


@pytest.mark.parametrize(
    "matcher",
    [
        'alertname=~"High.*"',
        'alertname=~".+"',
        'alertname=~"(Application|Database)Down"',
        'alertname!="Watchdog"',
        'alertname!~"Watchdog|InfoInhibitor"',
        'alertname=""',
        'name="Zzz"',
    ],
)
def test_right_but_unusual_matchers_are_left_in_peace(matcher: str) -> None:
    assert found(ID, RULES | config(route("all", routes=[route("all", matcher)]), "all")) == []


def test_without_any_rules_nothing_is_known() -> None:
    assert found(ID, config(route("all", routes=[route("all", 'alertname="Zzz"')]), "all")) == []


def test_in_a_file_each_is_told_at_its_matcher_however_it_is_written() -> None:
    text = """
        route:
          receiver: a
          routes:
            - receiver: a
              matchers:
                - severity="critical"
                - alertname="Dwon"
            - {receiver: a, match: {alertname: Dwon}}
        receivers: [{name: a}]
        ---
        groups: [{name: a, rules: [{alert: Down, expr: up == 0}]}]
        """
    assert [one.partition(": ")[0] for one in found_in(text, ID)] == [
        "file.yml:8:11 warning",
        "file.yml:9:40 warning",
    ]
