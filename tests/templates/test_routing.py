"""Who is told of what, as the documents that the templates are made from say it; asked of amtool, too."""

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from alertflow.alertmanager import Config
from tests.templates.conftest import Template

GITHUB = "github-dispatch"
FRIDAY = "2026-03-06T12:00:00+01:00"
SUNDAY = "2026-03-08T12:00:00+01:00"
AFTER_SIX = "2026-03-06T18:00:00+01:00"


class Told(NamedTuple):
    """What becomes of an alert with these labels at that time."""

    alert: dict[str, str]
    receivers: list[str]
    at: str = FRIDAY
    wait: list[str] | None = None
    """After how long each of them is told first, where that is promised."""
    again: list[str] | None = None
    """After how long again."""


def one(name: str, severity: str, **labels: str) -> dict[str, str]:
    return {"alertname": name, "severity": severity, **labels}


GATEWAY = {"team": "platform", "service": "redis-gateway", "dispatch": "github"}
REDIS = {"team": "platform", "service": "redis"}
GATEWAY_TABLE = [
    *(
        Told(one(name, "critical", **GATEWAY), [GITHUB, "pagerduty-critical"], again=["1h", "30m"])
        for name in ("RedisGatewayHighErrorRate", "RedisConnectionFailure", "RedisGatewayDown")
    ),
    *(
        Told(one(name, "warning", **GATEWAY), [GITHUB, "slack-warnings"], again=["1h", "2h"])
        for name in ("RedisGatewayHighLatency", "RedisGatewayHighMemoryUsage", "RedisPoolExhaustion")
    ),
    Told(one("RedisInstanceDown", "critical", **REDIS), ["pagerduty-critical"], wait=["0s"]),
    Told(one("RedisInstanceHighMemoryUsage", "warning", **REDIS), ["slack-warnings"], wait=["30s"]),
    # An objective's alerts are told in their own channel, and by severity: no route hides another one.
    Told(
        one("RedisGatewayAvailabilityErrorBudgetBurnPageQuick", "critical", slo="availability", **GATEWAY),
        [GITHUB, "slo-alerts", "pagerduty-critical"],
        wait=["1s", "0s", "0s"],
        again=["1h", "15m", "30m"],
    ),
    Told(
        one("RedisGatewayLatencyErrorBudgetBurnTicketSlow", "warning", slo="latency", **GATEWAY),
        [GITHUB, "slo-alerts", "slack-warnings"],
    ),
    Told(one("OfAnotherProject", "page"), ["default"], again=["12h"]),
    Told(
        one("RedisInstanceDown", "critical", escalation="2", escalation_policy="critical"),
        ["critical-level-2"],
    ),
]

API = {"service": "la-factoria-api", "environment": "production"}
DATABASE = {"service": "database", "environment": "production"}
APP = "application"
FACTORIA_TABLE = [
    Told(
        one("ApiDown", "critical", dispatch="github", **API),
        [GITHUB, APP, "critical"],
        again=["1h", "4h", "2h"],
    ),
    Told(one("Anything", "critical", **API), [APP, "critical"], wait=["10s", "0s"]),
    Told(one("HighErrorRate", "high", **API), [APP, "high"], wait=["10s", "1m"], again=["4h", "4h"]),
    Told(one("HighMemoryUsage", "warning", **API), [APP, "warning"]),
    Told(one("NewVersion", "info", kind="deployment", **API), [APP, "info"]),
    Told(one("NewVersion", "info", kind="deployment", **API), [APP, "nobody"], at=SUNDAY),
    Told(one("NewVersion", "info", kind="deployment", **API), [APP, "nobody"], at=AFTER_SIX),
    Told(one("ManyFailedLogins", "critical", kind="security", **API), [APP, "security"], wait=["10s", "0s"]),
    Told(one("Odd", "warning", kind="security", **API), [APP, "security"], at=SUNDAY),
    Told(one("DatabaseDown", "critical", **DATABASE), [APP, "database-alerts", "critical"]),
    Told(one("DatabasePoolNearlyFull", "warning", **DATABASE), [APP, "database-alerts", "warning"]),
    Told(
        one("ExternalApiErrors", "high", service="external-api", environment="production"),
        [APP, "external-apis"],
        again=["4h", "12h"],
    ),
    Told(one("Down", "critical", service="external-api", environment="production"), [APP, "critical"]),
    Told(
        one("PaymentsFailing", "critical", service="payment-gateway"), [APP, "payments"], again=["4h", "2h"]
    ),
    Told(one("PaymentsSlow", "high", service="payment-gateway"), [APP, "high"]),
    # Development is told in its own channel, whatever it is.
    *(
        Told(one("Any", severity, environment="development", **more), ["development"], at=SUNDAY)
        for severity in ("critical", "high", "warning", "info")
        for more in ({}, {"kind": "security"}, {"service": "database"}, {"service": "payment-gateway"})
    ),
    # The levels of the escalations.
    *(
        Told(one("Any", "critical", escalation=level, escalation_policy=policy), [f"{policy}-level-{level}"])
        for policy, levels in (("standard", "1234"), ("unanswered", "1"), ("security-incident", "12"))
        for level in levels
    ),
]
TABLE = [
    *(("redis-gateway", row) for row in GATEWAY_TABLE),
    *(("la-factoria", row) for row in FACTORIA_TABLE),
]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param(name, row, id=f"{name}-{n}-{row.alert['alertname']}")
        for n, (name, row) in enumerate(TABLE)
    ],
)
def test_who_is_told(name: str, row: Told, compiled: Callable[[str], Template]) -> None:
    config = config_of(compiled(name))
    told = [
        it
        for it in config.route(row.alert, at=datetime.fromisoformat(row.at)).notifications
        if not it.muted_by
    ]
    assert list(dict.fromkeys(it.receiver for it in told)) == row.receivers
    if row.again is not None:
        assert [it.repeat_interval for it in told] == row.again
    if row.wait is not None:
        assert [it.group_wait for it in told] == row.wait


@pytest.mark.parametrize("name", ["redis-gateway", "la-factoria"])
def test_amtool_says_the_same_of_the_table(
    name: str, compiled: Callable[[str], Template], programs: Callable[[str], Path]
) -> None:
    template = compiled(name)
    config = config_of(template)
    for of, row in TABLE:
        if of != name:
            continue
        pairs = [f"{label}={value}" for label, value in row.alert.items()]
        path = template.folder / "monitoring/alertmanager.yml"
        done = subprocess.run(
            [programs("amtool-new"), "config", "routes", "test", f"--config.file={path}", *pairs],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        # amtool does not judge times: it names what is muted, too.
        assert done.stdout.strip().split(",") == list(config.route(row.alert).receivers)


DOWN = one("RedisGatewayDown", "critical", instance="a", **GATEWAY)
NO_DATABASE = one("DatabaseDown", "critical", **DATABASE)
OUTAGE = one("ApiDown", "critical", **API)


@pytest.mark.parametrize(
    ("name", "firing", "alert", "quiet"),
    [
        ("redis-gateway", DOWN, one("RedisGatewayHighErrorRate", "critical", instance="a", **GATEWAY), True),
        ("redis-gateway", DOWN, one("RedisGatewayHighErrorRate", "critical", instance="b", **GATEWAY), False),
        ("redis-gateway", DOWN, DOWN, False),
        (
            "redis-gateway",
            one("RedisInstanceDown", "critical", instance="r", **REDIS),
            one("RedisConnectionFailure", "critical", instance="r", **GATEWAY),
            True,
        ),
        ("la-factoria", OUTAGE, one("HighErrorRate", "high", **API), True),
        ("la-factoria", OUTAGE, one("HighMemoryUsage", "warning", **API), True),
        ("la-factoria", OUTAGE, one("HighErrorRate", "critical", **API), False),
        ("la-factoria", OUTAGE, one("Odd", "warning", kind="security", **API), False),
        (
            "la-factoria",
            OUTAGE,
            one("HighMemoryUsage", "warning", **{**API, "environment": "staging"}),
            False,
        ),
        ("la-factoria", OUTAGE, one("DatabasePoolNearlyFull", "warning", **DATABASE), False),
        ("la-factoria", {**OUTAGE, "slo": "availability"}, one("HighErrorRate", "high", **API), False),
        ("la-factoria", {**OUTAGE, "kind": "security"}, one("HighErrorRate", "high", **API), False),
        ("la-factoria", NO_DATABASE, one("HighErrorRate", "critical", **API), True),
        ("la-factoria", NO_DATABASE, OUTAGE, False),
    ],
)
def test_what_keeps_what_quiet(
    name: str, firing: dict[str, str], alert: dict[str, str], quiet: bool, compiled: Callable[[str], Template]
) -> None:
    assert bool(config_of(compiled(name)).route(alert, firing=[firing, alert]).inhibited_by) is quiet


MINUTE = 60
LEVELS = {
    "redis-gateway": {
        "critical": {"everybody in the team": 5 * MINUTE, "the senior engineer": 15 * MINUTE},
        "warning": {"the lead of the team": 240 * MINUTE},
    },
    "la-factoria": {
        "standard": {
            "everybody in the team": 0,
            "the engineer on call": 5 * MINUTE,
            "the engineering manager": 15 * MINUTE,
            "the executive on call": 60 * MINUTE,
        },
        "unanswered": {"the engineer on call": 60 * MINUTE},
        "security-incident": {"the head of security": 0, "the executive on call": 15 * MINUTE},
        "payments-outage": {"the head of payments": 10 * MINUTE},
    },
}
"""Who answers at each level of each escalation, and after how many seconds."""


@pytest.mark.parametrize("name", LEVELS)
def test_who_answers_when_nobody_acknowledges(name: str, compiled: Callable[[str], Template]) -> None:
    found: dict[str, dict[str, int]] = {}
    for rule in compiled(name).rules():
        if policy := rule["labels"].get("escalation_policy"):
            owner = rule["annotations"]["summary"].partition(", ")[2].partition(":")[0]
            found.setdefault(policy, {})[owner] = int(rule["expr"].rpartition(">=")[2])
    assert found == LEVELS[name]


ESCALATES = {
    "redis-gateway": {"critical": {"critical"}, "warning": {"warning"}},
    "la-factoria": {"critical": {"standard", "payments-outage", "security-incident"}, "high": {"unanswered"}},
}
"""By which escalations the alerts of a severity go; those of others do not escalate."""
NEVER = ({"environment": "development"}, {"service": "external-api"})


@pytest.mark.parametrize("name", ESCALATES)
def test_every_alert_escalates_by_its_severity(name: str, compiled: Callable[[str], Template]) -> None:
    rules = list(compiled(name).rules())
    alerts = {(rule["alert"], rule["labels"]["severity"]) for rule in rules if "severity" in rule["labels"]}
    spared = {
        (rule["alert"], rule["labels"]["severity"])
        for rule in rules
        if any(labels.items() <= rule["labels"].items() for labels in NEVER)
    }
    ways: dict[str, set[str]] = {}
    escalated: set[tuple[str, str]] = set()
    for rule in rules:
        if policy := rule["labels"].get("escalation_policy"):
            named = {one for one in alerts if one[0] == rule["alert"]}
            (of,) = (one for one in named if f'severity="{one[1]}"' in rule["expr"])
            escalated.add(of)
            ways.setdefault(of[1], set()).add(policy)
    assert ways == ESCALATES[name]
    assert escalated == {one for one in alerts if one[1] in ESCALATES[name]} - spared


def config_of(template: Template) -> Config:
    (path,) = template.configs
    config = template.build[path]
    assert isinstance(config, Config)
    return config
