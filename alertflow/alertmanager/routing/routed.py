"""What becomes of alerts: who is told and when, what mutes it, what inhibits it, which are told together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from alertflow.alertmanager.routes import Route
from alertflow.alertmanager.routing.inhibition import Inhibited

Labels = Mapping[str, str]


class Muted(NamedTuple):
    """Why a route tells nothing at a time: one of its `mute_time_intervals` holds, or none of its
    `active_time_intervals`. `names` are those that hold, or all of those of which none does.
    """

    by: Literal["mute_time_intervals", "active_time_intervals"]
    names: tuple[str, ...]


class Notification(NamedTuple):
    """One telling of an alert: to which receiver, by which route, in which group, and after how long.

    The spans are as they are written, `30s`; those that no route says are Alertmanager's own.
    """

    receiver: str
    route: Route
    """The route that decided; `route.source` is where it was written."""
    path: tuple[int, ...]
    """The way to it from the root, by index: `(2, 0)` is `route.routes[2].routes[0]`."""
    group_by: tuple[str, ...]
    group_labels: Labels
    """The labels by which the group of the alert is told from others: `.GroupLabels` in templates."""
    group_wait: str
    group_interval: str
    repeat_interval: str
    muted_by: Muted | None
    """Why it is not sent at this time; None where it is, or where no time was given."""


class Routed(NamedTuple):
    """What becomes of one alert."""

    notifications: tuple[Notification, ...]
    """In the order of the routes."""
    inhibited_by: tuple[Inhibited, ...]
    """The rules that keep it quiet, which holds for all notifications."""

    @property
    def receivers(self) -> tuple[str, ...]:
        """The names of the receivers, in order, repeats included, muted or not."""
        return tuple([one.receiver for one in self.notifications])


class Group(NamedTuple):
    """Alerts that one route tells together."""

    receiver: str
    route: Route
    path: tuple[int, ...]
    labels: Labels
    """What is common to them by the route's `group_by`."""
    alerts: tuple[Labels, ...]


__all__ = ["Group", "Muted", "Notification", "Routed"]
