"""What Alertmanager does with an alert: who is told, what goes to GitHub, and what keeps it quiet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.alertmanager import (
    Config,
    EmailConfig,
    Matched,
    PagerdutyConfig,
    Receiver,
    SlackConfig,
    WebhookConfig,
    walk,
)
from alertflow.alertmanager.matchers import all_match
from alertflow.compiler.build import Build
from alertflow.model import Bridge, Project
from alertflow.model.conventions import DISPATCH_RECEIVER

_Channel = SlackConfig | PagerdutyConfig | EmailConfig | WebhookConfig


class Told(NamedTuple):
    """A receiver that people read, and where they do: `Slack #alerts`."""

    receiver: str
    channels: tuple[str, ...]


class Dispatched(NamedTuple):
    """The way to GitHub: directly, with an event of `event_type`, or through the bridge at `address`."""

    event_type: str
    address: str
    """The URL that is posted to."""
    bridge: bool
    after: str
    repeat: str
    """After how long an alert that still fires is dispatched again."""


class Hidden(NamedTuple):
    """An inhibition: the matchers of the alerts that hide it, and the labels in which they are equal."""

    sources: tuple[str, ...]
    equal: tuple[str, ...]


class Routed(NamedTuple):
    """What becomes of one alert in the configuration at `path`."""

    path: str
    told: tuple[Told, ...]
    dispatched: Dispatched | None
    hidden_by: tuple[Hidden, ...]
    """Alerts that keep it quiet while they fire."""


def routed(project: Project, build: Build, labels: Mapping[str, str], *, resolved: bool) -> list[Routed]:
    """What every Alertmanager configuration of `project` does with an alert of these labels.

    The labels are those that the alert fires with, `alertname` among them; `resolved` is the notification
    that it is over, which not every channel gets.
    """
    return [_routed(project, path, config, labels, resolved) for path, config in build.of(Config)]


def _routed(project: Project, path: str, config: Config, labels: Mapping[str, str], resolved: bool) -> Routed:
    receivers = {receiver.name: receiver for receiver in config.receivers}
    told: list[Told] = []
    dispatched: Dispatched | None = None
    for matched in walk(config.route, labels):
        receiver = receivers[matched.receiver]
        if matched.receiver == DISPATCH_RECEIVER:
            for hook in receiver.webhook_configs:
                if not (resolved and hook.send_resolved is False):
                    dispatched = _dispatched(project, hook, matched)
        else:
            told.append(Told(receiver.name, tuple(_channels(receiver, resolved))))
    return Routed(path, tuple(told), dispatched, tuple(_hidden_by(config, labels)))


def _dispatched(project: Project, hook: WebhookConfig, matched: Matched) -> Dispatched:
    bridges = {way.url for way in project.dispatches if isinstance(way, Bridge)}
    payload: Any = hook.payload or {}
    return Dispatched(
        str(payload.get("event_type", "")),
        hook.url or "",
        hook.url in bridges,
        matched.group_wait,
        matched.repeat_interval,
    )


def _channels(receiver: Receiver, resolved: bool) -> Iterator[str]:
    """Where people read what reaches `receiver`; without what is not told of a resolved alert."""
    channels: list[tuple[_Channel, str]] = [
        *((slack, f"Slack {slack.channel}") for slack in receiver.slack_configs),
        *((pager, "PagerDuty") for pager in receiver.pagerduty_configs),
        *((mail, mail.to) for mail in receiver.email_configs),
        *((hook, hook.url or "a webhook") for hook in receiver.webhook_configs),
    ]
    yield from (words for one, words in channels if not (resolved and one.send_resolved is False))


def _hidden_by(config: Config, labels: Mapping[str, str]) -> Iterator[Hidden]:
    for rule in config.inhibit_rules:
        if all_match(rule.target_matchers, labels) and not all_match(rule.source_matchers, labels):
            yield Hidden(tuple(map(str, rule.source_matchers)), tuple(rule.equal))


__all__ = ["Dispatched", "Hidden", "Routed", "Told", "routed"]
