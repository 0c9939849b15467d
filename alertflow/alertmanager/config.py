"""The whole of an Alertmanager configuration file.

Source: https://prometheus.io/docs/alerting/latest/configuration/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from alertflow.alertmanager.intervals import TimeInterval
from alertflow.alertmanager.receivers.receiver import Receiver
from alertflow.alertmanager.routes import InhibitRule, Route
from alertflow.alertmanager.routing import Group, Node, Routed, Router
from alertflow.declared import Items
from alertflow.sections import GO_YAML_2, Section
from alertflow.sections.later import later

if TYPE_CHECKING:
    from alertflow.alertmanager.event_recorder import EventRecorder
    from alertflow.alertmanager.global_ import Global
    from alertflow.alertmanager.tracing import Tracing
else:
    EventRecorder = later("alertflow.alertmanager.event_recorder", "EventRecorder")
    Global = later("alertflow.alertmanager.global_", "Global")
    Tracing = later("alertflow.alertmanager.tracing", "Tracing")


class Config(Section):
    """A file for `alertmanager --config.file`. `templates` are paths or globs of template files.

    `mute_time_intervals` is the name that `time_intervals` had before 0.24. `tracing` is of 0.30,
    `event_recorder` of 0.33.
    """

    DIALECT: ClassVar = GO_YAML_2
    OTHERWISE: ClassVar[Mapping[str, str]] = {"root": "route"}
    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "routes": "there are no 'routes' here: they stand in 'route', which takes every alert.",
        "silences": "silences are no part of the configuration: they are made by amtool or the API.",
    }

    global_: Global | None = None
    templates: Items[str] = ()
    root: Route = Field(alias="route")
    inhibit_rules: Items[InhibitRule] = ()
    receivers: Items[Receiver]
    mute_time_intervals: Items[TimeInterval] = ()
    time_intervals: Items[TimeInterval] = ()
    tracing: Tracing | None = None
    event_recorder: EventRecorder | None = None

    @classmethod
    def parse(cls, text: str, path: str = "<alertmanager>") -> Config:
        """The configuration that `text` says; `path` is where messages say it stands.

        Raises AlertflowError, with the place of each, for all that is no configuration by its parts: what is
        not YAML, unknown keys, values of the wrong kind or form, missing keys, keys that exclude each other.
        What Alertmanager refuses of the whole, `refusals` tells.
        """
        from alertflow.sections import read

        return read(cls, text, path)

    @property
    def every_time_interval(self) -> tuple[TimeInterval, ...]:
        """All that routes can name, under either key."""
        return (*self.mute_time_intervals, *self.time_intervals)

    def route(
        self, labels: Mapping[str, str], at: datetime | None = None, firing: Iterable[Mapping[str, str]] = ()
    ) -> Routed:
        """What becomes of an alert with `labels`: who is told, in which group, how often; what keeps it
        quiet.

        `at` is the time, with its zone, for which time intervals are judged; without it none mutes. `firing`
        are the labels of the alerts that fire then, of which some may inhibit this one; it may be among them.
        """
        (routed,) = self.route_all([labels], at, firing)
        return routed

    def route_all(
        self,
        alerts: Iterable[Mapping[str, str]],
        at: datetime | None = None,
        firing: Iterable[Mapping[str, str]] = (),
    ) -> tuple[Routed, ...]:
        """What becomes of each of `alerts`, as `route` tells it; for many far quicker."""
        return tuple(self._router.routed(alerts, at, firing))

    def groups(self, alerts: Iterable[Mapping[str, str]]) -> tuple[Group, ...]:
        """Which of `alerts` are told together, by route: in the order of the tree, then as they come."""
        return self._router.groups(alerts)

    @property
    def tree(self) -> Node:
        """The routes with what each has from those above it."""
        return self._router.root

    @cached_property
    def _router(self) -> Router:
        return Router(self.root, self.inhibit_rules, self.every_time_interval)


__all__ = ["Config"]
