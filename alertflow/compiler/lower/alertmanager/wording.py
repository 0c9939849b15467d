"""What alertflow itself says of alerts: by severity, from everything to one line, and of special kinds."""

from __future__ import annotations

from functools import cache

from alertflow.model import Message, Severity
from alertflow.model.messages import Channel

_STRONG: dict[Channel, str] = {"slack": "*{summary}*", "teams": "**{summary}**"}
_LINKS = "\nRunbook: {runbook_url}\nDashboard: {dashboard_url}"

_FULL = "{description}\nSince: {since}\nLabels: {labels}"
_SUMMARY = "{description}\nService: {service}\nEnvironment: {environment}\nTarget: {target}\nObjective: {slo}"

KINDS = {
    "sla": (
        "[{status}] SLA violation: {alertname}",
        "Service: {service}\nTarget: {annotations.sla_target}\n"
        "Customer impact: {annotations.customer_impact}\nObjective: {slo}\nSince: {since}",
    ),
    "security": (
        "[{status}] Security: {alertname} ({severity})",
        "{description}\nService: {service}\nSince: {since}\nLabels: {labels}",
    ),
    "deployment": (
        "[{status}] Deployment: {alertname} ({severity})",
        "{description}\nService: {service}\nEnvironment: {environment}\nVersion: {labels.version}\n"
        "Since: {since}",
    ),
}
"""Kind -> title and text, besides the summary and the links."""


@cache
def built_in(channel: Channel, severity: Severity, kind: str, *, buttons: bool) -> Message:
    """What is said of alerts for which a project has no message; `buttons` lead to its links."""
    strong = _STRONG.get(channel, "{summary}")
    links = "" if buttons else _LINKS
    if kind in KINDS:
        title, text = KINDS[kind]
        return Message(title=_titled(channel, title), text=f"{strong}\n{text}{links}")
    if severity >= Severity.CRITICAL:
        text = f"{strong}\n{_FULL}{links}"
    elif severity >= Severity.HIGH:
        text = f"{strong}\n{_SUMMARY}{links}"
    elif severity >= Severity.WARNING:
        text = strong if buttons else f"{strong}\nRunbook: {{runbook_url}}"
    else:
        text = "{summary}"
    return Message(title=_titled(channel, "[{status}] {alertname} ({severity})"), text=text)


def neutral(channel: Channel) -> Message:
    """What is said where no alert of the project is expected, and so nothing is known of those that come."""
    text = f"{_STRONG.get(channel, '{summary}')}\n{_FULL}{_LINKS}"
    return Message(title=_titled(channel, "[{status}] {alertname} ({severity})"), text=text)


@cache
def of_level(channel: Channel, number: int, *, buttons: bool) -> Message:
    """What is said at a level of an escalation; its summary says who is told, and why."""
    title = f"[{{status}}] {{alertname}} ({{severity}}), level {number}"
    links = "" if buttons else _LINKS
    return Message(
        title="{alertname}: {summary}" if channel == "pagerduty" else title,
        text=f"{_STRONG.get(channel, '{summary}')}\n{{description}}{links}",
    )


def _titled(channel: Channel, title: str) -> str:
    """PagerDuty keeps the status itself, and its summary is all that a phone shows."""
    return title.removeprefix("[{status}] ") + ": {summary}" if channel == "pagerduty" else title


__all__ = ["KINDS", "built_in", "neutral", "of_level"]
