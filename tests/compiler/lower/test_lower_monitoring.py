"""From the project to Prometheus and Alertmanager: labels, routes, inhibitions, tests, and the payload."""

from typing import Any

import pytest

from alertflow.alertmanager import Config
from alertflow.compiler.lower import lower
from alertflow.compiler.lower.event import TEMPLATES
from alertflow.markdown import Page
from alertflow.model import (
    Alert,
    AlertEvent,
    AlertTest,
    Bridge,
    Command,
    Direct,
    Email,
    Escalation,
    FiringAlert,
    Inhibition,
    Level,
    PagerDuty,
    Project,
    RecordingRule,
    Remediation,
    Route,
    RuleGroup,
    Severity,
    Slack,
    Team,
    Webhook,
)

LOOK = Command("look", title="Look", script="uptime", target="host/a")
BY_HAND = Remediation(diagnose=[LOOK], reason="By hand.")
SLACK, PAGER = Slack(channel="#web"), PagerDuty(min_severity=Severity.CRITICAL)
WEB = Team("web", receivers=[SLACK, PAGER])


def alert(name: str = "Down", **more: Any) -> Alert:
    given: dict[str, Any] = {"name": name, "expr": "up == 0", "severity": Severity.CRITICAL}
    return Alert(**(given | more))


def project(**more: Any) -> Project:
    given: dict[str, Any] = {
        "name": "p",
        "repository": "o/r",
        "team": WEB,
        "alerts": [alert(remediation=BY_HAND)],
    }
    return Project(**(given | more))


def files(**more: Any) -> dict[str, Any]:
    return {
        path: document.to_data()
        for path, document in lower(project(**more)).items()
        if not isinstance(document, Page)
    }


def config(**more: Any) -> Config:
    (found,) = [d for d in lower(project(**more)).values() if isinstance(d, Config)]
    return found


def rules(**more: Any) -> list[dict[str, Any]]:
    (group,) = files(**more)["monitoring/alert_rules.yml"]["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def test_an_alert_carries_the_labels_that_its_routes_need() -> None:
    (rule,) = rules(
        dispatch=Direct(token_file="/t"),
        alerts=[alert(remediation=BY_HAND, slo="availability", labels={"service": "shop"})],
    )
    assert rule["labels"] == {
        "severity": "critical",
        "team": "web",
        "slo": "availability",
        "target": "host/a",
        "dispatch": "github",
        "service": "shop",
    }


def test_an_alert_that_nothing_answers_is_not_dispatched() -> None:
    (rule,) = rules(dispatch=Direct(token_file="/t"), alerts=[alert()], team=None)
    assert rule["labels"] == {"severity": "critical"}


def test_a_runbook_in_the_repository_becomes_an_address() -> None:
    (rule,) = rules(
        alerts=[alert(runbook="docs/a.md", summary="Down", description="All", dashboard="https://d")]
    )
    assert rule["annotations"] == {
        "summary": "Down",
        "description": "All",
        "runbook_url": "https://github.com/o/r/blob/HEAD/docs/a.md",
        "dashboard_url": "https://d",
    }


def test_a_runbook_elsewhere_is_left_alone() -> None:
    (rule,) = rules(alerts=[alert(runbook="https://wiki/a")])
    assert rule["annotations"] == {"runbook_url": "https://wiki/a"}


def test_recording_rules_keep_their_groups() -> None:
    group = RuleGroup("g", interval="30s", rules=[RecordingRule("a:b", expr="sum(up)")])
    assert files(groups=[group])["monitoring/recording_rules.yml"] == {
        "groups": [{"name": "g", "interval": "30s", "rules": [{"record": "a:b", "expr": "sum(up)"}]}]
    }


def test_a_test_asks_for_the_labels_of_the_alert() -> None:
    test = AlertTest("down", series={"up": "0x10"}, quiet_at="0s", fires_at="5m", labels={"instance": 'a"b'})
    (unit,) = files(alerts=[alert(tests=[test])])["monitoring/tests/alert_rules_test.yml"]["tests"]
    selected = 'ALERTS{alertname="Down",alertstate="firing",severity="critical"}'
    labels = 'ALERTS{alertname="Down",alertstate="firing",instance="a\\"b",severity="critical",team="web"}'
    assert unit["promql_expr_test"] == [
        {"expr": selected, "eval_time": "0s", "exp_samples": []},
        {"expr": selected, "eval_time": "5m", "exp_samples": [{"labels": labels, "value": 1.0}]},
    ]


def test_annotations_are_compared_where_a_test_states_them() -> None:
    test = AlertTest("down", series={"up": "0x10"}, fires_at="5m", annotations={"summary": "0 is up"})
    (unit,) = files(alerts=[alert(tests=[test], summary="{{ $value }} is up", runbook="https://r")])[
        "monitoring/tests/alert_rules_test.yml"
    ]["tests"]
    assert unit["alert_rule_test"] == [
        {
            "eval_time": "5m",
            "alertname": "Down",
            "exp_alerts": [
                {
                    "exp_labels": {"severity": "critical", "team": "web"},
                    "exp_annotations": {"summary": "0 is up", "runbook_url": "https://r"},
                }
            ],
        }
    ]


def test_a_team_has_as_few_receivers_as_tell_its_severities_apart() -> None:
    found = config()
    critical = {"severity": "critical", "team": "web"}
    assert found.route(critical).receivers == ("web-critical",)
    assert found.route(critical | {"severity": "warning"}).receivers == ("web",)
    assert [receiver.name for receiver in found.receivers] == ["web", "web-critical"]


def test_severities_with_the_same_readers_share_a_receiver() -> None:
    team = Team("web", receivers=[SLACK, PagerDuty(min_severity=Severity.HIGH)])
    found = config(team=team)
    assert found.route({"severity": "high", "team": "web"}).receivers == ("web-high",)
    assert found.route({"severity": "critical", "team": "web"}).receivers == ("web-high",)


def test_what_is_dispatched_still_reaches_its_people() -> None:
    found = config(dispatch=Direct(token_file="/t"))
    labels = {"severity": "critical", "team": "web", "dispatch": "github"}
    assert found.route(labels).receivers == ("github-dispatch", "web-critical")


def test_without_a_team_nobody_is_told_of_what_no_route_takes() -> None:
    found = config(team=None, routes=[Route("db", service="db", receivers=[SLACK])])
    assert found.route({"severity": "critical"}).receivers == ("nobody",)
    assert found.route({"severity": "critical", "service": "db"}).receivers == ("db",)


@pytest.mark.parametrize(
    "told",
    [
        {"team": WEB},
        {"alerts": [alert(team=WEB)]},
        {"routes": [Route("all", receivers=[SLACK])]},
        {"inhibitions": [Inhibition(source_matchers=['a="b"'], target_matchers=['a="c"'])]},
        {"alerts": [alert(escalation=Escalation("e", levels=[Level("5m", owner="o", receivers=[SLACK])]))]},
        {"dispatch": Direct(token_file="/t")},
    ],
)
def test_a_project_that_says_nothing_of_who_is_told_is_of_rules_only(told: dict[str, Any]) -> None:
    rules: dict[str, Any] = {"alerts": [alert()], "team": Team("quiet")}
    assert [*files(**rules)] == ["monitoring/alert_rules.yml"]
    assert "monitoring/alertmanager.yml" in files(**(rules | told))
    assert "monitoring/alertmanager.yml" not in files(**(rules | told | {"alerts": []}))


def test_a_route_of_one_s_own_comes_before_the_teams() -> None:
    down, slow = alert(), alert("Slow", severity=Severity.WARNING)
    route = Route(
        "audit",
        alerts=[down, slow],
        matchers=['service=~"api|web"'],
        receivers=[Webhook("http://audit", token_file="/a"), Email("a@b", sender="c@d", smarthost="m:25")],
        group_wait="0s",
        continue_=True,
    )
    found = config(alerts=[down, slow], routes=[route])
    labels = {"alertname": "Slow", "service": "api", "team": "web", "severity": "warning"}
    assert found.route(labels).receivers == ("audit", "web")
    assert found.route(labels | {"service": "db"}).receivers == ("web",)
    audit = next(receiver for receiver in found.receivers if receiver.name == "audit")
    assert [type(one).__name__ for one in audit.integrations] == ["EmailConfig", "WebhookConfig"]
    assert [one.to_data() for one in audit.webhook_configs] == [
        {
            "send_resolved": True,
            "url": "http://audit",
            "http_config": {"authorization": {"type": "Bearer", "credentials_file": "/a"}},
        }
    ]


def test_an_inhibition_names_just_its_alerts() -> None:
    warning, critical = alert(severity=Severity.WARNING), alert()
    other = alert("Slow")
    rule = Inhibition(
        sources=[critical], targets=[warning, other], target_matchers=['service="api"'], equal=["x"]
    )
    assert config(alerts=[warning, critical, other], inhibitions=[rule]).to_data()["inhibit_rules"] == [
        {
            "source_matchers": ['alertname="Down"', 'severity="critical"'],
            "target_matchers": [*target, 'service="api"'],
            "equal": ["x"],
        }
        for target in (
            ['alertname="Down"', 'severity="warning"'],
            ['alertname="Slow"', 'severity="critical"'],
        )
    ]


def test_each_way_to_github_has_a_configuration_of_its_own() -> None:
    found = files(
        dispatch=[
            Direct(token_file="/t", api_url="https://ghe/api/v3"),
            Bridge("http://b/alerts", token_file="/b", config="monitoring/bridge.yml"),
        ]
    )
    (direct,) = found["monitoring/alertmanager.yml"]["receivers"][1]["webhook_configs"]
    (bridge,) = found["monitoring/bridge.yml"]["receivers"][1]["webhook_configs"]
    assert direct["url"] == "https://ghe/api/v3/repos/o/r/dispatches"
    assert direct["send_resolved"] is False
    assert direct["payload"]["event_type"] == "prometheus-alert"
    assert bridge == {
        "url": "http://b/alerts",
        "send_resolved": True,
        "http_config": {"authorization": {"type": "Bearer", "credentials_file": "/b"}},
    }


def test_alertmanager_writes_every_field_of_the_event() -> None:
    event = AlertEvent(alert_type="A", severity="critical", correlation_id="i", alerts=[FiringAlert()])
    assert set(TEMPLATES) == set(event.client_payload()) == set(AlertEvent.model_fields)
