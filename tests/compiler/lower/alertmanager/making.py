"""Small projects, and the Alertmanager configuration that is made of them."""

from typing import Any

from alertflow.alertmanager import Config
from alertflow.compiler.lower.alertmanager import lower
from alertflow.model import Alert, Project, Severity, Slack, Team

WEB = Team("web", receivers=[Slack(channel="#web")])
DB = Team("db", receivers=[Slack(channel="#db")])


def alert(name: str = "Down", severity: Severity = Severity.CRITICAL, **more: Any) -> Alert:
    given: dict[str, Any] = {"expr": "up == 0", "summary": f"{name} it is"}
    return Alert(name=name, severity=severity, **(given | more))


def project(**more: Any) -> Project:
    given: dict[str, Any] = {"name": "p", "team": WEB, "alerts": [alert()]}
    made = Project(**(given | more))
    assert not (problems := made.problems()), problems
    return made


def config(**more: Any) -> Config:
    (found,) = lower(project(**more)).values()
    return found


def labels(one: Alert, team: str = "web", **more: str) -> dict[str, str]:
    """The labels with which an alert reaches Alertmanager."""
    own = {"alertname": one.name, "severity": one.severity.name, "team": one.team.name if one.team else team}
    return {**own, **one.labels, **more}
