"""Alerts that nobody is told of."""

import pytest

from alertflow.alertmanager import Receiver, WebhookConfig
from alertflow.dispatch import Bridge
from alertflow.model import PagerDuty, Severity, Slack, Team, Webhook
from alertflow.prometheus import AlertingRule, RuleFile, RuleGroup
from tests.checks.making import alert, config, found, project, remedied, route, rule, rules, to_github

ID = "loop/unreachable-receiver"
NULL = Receiver("null")


def test_an_alert_without_a_team_is_told_to_nobody() -> None:
    team = Team("data", receivers=[Slack(channel="#data")])
    assert found(ID, project(alert("Lost"), alert("Told", team=team), team=None, dispatch=())) == [
        "error: nobody is told of Lost (critical): in monitoring/alertmanager.yml it reaches only 'nobody'."
        " | It fires, and no one hears of it."
        " | Give it a team with a receiver for its severity, or a route to one: "
        'Team("…", receivers=[Slack(channel="#…")]).'
    ]


def test_a_project_that_says_of_nobody_that_he_is_told_may_be_of_rules_only() -> None:
    assert found(ID, project(alert("Down"), alert("Up"), team=None, dispatch=())) == [
        "info: project 'shop' says of nobody that he is told of Down and 1 more."
        " | No Alertmanager configuration is written; unless one elsewhere says it, they fire, and no one "
        "hears of them."
        ' | Give it a team with receivers, or routes: Team("…", receivers=[Slack(channel="#…")]).'
    ]
    assert found(ID, project(alert(severity=Severity.INFO), team=None, dispatch=())) == []


def test_a_severity_below_all_receivers_of_the_team_is_told_to_nobody() -> None:
    oncall = Team("oncall", receivers=[PagerDuty(min_severity=Severity.CRITICAL)])
    (said,) = found(ID, project(alert(severity=Severity.WARNING, team=oncall), alert("Down", team=oncall)))
    assert said.startswith("error: nobody is told of HighErrorRate (warning): in monitoring/alertmanager.yml")


def test_the_way_to_github_is_nobody_who_reads() -> None:
    bridge = Bridge("http://bridge:8080/alerts", token_file="/token")
    (said,) = found(ID, project(alert(remediation=remedied()), team=None, dispatch=bridge))
    assert "it reaches only 'github-dispatch'." in said
    (said,) = found(ID, rules("up == 0") | config(route("dispatch"), to_github()))
    assert said.startswith(
        "error: nobody is told of Trouble: in alertmanager.yml it reaches only 'dispatch'."
    )


def test_a_label_that_other_rules_set_is_missing_where_the_sum_cannot_have_it() -> None:
    root = route("null", routes=[route("all", "team=~.+")])
    documents = config(root, "all", NULL) | rules(
        rule("A", team="a"), rule("B", "sum(x) > 1", severity="page")
    )
    (said,) = found(ID, documents)
    assert said.startswith("error: nobody is told of B (page)")


@pytest.mark.parametrize("severity", ["info", "none"])
def test_what_is_only_looked_at_may_go_unread(severity: str) -> None:
    assert found(ID, rules(rule(severity=severity)) | config(route("null"), NULL)) == []


def test_a_severity_of_ones_own_below_warning_may_go_unread() -> None:
    hint = Severity("hint", rank=5)
    assert found(ID, project(alert(severity=hint), team=None)) == []


def test_a_program_that_takes_the_webhook_may_tell_somebody() -> None:
    team = Team("bots", receivers=[Webhook("https://chat.example.org/hook")])
    assert found(ID, project(alert(team=team))) == []


@pytest.mark.parametrize(
    ("expr", "labels", "matchers"),
    [
        ("up == 0", {}, ['namespace="prod"']),
        ("sum by (team) (x) > 1", {}, ['team="a"']),
        ("up == 0", {"team": "{{ $labels.owner }}"}, ['team="a"']),
        ("sum(x) > 1", {}, ['cluster="eu"']),
        ("sum(x) > 1", {"team": "a"}, ['team=~"a|b"']),
        ("this is no promql", {}, ['team="a"']),
    ],
)
def test_a_route_that_may_take_it_is_given_the_benefit_of_the_doubt(
    expr: str, labels: dict[str, str], matchers: list[str]
) -> None:
    root = route("null", routes=[route("all", *matchers)])
    other = rule("Other", team="a")
    assert found(ID, rules(other, rule("One", expr, **labels)) | config(root, "all", NULL)) == []


def test_a_route_that_goes_on_lets_the_next_one_tell() -> None:
    root = route("null", routes=[route("dispatch", 'a="b"', continue_=True), route("all", 'a="b"')])
    assert found(ID, rules(rule(a="b")) | config(root, "all", NULL, to_github())) == []
    root = route("null", routes=[route("dispatch", 'a="b"'), route("all", 'a="b"')])
    assert len(found(ID, rules(rule(a="b")) | config(root, "all", NULL, to_github()))) == 1


def test_alerts_of_one_label_set_are_told_apart_by_their_names() -> None:
    root = route("null", routes=[route("all", 'alertname=~"A|B"'), route("all", "alertname=C")])
    alerts = [rule(name, severity="page") for name in "ABCDA"]
    (said,) = found(ID, rules(*alerts) | config(root, "all", NULL))
    assert said.startswith("error: nobody is told of D (page)")


def test_matchers_of_the_old_kind_may_hold_or_not() -> None:
    root = route("null", routes=[route("all", extra={"match": {"severity": "page"}})])
    assert found(ID, rules(rule(severity="page")) | config(root, "all", NULL)) == []


def test_channels_and_labels_that_are_not_typed_here_count() -> None:
    teams = Receiver("teams", extra={"msteams_configs": [{"webhook_url_file": "/x"}]})
    group = RuleGroup("g", labels={"severity": "none"}, rules=[AlertingRule("A", expr="up == 0")])
    assert found(ID, rules("up == 0") | config(route("teams"), teams)) == []
    assert found(ID, {"r.yml": RuleFile(groups=[group])} | config(route("null"), NULL)) == []


def test_a_second_webhook_beside_the_way_to_github_is_somebody() -> None:
    hooks = [*to_github().webhook_configs, WebhookConfig(url="https://chat.example.org/hook")]
    both = Receiver("both", webhook_configs=hooks)
    assert found(ID, rules("up == 0") | config(route("both"), both)) == []
