"""A configuration of one's own as the base: what stays, what comes before it, and amtool's word for it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alertflow import (
    Alert,
    Escalation,
    Inhibition,
    Level,
    Project,
    Remediation,
    Route,
    RuleGroup,
    Severity,
    Team,
    TimeInterval,
)
from alertflow.alertmanager import Config
from alertflow.compiler import build, texts
from alertflow.declared import DeclarationError
from alertflow.dispatch import Bridge, Direct
from alertflow.prometheus import AlertingRule
from alertflow.receivers import Slack

Programs = Callable[[str], Path]

BASE = """\
global:
  resolve_timeout: 10m
  slack_api_url_file: /etc/alertmanager/slack
templates:
  - /etc/alertmanager/*.tmpl
route:
  receiver: everybody
  group_by: [cluster]
  group_wait: 10s
  group_interval: 30m
  repeat_interval: 6h
  routes:
    - receiver: db
      match:
        service: db
      continue: true
    - receiver: night
      matchers: [severity="critical"]
      active_time_intervals: [night]
    - receiver: web
      match_re:
        service: web|api
receivers:
  - name: everybody
    slack_configs: [{channel: "#all"}]
  - name: db
    webhook_configs: [{url: "http://db.example.org"}]
  - name: night
  - name: web
    slack_configs: [{channel: "#web"}]
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [cluster]
time_intervals:
  - name: night
    time_intervals: [{times: [{start_time: "00:00", end_time: "06:00"}]}]
"""
CONFIG = Config.parse(BASE, "am.yml")
SLACK = Slack(channel="#sre")
SRE = Team("sre", receivers=[SLACK])
LEVEL = Level("5m", owner="the lead", receivers=[SLACK])
PATH = "monitoring/alertmanager.yml"


def alert(**more: Any) -> Alert:
    given: dict[str, Any] = {"name": "Down", "expr": "up == 0", "severity": Severity.CRITICAL}
    return Alert(**(given | more))


def built(**more: Any) -> Config:
    given: dict[str, Any] = {"name": "p", "repository": "o/r", "alertmanager": CONFIG}
    project = Project(**(given | more))
    assert project.problems() == []
    found = build(project)[PATH]
    assert isinstance(found, Config)
    return found


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"alerts": [alert()]},
        {"alerts": [alert()], "team": Team("sre")},
        {"groups": [RuleGroup("g", rules=[AlertingRule("Redis down", expr="up == 0")])]},
        {"alerts": [alert(remediation=Remediation(reason="By hand."))]},
    ],
)
def test_with_nothing_to_add_it_stays_as_it_is(more: dict[str, Any]) -> None:
    assert built(**more).to_data() == CONFIG.to_data()


def test_what_the_project_says_comes_before_its_routes() -> None:
    found = built(
        alerts=[
            alert(remediation=Remediation(reason="By hand."), escalation=Escalation("e", levels=[LEVEL]))
        ],
        team=SRE,
        routes=[Route("audit", labels={"audit": "yes"}, receivers=[Slack(channel="#audit")])],
        inhibitions=[Inhibition(source_matchers=['a="b"'], target_matchers=['a="c"'])],
        dispatch=Direct(token_file="/t"),
    )
    data, base = found.to_data(), CONFIG.to_data()
    routes = data["route"].pop("routes")
    assert [one.get("receiver") for one in routes] == [
        *("github-dispatch", None, "audit", "sre", "db", "night", "web")
    ]
    assert routes[-3:] == base["route"].pop("routes")
    assert data["route"] == base["route"]
    assert [one["name"] for one in data["receivers"]] == [
        *("everybody", "db", "night", "web"),
        *("audit", "e-level-1", "github-dispatch", "sre"),
    ]
    assert data["receivers"][:4] == base["receivers"]
    assert data["inhibit_rules"] == [
        *base["inhibit_rules"],
        {"source_matchers": ['a="b"'], "target_matchers": ['a="c"']},
    ]
    assert [data[key] for key in ("global", "templates", "time_intervals")] == [
        base[key] for key in ("global", "templates", "time_intervals")
    ]


def test_what_the_project_leaves_goes_where_it_went() -> None:
    found = built(alerts=[alert()], team=SRE)
    for labels in ({"service": "db"}, {"service": "api"}, {"severity": "critical"}, {"team": "other"}):
        assert found.route(labels).receivers == CONFIG.route(labels).receivers
    assert found.route({"team": "sre", "service": "db"}).receivers == ("sre",)


def test_levels_of_escalations_are_told_for_each_alert_whatever_the_base_groups_by() -> None:
    found = built(alerts=[alert(team=Team("sre", escalation=Escalation("e", levels=[LEVEL])))])
    level = found.route(
        {"alertname": "Down", "severity": "critical", "escalation": "1", "escalation_policy": "e"}
    )
    (told,) = level.notifications
    assert (told.receiver, told.group_by) == ("e-level-1", ("alertname", "severity", "target"))
    assert (told.group_interval, told.repeat_interval) == ("5m", "1h")


def test_a_message_to_a_team_is_one_for_the_groups_of_the_base() -> None:
    (receiver,) = [one for one in built(alerts=[alert()], team=SRE).receivers if one.name == "sre"]
    (slack,) = receiver.slack_configs
    assert '{{ or .CommonLabels.alertname "Several alerts" }}' in str(slack.title)
    alone = Project(name="p", alerts=[alert()], team=SRE)
    (config,) = [one for _, one in build(alone).of(Config)]
    assert '"Several alerts"' not in str(config.receivers[0].slack_configs[0].title)


def test_at_other_times_the_alerts_of_a_route_go_on_to_the_base() -> None:
    office = TimeInterval("office", times=["09:00-17:00"])
    found = built(alerts=[alert()], routes=[Route("day", service="db", during=office, receivers=[SLACK])])
    noon, dusk = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 20, tzinfo=UTC)
    labels = {"service": "db", "severity": "warning"}

    def told(at: datetime) -> list[str]:
        routed = found.route(labels, at)
        return [one.receiver for one in routed.notifications if one.muted_by is None]

    assert told(noon) == ["day"]
    assert told(dusk) == ["db"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"team": Team("web", receivers=[SLACK]), "alerts": [alert()]},
            "alertmanager: its receiver 'web', at am.yml:",
        ),
        (
            {
                "alerts": [alert()],
                "routes": [
                    Route("day", during=TimeInterval("night", times=["09:00-17:00"]), receivers=[SLACK])
                ],
            },
            "alertmanager: its time interval 'night', at am.yml:",
        ),
    ],
)
def test_one_name_means_one_thing(more: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        built(**more)
    assert caught.value.message.startswith(said)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_what_both_say_alike_is_said_once() -> None:
    night = TimeInterval("night", times=["00:00-06:00"])
    found = built(alerts=[alert()], routes=[Route("late", during=night, receivers=[SLACK])])
    assert [one.name for one in found.time_intervals] == ["night"]


def test_each_way_to_github_has_a_configuration_on_that_base() -> None:
    ways: list[Direct | Bridge] = [
        Direct(token_file="/t"),
        Bridge("http://bridge.example.org", token_file="/t", config="ops/bridge.yml"),
    ]
    project = Project(
        name="p",
        repository="o/r",
        alerts=[alert(remediation=Remediation(reason="By hand."))],
        alertmanager=CONFIG,
        alertmanager_file="ops/am.yml",
        dispatch=ways,
    )
    configs = dict(build(project).of(Config))
    assert [*configs] == ["ops/am.yml", "ops/bridge.yml"]
    assert all(one.root.routes[1:] == CONFIG.root.routes for one in configs.values())


def test_an_imported_configuration_stays_at_its_path() -> None:
    project = Project(name="p", alertmanager=CONFIG, alertmanager_file="ops/am.yml")
    assert [*build(project)] == ["ops/am.yml"]


@pytest.mark.parametrize("release", ["old", "new"])
def test_alertmanager_takes_it(release: str, tmp_path: Path, programs: Programs) -> None:
    escalating = alert(escalation=Escalation("e", levels=[LEVEL]), team=SRE)
    routes = [
        Route("day", service="db", outside=TimeInterval("office", times=["09:00-17:00"]), receivers=[SLACK])
    ]
    project = Project(name="p", alerts=[escalating], alertmanager=CONFIG, routes=routes)
    file = tmp_path / "am.yml"
    file.write_bytes(texts(build(project), "alertflow.py")[PATH])
    subprocess.run([programs(f"amtool-{release}"), "check-config", file], check=True, capture_output=True)
