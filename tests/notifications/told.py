"""A project whose alerts are told through every channel, in files and addresses of the stand-ins."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alertflow.alertmanager import Config, Global
from alertflow.compiler.build import emit
from alertflow.compiler.lower.alertmanager import lower
from alertflow.compiler.lower.prometheus import rule_files
from alertflow.model import (
    Alert,
    Email,
    MicrosoftTeams,
    PagerDuty,
    Project,
    Receiver,
    Severity,
    Slack,
    Team,
    Webhook,
)
from tests.notifications.mail import Mailbox
from tests.notifications.standins import ROUTING_KEY, WEBHOOK_TOKEN, Told

HOSTILE = (
    "<!channel> <https://evil.example.org|Runbook> [x](https://evil.example.org) & {{ .ExternalURL }} é "
    '<script>alert("1\\")</script>'
)
"""What somebody may have got into a label of a series."""


class Channels:
    """Receivers that lead to the stand-ins; the secrets are in files in `folder`."""

    def __init__(self, folder: Path, told: Told, mailbox: Mailbox) -> None:
        self._folder, self._told, self._mailbox = folder, told, mailbox

    def slack(self, name: str = "all", **more: Any) -> Slack:
        return Slack(channel=f"#{name}", url_file=self._file(f"{self._told.address}/slack/{name}"), **more)

    def teams(self, name: str = "all") -> MicrosoftTeams:
        return MicrosoftTeams(url_file=self._file(f"{self._told.address}/teams/{name}"))

    def pagerduty(self, **more: Any) -> PagerDuty:
        return PagerDuty(routing_key_file=self._file(ROUTING_KEY), **more)

    def email(self) -> Email:
        return Email("oncall@example.org", sender="alerts@example.org", smarthost=self._mailbox.smarthost)

    def webhook(self, name: str = "all") -> Webhook:
        return Webhook(f"{self._told.address}/webhook/{name}", token_file=self._file(WEBHOOK_TOKEN))

    def config(self, project: Project, group_interval: str = "300ms") -> str:
        """The configuration of `project`, which talks to the stand-ins and does not wait long."""
        assert not (problems := project.problems()), problems
        (config,) = lower(project).values()
        quick = config.root.replace(group_wait="100ms", group_interval=group_interval)
        here = Global(smtp_require_tls=False, pagerduty_url=f"{self._told.address}/pagerduty/all")
        return emit("alertmanager.yml", config.replace(route=quick, global_=here), "project.py")

    def _file(self, content: str) -> str:
        path = self._folder / f"secret-{len(list(self._folder.iterdir()))}"
        path.write_text(content, encoding="utf-8")
        return str(path)


def alert(name: str, severity: Severity, **more: Any) -> Alert:
    return Alert(name=name, expr=f"{name.lower()} > 0", severity=severity, **more)


def project(receivers: list[Receiver], alerts: list[Alert], **more: Any) -> Project:
    given: dict[str, Any] = {"name": "shop", "repository": "example/shop"}
    return Project(alerts=alerts, team=Team("web", receivers=receivers), **(given | more))


def firing(project: Project, alert: Alert, **labels: str) -> dict[str, Any]:
    """The alert as Prometheus sends it, for a series with `labels`, its templates filled in."""
    (rule,) = [
        rule
        for rule in rule_files(project)["monitoring/alert_rules.yml"].groups[0].to_data()["rules"]
        if rule["alert"] == alert.name and rule["labels"].get("severity") == alert.severity.name
    ]
    return {
        "labels": {"alertname": alert.name, **labels, **rule["labels"]},
        "annotations": {name: _filled(text, labels) for name, text in rule.get("annotations", {}).items()},
        "startsAt": datetime.now(UTC).isoformat(),
        "generatorURL": "http://prometheus.example.org:9090/graph",
    }


def _filled(text: str, labels: Mapping[str, str]) -> str:
    for name, value in labels.items():
        text = text.replace(f"{{{{ $labels.{name} }}}}", value)
    return text


def resolved(alert: Mapping[str, Any]) -> dict[str, Any]:
    return {**alert, "endsAt": datetime.now(UTC).isoformat()}


__all__ = ["HOSTILE", "Channels", "Config", "alert", "firing", "project", "resolved"]
