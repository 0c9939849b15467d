"""What Alertmanager does with an alert: who is told, what goes to GitHub, and what keeps it quiet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.alertmanager import Config, Notification, Receiver, WebhookConfig
from alertflow.alertmanager.matchers import all_match
from alertflow.compiler.build import Build
from alertflow.compiler.lower.alertmanager.times import left_out
from alertflow.model import Bridge, Project
from alertflow.model.conventions import DISPATCH_RECEIVER


class Told(NamedTuple):
    """A receiver that people read, and where they do: `Slack #alerts`."""

    receiver: str
    channels: tuple[str, ...]
    after: str
    """For how long the first notification waits for other alerts of the group."""
    repeat: str
    """After how long an alert that still fires is told again."""
    group_by: tuple[str, ...]
    """The labels by which alerts are told together."""
    intervals: tuple[str, ...]
    """When it is told, as the route says it: `during office-hours`, `not during maintenance`."""


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
    for notification in config.route(labels).notifications:
        receiver = receivers[notification.receiver]
        if notification.receiver == DISPATCH_RECEIVER:
            for hook in receiver.webhook_configs:
                if not (resolved and hook.send_resolved is False):
                    dispatched = _dispatched(project, hook, notification)
        else:
            told.append(_told(notification, tuple(_channels(receiver, resolved))))
    return Routed(path, tuple(told), dispatched, tuple(_hidden_by(config, labels)))


def _told(notification: Notification, channels: tuple[str, ...]) -> Told:
    route = notification.route
    return Told(
        notification.receiver,
        channels,
        notification.group_wait,
        notification.repeat_interval,
        notification.group_by,
        (
            *[f"during {name}" for name in route.active_time_intervals],
            *map(_unless, route.mute_time_intervals),
        ),
    )


def _unless(muted: str) -> str:
    """When a route tells that `muted` mutes: what is outside of an interval is the opposite of it."""
    inside = muted.removeprefix(left_out(""))
    return f"not during {muted}" if inside == muted else f"during {inside}"


def _dispatched(project: Project, hook: WebhookConfig, notification: Notification) -> Dispatched:
    bridges = {way.url for way in project.dispatches if isinstance(way, Bridge)}
    payload: Any = hook.payload or {}
    return Dispatched(
        str(payload.get("event_type", "")),
        hook.url or "",
        hook.url in bridges,
        notification.group_wait,
        notification.repeat_interval,
    )


def _channels(receiver: Receiver, resolved: bool) -> Iterator[str]:
    """Where people read what reaches `receiver`; without what is not told of a resolved alert."""
    words: dict[int, str] = {
        **{id(slack): f"Slack {slack.channel}" for slack in receiver.slack_configs},
        **{id(teams): "Microsoft Teams" for teams in receiver.msteamsv2_configs},
        **{id(pager): "PagerDuty" for pager in receiver.pagerduty_configs},
        **{id(mail): mail.to for mail in receiver.email_configs},
        **{id(hook): hook.url or "a webhook" for hook in receiver.webhook_configs},
    }
    told = [one for one in receiver.integrations if not (resolved and one.send_resolved is False)]
    others = [one for one in told if id(one) not in words]
    yield from (words[key] for key in words if any(id(one) == key for one in told))
    yield from (type(one).__name__.removesuffix("Config") for one in others)


def _hidden_by(config: Config, labels: Mapping[str, str]) -> Iterator[Hidden]:
    for rule in config.inhibit_rules:
        if all_match(rule.every_target_matcher, labels) and not all_match(rule.every_source_matcher, labels):
            yield Hidden(tuple(map(str, rule.every_source_matcher)), tuple(rule.equal))


__all__ = ["Dispatched", "Hidden", "Routed", "Told", "routed"]
