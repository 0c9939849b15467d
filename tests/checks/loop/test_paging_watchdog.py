"""Dead man's switches that reach people, or nobody."""

import pytest

from alertflow.alertmanager import EmailConfig, Receiver, WebhookConfig
from alertflow.model import Severity
from tests.checks.making import SLACK, alert, config, found, places, project, route, rule, rules, written

ID = "loop/paging-watchdog"
WATCHDOG = rules(rule("Watchdog", "vector(1)", severity="none"))
HOOK = Receiver("switch", webhook_configs=[WebhookConfig(url="https://example.org/ping")])


def test_one_that_people_read_is_found() -> None:
    assert found(ID, WATCHDOG | config(route("all"), "all")) == [
        "warning: Watchdog always fires, and in alertmanager.yml reaches 'all', which people read."
        " | They are told again and again that all is well, and nobody is when alerting stops."
        " | Send it to a service that raises an alarm when it hears nothing, and to nobody else."
    ]
    assert len(found(ID, project(alert("Heart", expr="vector(1)", severity=Severity.INFO)))) == 1


def test_it_is_found_at_its_line_and_column() -> None:
    text = """
        groups: [{name: a, rules: [{alert: DeadMansSwitch, expr: up}]}]
        ---
        route: {receiver: mail}
        receivers: [{name: mail, email_configs: [{to: all@example.org}]}]
        """
    assert places(ID, written(text)) == [(2, 36)]


def test_one_that_reaches_nobody_is_a_doubt() -> None:
    (said,) = found(ID, WATCHDOG | config(route("null"), Receiver("null")))
    assert said.startswith("info: Watchdog always fires, and in alertmanager.yml reaches only 'null'")


@pytest.mark.parametrize(
    "receiver",
    [
        HOOK,
        Receiver("dead-mans-switch", slack_configs=[SLACK]),
        Receiver("mail", email_configs=[EmailConfig(to="abc@nosnch.in")]),
    ],
)
def test_one_that_a_program_waits_for_is_left_in_peace(receiver: Receiver) -> None:
    tree = route("all", routes=[route(receiver.name, "alertname=Watchdog")])
    assert found(ID, WATCHDOG | config(tree, "all", receiver)) == []


def test_what_may_also_go_elsewhere_is_left_in_peace() -> None:
    tree = route("all", routes=[route("switch", "cluster=live")])
    assert found(ID, rules(rule("Watchdog", "vector(1)")) | config(tree, "all", HOOK)) == []


def test_an_alert_that_a_heartbeat_is_missing_is_no_watchdog() -> None:
    for expr in ("absent(heartbeat)", "time() - heartbeat > 300", "heartbeat("):
        assert found(ID, rules(rule("HeartbeatMissing", expr)) | config(route("all"), "all")) == []
