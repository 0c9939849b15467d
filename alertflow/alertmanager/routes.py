"""The route tree: which alerts go where, how they are grouped, and how often they are told.

Source: https://prometheus.io/docs/alerting/latest/configuration/#route-related-settings.
"""

from __future__ import annotations

from alertflow.alertmanager.matchers import Matcher
from alertflow.alertmanager.section import Section
from alertflow.declared import Items
from alertflow.duration import Duration

GROUP_WAIT, GROUP_INTERVAL, REPEAT_INTERVAL = "30s", "5m", "4h"
"""What Alertmanager takes where no route on the way says otherwise."""

ALL_LABELS = "..."
"""As the only entry of `group_by`: every alert is a group of its own."""


class Route(Section):
    """A node of the route tree; what it does not say it has from its parent.

    Alerts for which all `matchers` hold go to the first of `routes` that takes them, or else to `receiver`.
    With `continue_`, the siblings behind it are asked, too. The root takes every alert. `mute_time_intervals`
    and `active_time_intervals` (0.24) name TimeIntervals; they are not inherited.
    """

    receiver: str | None = None
    matchers: Items[Matcher] = ()
    group_by: Items[str] = ()
    group_wait: Duration | None = None
    group_interval: Duration | None = None
    repeat_interval: Duration | None = None
    continue_: bool | None = None
    mute_time_intervals: Items[str] = ()
    active_time_intervals: Items[str] = ()
    routes: Items[Route] = ()


class InhibitRule(Section):
    """While an alert fires that the source matchers take, those that the target matchers take are not told,
    where the labels in `equal` have equal values (missing and empty are equal). `name` since 0.30.
    """

    name: str | None = None
    source_matchers: Items[Matcher] = ()
    target_matchers: Items[Matcher] = ()
    equal: Items[str] = ()


Route.model_rebuild()

__all__ = ["ALL_LABELS", "GROUP_INTERVAL", "GROUP_WAIT", "REPEAT_INTERVAL", "InhibitRule", "Route"]
