"""A project whose alerts escalate in every way there is."""

from typing import Any

from alertflow.model import (
    Alert,
    Command,
    Direct,
    Escalation,
    Level,
    PagerDuty,
    Project,
    Remediation,
    Route,
    Severity,
    Slack,
    Team,
)

CHAT, PHONE = Slack(channel="#loud"), PagerDuty()

PAGING = Escalation(
    "paging",
    levels=[
        Level("5m", owner="the on-call engineer", receivers=[PHONE]),
        Level("15m", owner="the manager", receivers=[PHONE]),
        Level("1h", owner="the executives", receivers=[PHONE]),
    ],
)
NAGGING = Escalation(
    "nagging", levels=[Level("1d", owner="the team", receivers=[CHAT])], min_severity=Severity.WARNING
)
SECURITY = Escalation(
    "security",
    levels=[
        Level("0s", owner="the security officer", receivers=[PHONE]),
        Level("30s", owner="the manager", receivers=[PHONE]),
    ],
    acknowledge=False,
)
WEB = Team("web", receivers=[CHAT], escalation=[PAGING, NAGGING])


def alert(name: str, severity: Severity = Severity.CRITICAL, **more: Any) -> Alert:
    given: dict[str, Any] = {"expr": f"up{{job='{name}'}} == 0"}
    return Alert(name=name, severity=severity, **(given | more))


DOWN = alert(
    "Down",
    for_="2m",
    keep_firing_for="10m",
    summary="{{ $labels.instance }} is down",
    description="It has answered {{ $value }} times.",
    runbook="https://runbooks.example.org/down",
    dashboard="https://grafana.example.org/d/down",
    labels={"service": "shop", "host": "{{ $labels.instance }}"},
    annotations={"impact": "all"},
    remediation=Remediation(
        diagnose=[Command("look", title="Look", script="uptime", target="host/a")], reason="By hand."
    ),
)
DOWN_A_LITTLE = alert("Down", Severity.WARNING, summary="Some are down")
BREACH = alert("Breach", summary="{{ $value }} logins", labels={"kind": "security"})
QUIET = alert("Quiet", Severity.INFO)
OWN = alert("Own", Severity.INFO, escalation=PAGING, for_="90s")


def project(**more: Any) -> Project:
    given: dict[str, Any] = {
        "name": "p",
        "repository": "o/r",
        "team": WEB,
        "alerts": [DOWN, DOWN_A_LITTLE, BREACH, QUIET, OWN],
        "routes": [Route("security", labels={"kind": "security"}, receivers=[PHONE], escalation=SECURITY)],
        "dispatch": Direct(token_file="/t"),
    }
    made = Project(**(given | more))
    assert not (problems := made.problems()), problems
    return made
