"""The objective: which share of what must go well within which time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from alertflow.declared import Items
from alertflow.openslo.alerting import InlinePolicy, PolicyRef
from alertflow.openslo.header import VERSION, OpenSlo, Part, Shorthand
from alertflow.openslo.indicators import Indicator


class Calendar(Part):
    """When a calendar's period began: `2024-01-01 00:00:00`, and in which time zone: `Europe/Berlin`."""

    start_time: str
    time_zone: str


class TimeWindow(Part):
    """The time that an objective is for: up to now (`is_rolling`), or periods of a calendar."""

    duration: Shorthand
    is_rolling: bool = False
    calendar: Calendar | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Neither rolling nor of a calendar, or both."""
        if self.is_rolling == (self.calendar is not None):
            yield "", "it should have one of 'isRolling: true' and 'calendar'."


class Objective(Part):
    """How much is enough: `target` as a share (0.999), or `target_percent` (99.9).

    `op` and `value` say what is good of a `thresholdMetric`.
    """

    display_name: str = ""
    op: Literal["lte", "gte", "lt", "gt"] | None = None
    value: float | None = None
    target: float | None = None
    target_percent: float | None = None
    time_slice_target: float | None = None
    """Which share of a slice's events makes it a good slice."""
    time_slice_window: float | str | None = None
    """How long a slice is: a span, or a number of minutes."""
    indicator: Indicator | None = None
    indicator_ref: str | None = None
    composite_weight: float | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """No target, or two."""
        if (self.target is None) == (self.target_percent is None):
            yield "", "it should have one of 'target' and 'targetPercent'."


class SloSpec(Part):
    """What an objective is for, what it is measured by, and how much is enough.

    `Occurrences` counts events, `Timeslices` counts spans of time in which enough events were good,
    `RatioTimeslices` averages the shares of such spans.
    """

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "timeWindows": "openslo/v1 has 'timeWindow', with a 'duration'; 'timeWindows' was that of v1alpha.",
    }

    description: str = ""
    service: str
    indicator: Indicator | None = None
    indicator_ref: str | None = None
    time_window: Items[TimeWindow] = ()
    budgeting_method: Literal["Occurrences", "Timeslices", "RatioTimeslices"]
    objectives: Items[Objective]
    alert_policies: Items[PolicyRef | InlinePolicy | str] = ()
    """Policies by name, as a mapping or as text alone, or written out."""

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """No indicator or two, no objective, more than one time window."""
        if self.indicator is not None and self.indicator_ref is not None:
            yield "indicator_ref", "'indicator' and 'indicatorRef' exclude each other."
        alone = self.indicator is None and self.indicator_ref is None
        if alone and not all(one.indicator or one.indicator_ref for one in self.objectives):
            yield "", "it has neither 'indicator' nor 'indicatorRef': there is nothing to measure."
        if not self.objectives:
            yield "objectives", "there is no objective."
        if len(self.time_window) > 1:
            yield "time_window", f"it has {len(self.time_window)} items; OpenSLO takes just one."


class Slo(OpenSlo):
    """A service level objective."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "SLO"}

    spec: SloSpec


__all__ = ["Calendar", "Objective", "Slo", "SloSpec", "TimeWindow"]
