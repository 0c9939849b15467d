"""Who is told of an alert, when and how often: as the generated Alertmanager configuration routes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from alertflow.alertmanager import Config, Receiver
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.compiler.lower.annotated import labels_of
from alertflow.compiler.lower.escalation import escalation_of
from alertflow.markdown import code, one_line
from alertflow.model import Alert, Project
from alertflow.model.conventions import DISPATCH, DISPATCH_RECEIVER, ESCALATION, ESCALATION_POLICY

_WORDS = {
    "Discord": "Discord",
    "Email": "e-mail",
    "Incidentio": "incident.io",
    "Msteams": "Microsoft Teams",
    "MsteamsV2": "Microsoft Teams",
    "Pagerduty": "PagerDuty",
    "Rocketchat": "Rocket.Chat",
    "Sns": "Amazon SNS",
    "Victorops": "Splunk On-Call",
    "Wechat": "WeChat",
}
"""How integrations are called that are not called as Alertmanager calls them."""
_PLACES = ("channel", "to", "url")
"""The keys of an integration that say where it leads, and are no secret."""


class Told(NamedTuple):
    """Somebody who is told; each part is Markdown."""

    what: str
    """Of what: the severity, or the level of the escalation."""
    where: str
    """The channels."""
    again: str
    """After how long, if it goes on firing."""


def told(project: Project, alert: Alert, config: Config) -> Iterator[Told]:
    """Who reads of `alert`, as far as its own labels decide: at once, then by its escalation."""
    labels = {"alertname": alert.name, **labels_of(project, alert)}
    severity = one_line(alert.severity.name)
    yield _told(config, labels, f"**{severity}**, at once")
    escalation = escalation_of(project, alert)
    for number, level in enumerate(escalation.levels if escalation is not None else (), 1):
        assert escalation is not None
        above = {ESCALATION: str(number), ESCALATION_POLICY: escalation.name, DISPATCH: ""}
        yield _told(config, labels | above, f"**{severity}**, after {level.after}: {one_line(level.owner)}")


def _told(config: Config, labels: Mapping[str, str], what: str) -> Told:
    receivers = {receiver.name: receiver for receiver in config.receivers}
    where: dict[str, None] = {}
    again: dict[str, None] = {}
    for notification in config.route(labels).notifications:
        channels = list(_channels(receivers[notification.receiver]))
        if notification.receiver == DISPATCH_RECEIVER or not channels:
            continue
        route = notification.route
        times = [*route.active_time_intervals, *(f"not {one}" for one in route.mute_time_intervals)]
        when = f" (only {', '.join(map(one_line, times))})" if times else ""
        where |= dict.fromkeys(f"{channel}{when}" for channel in channels)
        again[notification.repeat_interval] = None
    return Told(what, ", ".join(where) or "nobody", " or ".join(again))


def _channels(receiver: Receiver) -> Iterator[str]:
    for one in receiver.integrations:
        name = type(one).__name__.removesuffix("Config")
        place = _place(one)
        yield f"{_WORDS.get(name, name)} {code(place)}" if place else _WORDS.get(name, name)


def _place(integration: Integration) -> str:
    found = (getattr(integration, key, None) for key in _PLACES)
    return next((one for one in found if isinstance(one, str) and one), "")


__all__ = ["Told", "told"]
