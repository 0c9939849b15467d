"""A real Alertmanager posts to GitHub's dispatch API, and what it posted starts the workflow."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alertflow.model import Bridge, Direct, Project
from alertflow.yaml import parse
from tests.alertmanager.live import Alertmanager, running, wait_until
from tests.loop.alertmanager import firing, later, near, resolved
from tests.loop.generated import files
from tests.loop.standins import known
from tests.loop.standins.server import Server, listening
from tests.loop.world import World

NASTY = {
    "template": "{{ .Receiver }} {{ end }}",
    "expression": "${{ github.token }}",
    "command": '"; touch pwned; "$(touch pwned)`touch pwned`',
    "octal": "007",
    "word": "yes",
    "nothing": "null",
    "mapping": "a: b",
    "backslash": "a\\nb\\",
    "html": "<a&b>",
    "unicode": "é😀\u2028",
}


@dataclass
class Loop:
    """Alertmanager, the services around it, and the generated rules by alert and severity."""

    alertmanager: Alertmanager
    server: Server
    rules: dict[tuple[str, str], dict[str, Any]]

    def rule(self, alert: str, severity: str = "critical") -> dict[str, Any]:
        return self.rules[alert, severity]

    def dispatched(self, alert: str) -> list[dict[str, Any]]:
        """The payloads that were sent for `alert`."""
        return [
            body["client_payload"]
            for body in self.server.dispatches
            if body["client_payload"]["alert_type"] == alert
        ]

    def payload(self, alert: str) -> dict[str, Any]:
        """The one payload that was sent for `alert`."""
        wait_until(lambda: self.dispatched(alert) or self.server.refused)
        assert self.server.refused == []
        (found,) = self.dispatched(alert)
        return found


def told(server: Server, alert: str) -> list[str]:
    """The titles of the messages to Slack about `alert`."""
    titles = [message["attachments"][0]["title"] for message in server.slack]
    return [title for title in titles if alert in title]


def alerts_of(payload: dict[str, Any]) -> Any:
    return json.loads(json.loads(payload["alerts"]))


@pytest.fixture
def loop(
    project: Project, tmp_path_factory: pytest.TempPathFactory, programs: Callable[[str], Path]
) -> Iterator[Loop]:
    """Alertmanager 0.33 with the generated configuration for direct dispatch."""
    program, folder = programs("alertmanager-new"), tmp_path_factory.mktemp("alertmanager")
    with ExitStack() as stack:
        server = stack.enter_context(listening())
        direct = Direct(token_file="/etc/alertmanager/github-token", api_url=server.address)
        made = files(project.replace(dispatch=direct))
        rules: Any = parse(made["monitoring/alert_rules.yml"])
        by_name = {
            (rule["alert"], rule["labels"]["severity"]): rule
            for group in rules["groups"]
            for rule in group["rules"]
        }
        config = near(made["monitoring/alertmanager.yml"], folder, server)
        alertmanager = stack.enter_context(running(program, config, folder))
        yield Loop(alertmanager, server, by_name)


def test_alert_in_remediation_out(loop: Loop, world: World) -> None:
    down = firing(loop.rule("ApplicationDown"), job="school-timetable")
    loop.alertmanager.post(down, firing(loop.rule("HighErrorRate")))
    payload = loop.payload("ApplicationDown")
    assert {key: payload[key] for key in ("alert_type", "severity", "status")} == {
        "alert_type": "ApplicationDown",
        "severity": "critical",
        "status": "firing",
    }
    run = world.dispatch(payload)
    assert run.outputs("alert-context", "event")["correlation_id"] == payload["correlation_id"]
    assert payload["correlation_id"].startswith("af-")
    assert run.changes == ["rollout restart deployment/school-timetable"]
    assert run.results["post-incident-review"] == "success"
    assert f"<!-- alertflow incident {payload['correlation_id']} -->" in world.github["issues"][0]["body"]
    assert '"job": "school-timetable"' in run.jobs["alert-context"].summary
    # The team hears of it from Alertmanager, too; of the errors nobody does, for the outage explains them.
    wait_until(lambda: told(loop.server, "ApplicationDown") and loop.server.pagerduty)
    assert told(loop.server, "ApplicationDown") == ["[FIRING:1] ApplicationDown (critical)"]
    time.sleep(0.3)
    assert loop.dispatched("HighErrorRate") == []
    assert told(loop.server, "HighErrorRate") == []
    assert [event["payload"]["severity"] for event in loop.server.pagerduty] == ["critical"]


def test_hostile_labels_arrive_as_they_are_and_do_nothing(loop: Loop, world: World) -> None:
    loop.alertmanager.post(firing(loop.rule("HighMemoryUsage", "warning"), **NASTY))
    payload = loop.payload("HighMemoryUsage")
    (alert,) = alerts_of(payload)
    assert {name: alert["labels"][name] for name in NASTY} == NASTY
    run = world.dispatch(payload)
    assert set(run.results.values()) == {"success", "skipped"}
    assert run.annotations == []
    assert '"octal": "007"' in run.jobs["alert-context"].summary


def test_a_line_break_in_a_label_arrives_and_is_refused(loop: Loop, world: World) -> None:
    loop.alertmanager.post(firing(loop.rule("HighCPUUsage", "warning"), pod="one\ndecision=act"))
    payload = loop.payload("HighCPUUsage")
    assert alerts_of(payload)[0]["labels"]["pod"] == "one\ndecision=act"
    run = world.dispatch(payload)
    assert run.ran == {"alert-context", "post-incident-review"}
    assert 'The label "pod" holds a line break' in run.summary


def test_the_alerts_of_a_group_are_one_dispatch_and_one_incident(loop: Loop) -> None:
    rule = loop.rule("HighCPUUsage", "warning")
    first, second = firing(rule, pod="a"), firing(rule, pod="b")
    loop.alertmanager.post(second, first)
    payload = loop.payload("HighCPUUsage")
    assert sorted(alert["labels"]["pod"] for alert in alerts_of(payload)) == ["a", "b"]
    # A third one starts later: the group is sent again, as the same incident.
    loop.alertmanager.post(later(firing(rule, pod="c"), 5))
    wait_until(lambda: len(loop.dispatched("HighCPUUsage")) == 2)
    again = loop.dispatched("HighCPUUsage")[1]
    assert len(alerts_of(again)) == 3
    assert again["correlation_id"] == payload["correlation_id"]


@pytest.mark.parametrize(
    ("labels", "kept"),
    [
        pytest.param([{"note": "x" * 20_000}], "all", id="20 KB"),
        pytest.param([{"note": '"' * 6_000}], "all", id="6 KB of quotes"),
        pytest.param([{"note": "x" * 20_000}, {"note": "y" * 20_000}], "first", id="40 KB in two alerts"),
        pytest.param([{"note": "x" * 40_000}], "none", id="40 KB"),
        pytest.param([{"note": '"' * 20_000}], "none", id="20 KB of quotes"),
        pytest.param([{"note": "<" * 9_000}], "none", id="9 KB of brackets"),
        pytest.param([{"pod": f"p-{n}", "note": "z" * 200} for n in range(30)], "all", id="30 alerts"),
    ],
)
def test_however_large_the_labels_are_the_dispatch_is_small_enough(
    loop: Loop, labels: list[dict[str, str]], kept: str
) -> None:
    rule = loop.rule("DatabaseDown")
    loop.alertmanager.post(*(firing(rule, **some) for some in labels))
    payload = loop.payload("DatabaseDown")
    alerts = alerts_of(payload)
    known_notes = {some["note"] for some in labels}
    assert {alert["labels"]["note"] for alert in alerts} <= known_notes
    assert len(alerts) == {"all": min(len(labels), 20), "first": 1, "none": 0}[kept]


def test_what_has_resolved_is_not_dispatched(loop: Loop) -> None:
    alert = firing(loop.rule("ErrorBudgetExhausted", "warning"))
    loop.alertmanager.post(alert)
    loop.payload("ErrorBudgetExhausted")
    wait_until(lambda: told(loop.server, "[FIRING:1] ErrorBudgetExhausted"))
    loop.alertmanager.post(resolved(alert))
    wait_until(lambda: told(loop.server, "[RESOLVED] ErrorBudgetExhausted"))
    time.sleep(0.6)  # the group interval of the dispatch
    assert len(loop.dispatched("ErrorBudgetExhausted")) == 1
    assert loop.server.refused == []


def test_an_old_alertmanager_posts_its_plain_webhook_to_the_bridge(
    project: Project, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    with listening() as server:
        bridge = Bridge(f"{server.address}/alerts", token_file="/etc/alertmanager/bridge-token")
        made = files(project.replace(dispatch=bridge))
        rules: Any = parse(made["monitoring/alert_rules.yml"])
        rule = next(r for r in rules["groups"][0]["rules"] if r["alert"] == "ApplicationDown")
        config = near(made["monitoring/alertmanager.yml"], tmp_path, server)
        with running(programs("alertmanager-old"), config, tmp_path) as alertmanager:
            alert = firing(rule, job="school-timetable")
            alertmanager.post(alert)
            wait_until(lambda: server.bridge)
            alertmanager.post(resolved(alert))
            wait_until(lambda: len(server.bridge) == 2)
        assert server.refused == server.dispatches == []
        first, last = server.bridge
        assert (first["version"], first["status"], last["status"]) == ("4", "firing", "resolved")
        assert first["groupLabels"] == {
            "alertname": "ApplicationDown",
            "severity": "critical",
            "target": "deployment/school-timetable",
        }
        assert first["alerts"][0]["labels"]["job"] == "school-timetable"
        assert known.TOKEN not in json.dumps(server.bridge)
