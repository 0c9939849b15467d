"""The routes, inhibitions and time intervals of an AlertmanagerConfig, and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items, suggestion
from alertflow.duration import Duration
from alertflow.kubernetes.alertmanager_config.receivers import Receiver
from alertflow.kubernetes.manifest import Manifest, Part


class Matcher(Part):
    """Whether a label has a value. Without `match_type` it is `=`, or `=~` with the older `regex`."""

    name: str = Field(kw_only=False, min_length=1)
    value: str | None = None
    match_type: Literal["=", "!=", "=~", "!~"] | None = None
    regex: bool | None = None


class Route(Part):
    """A node of the route tree, as in Alertmanager's own configuration."""

    receiver: str | None = None
    group_by: Items[str] = ()
    group_wait: Duration | None = None
    group_interval: Duration | None = None
    repeat_interval: Duration | None = None
    matchers: Items[Matcher] = ()
    continue_: bool | None = None
    mute_time_intervals: Items[str] = ()
    active_time_intervals: Items[str] = ()
    routes: Items[Route] = ()

    def walk(self, path: str = "") -> Iterator[tuple[str, Route]]:
        """This route and all below it, each with the way to it: `routes[0].routes[1]`, '' for this one."""
        yield path, self
        for index, route in enumerate(self.routes):
            yield from route.walk(f"{path}.routes[{index}]".removeprefix("."))


class InhibitRule(Part):
    """While an alert fires that `source_match` takes, those that `target_match` takes are not told."""

    source_match: Items[Matcher] = ()
    target_match: Items[Matcher] = ()
    equal: Items[str] = ()


class TimeRange(Part):
    """From one time of a day to another: `09:00`, `17:00`, in UTC."""

    start_time: str
    end_time: str


class DayOfMonthRange(Part):
    """From one day of a month to another; -1 is its last."""

    start: int
    end: int


class TimeInterval(Part):
    """A part of time: all that is in one of each. `weekdays` are `monday:friday`, `months` `1:3` or `may`."""

    times: Items[TimeRange] = ()
    weekdays: Items[str] = ()
    days_of_month: Items[DayOfMonthRange] = ()
    months: Items[str] = ()
    years: Items[str] = ()


class MuteTimeInterval(Part):
    """Parts of time under a name, for routes to be mute or active in. There is no time zone: it is UTC."""

    name: str = Field(kw_only=False)
    time_intervals: Items[TimeInterval] = ()


class AlertmanagerConfigSpec(Part):
    """The whole but for what is global: that is the Alertmanager object's own."""

    route: Route | None = None
    receivers: Items[Receiver] = ()
    inhibit_rules: Items[InhibitRule] = ()
    mute_time_intervals: Items[MuteTimeInterval] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What makes the operator ignore the object: names that are given twice, or that nothing has."""
        receivers = [receiver.name for receiver in self.receivers]
        intervals = [interval.name for interval in self.mute_time_intervals]
        for field, names in (("receivers", receivers), ("mute_time_intervals", intervals)):
            yield from ((field, f"'{name}' is there twice.") for name in sorted(_twice(names)))
        if self.route is None:
            return
        if not self.route.receiver:
            yield "route", "'receiver' is missing: the first route must have one."
        for path, route in self.route.walk():
            where = f"{path}: " if path else ""
            if route.receiver and route.receiver not in receivers:
                near = suggestion(route.receiver, receivers)
                yield "route", f"{where}there is no receiver '{route.receiver}'. {near}"
            for name in (*route.mute_time_intervals, *route.active_time_intervals):
                if name not in intervals:
                    near = suggestion(name, intervals)
                    yield "route", f"{where}there is no time interval '{name}'. {near}"


class AlertmanagerConfig(Manifest):
    """A part of the configuration of each Alertmanager whose `alertmanagerConfigSelector` matches the labels.

    The operator puts its route before those of the main configuration, with `continue`, and its receivers and
    intervals under names of their own. By default (`alertmanagerConfigMatcherStrategy: OnNamespace`) it adds
    the matcher `namespace="…"`, the namespace of this object, to the first route and to both sides of each
    inhibition: an alert without that very label is not for it. `OnNamespaceExceptForAlertmanagerNamespace`
    leaves that out for objects beside the Alertmanager, `None` for all. As an Alertmanager's
    `alertmanagerConfiguration` it is the whole configuration, and nothing is added.
    """

    FIXED: ClassVar = {"apiVersion": "monitoring.coreos.com/v1alpha1", "kind": "AlertmanagerConfig"}

    spec: AlertmanagerConfigSpec
    status: Mapping[str, Any] = Field(default_factory=dict)


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


Route.model_rebuild()
