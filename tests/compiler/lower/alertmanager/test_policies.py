"""Routing policies as people write them down, each in a few lines; amtool walks the trees alike."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import Config
from alertflow.compiler.build import emit
from alertflow.compiler.lower.escalation import escalated
from alertflow.model import (
    Alert,
    Email,
    Escalation,
    Inhibition,
    Level,
    PagerDuty,
    Project,
    Receiver,
    Route,
    Severity,
    Slack,
    Team,
)
from tests.compiler.lower.alertmanager.making import alert, config, labels

Programs = Callable[[str], Path]
Table = list[tuple[Alert, list[str]]]


def mail(to: str) -> Email:
    return Email(to, sender="alerts@example.org", smarthost="smtp.example.org:587", username="alerts")


def pager(service: str = "default") -> PagerDuty:
    return PagerDuty(routing_key_file=f"/etc/alertmanager/pagerduty-{service}")


class LaFactoria:
    """Channels by severity, special handling for security, services and development, and four levels."""

    CRITICAL_CHANNEL, OPS = Slack(channel="#alerts-critical"), mail("ops@example.org")
    DEFAULT = Escalation(
        "default",
        levels=[
            Level("5m", owner="the operations team", receivers=[OPS, CRITICAL_CHANNEL]),
            Level("15m", owner="the manager", receivers=[pager(), mail("manager@example.org")]),
            Level("1h", owner="the executives", receivers=[pager("executives"), pager("phones")]),
        ],
    )
    SECURITY = Escalation(
        "security",
        levels=[Level("0s", owner="the security officer", receivers=[pager("executives")])],
        acknowledge=False,
    )
    SECURITY_CHANNELS: list[Receiver] = [
        pager("security"),
        Slack(channel="#security-alerts"),
        mail("security@example.org"),
    ]
    ROUTES = [
        Route("dev", environment="development", receivers=[Slack(channel="#dev-alerts")]),
        Route("security", labels={"kind": "security"}, receivers=SECURITY_CHANNELS, escalation=SECURITY),
        Route(
            "critical",
            severity=Severity.CRITICAL,
            receivers=[pager(), CRITICAL_CHANNEL, OPS],
            group_wait="0s",
            repeat_interval="2h",
        ),
        Route(
            "database",
            service="database",
            receivers=[Slack(channel="#database-alerts"), mail("database@example.org")],
        ),
        Route(
            "external",
            service="external-api",
            receivers=[Slack(channel="#alerts")],
            group_interval="15m",
            repeat_interval="12h",
        ),
        Route(
            "high",
            severity=Severity.HIGH,
            receivers=[Slack(channel="#alerts"), OPS],
            group_wait="1m",
            repeat_interval="4h",
        ),
    ]
    API_DOWN = alert("ApiDown", labels={"service": "api"})
    INTRUSION = alert("Intrusion", labels={"kind": "security"})
    SLOW = alert("Slow", Severity.HIGH, labels={"service": "api"})
    DATABASE = alert("DatabaseSlow", Severity.HIGH, labels={"service": "database"})
    EXTERNAL = alert("PartnerDown", Severity.HIGH, labels={"service": "external-api"})
    DEV = alert("DevDown", labels={"environment": "development"})
    DISK = alert("DiskFilling", Severity.WARNING)
    TABLE: Table = [
        (API_DOWN, ["critical"]),
        (INTRUSION, ["security"]),
        (SLOW, ["high"]),
        (DATABASE, ["database"]),
        (EXTERNAL, ["external"]),
        (DEV, ["dev"]),
        (DISK, ["factoria"]),
    ]
    GIVEN: dict[str, Any] = {
        "team": Team("factoria", receivers=[Slack(channel="#alerts")], escalation=DEFAULT),
        "alerts": [one for one, _ in TABLE],
        "routes": ROUTES,
    }


class RedisGateway:
    """PagerDuty for critical, Slack for warnings, for objectives besides, and for the rest twice a day."""

    BY = ("alertname", "cluster", "service")
    DOWN = alert("RedisGatewayDown", labels={"service": "redis-gateway"})
    LATENCY = alert("RedisGatewayHighLatency", Severity.WARNING, labels={"service": "redis-gateway"})
    BURN = alert("RedisGatewaySLOBurnRateHigh", slo="availability", labels={"service": "redis-gateway"})
    NOTE = alert("RedisUpgraded", Severity.INFO)
    ROUTES = [
        Route(
            "slo-alerts",
            labels={"slo": "availability"},
            receivers=[Slack(channel="#slo-alerts")],
            group_by=BY,
            group_wait="0s",
            repeat_interval="15m",
            continue_=True,
        ),
        Route(
            "pagerduty-critical",
            severity=Severity.CRITICAL,
            receivers=[pager()],
            group_by=BY,
            group_wait="0s",
            group_interval="5m",
            repeat_interval="30m",
        ),
        Route(
            "slack-warnings",
            severity=Severity.WARNING,
            receivers=[Slack(channel="#redis-gateway-warnings")],
            group_by=BY,
            repeat_interval="2h",
        ),
        Route("default", receivers=[Slack(channel="#alerts")], group_by=BY, repeat_interval="12h"),
    ]
    TABLE: Table = [
        (DOWN, ["pagerduty-critical"]),
        (LATENCY, ["slack-warnings"]),
        (BURN, ["slo-alerts", "pagerduty-critical"]),
        (NOTE, ["default"]),
    ]
    GIVEN: dict[str, Any] = {
        "team": Team("platform"),
        "alerts": [one for one, _ in TABLE],
        "routes": ROUTES,
        "inhibitions": [Inhibition(sources=[DOWN], targets=[LATENCY, BURN], equal=["cluster"])],
    }


POLICIES: list[Any] = [LaFactoria, RedisGateway]


def made(policy: Any) -> Config:
    return config(**policy.GIVEN)


def reached(policy: Any, one: Alert, **more: str) -> dict[str, str]:
    team = policy.GIVEN["team"].name
    return {**labels(one, team), **({"slo": one.slo} if one.slo else {}), **more}


@pytest.mark.parametrize(
    ("policy", "one", "receivers"), [(policy, *row) for policy in POLICIES for row in policy.TABLE]
)
def test_an_alert_reaches_those_that_the_policy_names(policy: Any, one: Alert, receivers: list[str]) -> None:
    assert list(made(policy).route(reached(policy, one)).receivers) == receivers


@pytest.mark.parametrize("release", ["old", "new"])
@pytest.mark.parametrize("policy", POLICIES)
def test_amtool_says_so_too(programs: Programs, tmp_path: Path, policy: Any, release: str) -> None:
    path, amtool = tmp_path / "alertmanager.yml", programs(f"amtool-{release}")
    path.write_text(emit(path.name, made(policy), "p.py"), encoding="utf-8")
    subprocess.run([amtool, "check-config", path], check=True, capture_output=True)
    for one, receivers in policy.TABLE:
        asked = [f"{name}={value}" for name, value in reached(policy, one).items()]
        command = [str(amtool), "config", "routes", "test", f"--config.file={path}", *asked]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        assert done.stdout == f"{','.join(receivers)}\n"


def test_security_goes_on_at_once_and_the_others_level_by_level() -> None:
    found = made(LaFactoria)
    for one, policy, levels in ((LaFactoria.INTRUSION, "security", 1), (LaFactoria.API_DOWN, "default", 3)):
        for level in range(1, levels + 1):
            asked = reached(LaFactoria, one, escalation=str(level), escalation_policy=policy)
            assert found.route(asked).receivers == (f"{policy}-level-{level}",)


def test_development_is_told_to_its_own_channel_only() -> None:
    """By a route that says so, in a project whose alerts say themselves which environment they watch."""
    dev, *others = LaFactoria.ROUTES
    live = [
        one if one is LaFactoria.DEV else one.replace(labels={**one.labels, "environment": "production"})
        for one in LaFactoria.GIVEN["alerts"]
    ]
    given = {**LaFactoria.GIVEN, "alerts": live, "routes": [dev.replace(escalates=False), *others]}
    made = Project(name="p", **given)
    assert [one.alert for one in escalated(made)] == live[:2]
    found = config(**given)
    assert found.route(labels(LaFactoria.DEV, "factoria")).receivers == ("dev",)


def test_timing_is_as_it_was_written_down() -> None:
    timing = {
        (policy.__name__, one.name): (told.group_wait, told.group_interval, told.repeat_interval)
        for policy in POLICIES
        for one, _ in policy.TABLE
        for told in made(policy).route(reached(policy, one)).notifications[:1]
    }
    assert timing["LaFactoria", "ApiDown"] == ("0s", "5m", "2h")
    assert timing["LaFactoria", "Slow"] == ("1m", "5m", "4h")
    assert timing["LaFactoria", "PartnerDown"] == ("30s", "15m", "12h")
    assert timing["RedisGateway", "RedisGatewayDown"] == ("0s", "5m", "30m")
    assert timing["RedisGateway", "RedisGatewaySLOBurnRateHigh"] == ("0s", "5m", "15m")
    assert timing["RedisGateway", "RedisUpgraded"] == ("30s", "5m", "12h")


def test_no_severity_is_left_out() -> None:
    for policy in POLICIES:
        assert Project(name="p", **policy.GIVEN).problems() == []
