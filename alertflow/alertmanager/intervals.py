"""Time intervals: when a route is muted or active.

Source: https://prometheus.io/docs/alerting/latest/configuration/#time_interval-0.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from alertflow.alertmanager.section import Section
from alertflow.declared import Items

Clock = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
"""A time of day, `09:00`; the end of a day is `24:00`."""


class TimeRange(Section):
    """From `start_time`, included, to `end_time`, excluded, of one day."""

    start_time: Clock = Field(kw_only=False)
    end_time: Clock = Field(kw_only=False)


class TimeSpan(Section):
    """The times for which everything given here holds; what is not given always does.

    `weekdays` (`monday:friday`), `days_of_month` (`1:5`; `-3:-1` from the end), `months` (`may:august`),
    `years` (`2026:2028`). In time zone `location` (0.25, `Europe/Paris`, `Local`); UTC, if None.
    """

    times: Items[TimeRange] = ()
    weekdays: Items[str] = ()
    days_of_month: Items[str] = ()
    months: Items[str] = ()
    years: Items[str] = ()
    location: str | None = None


class TimeInterval(Section):
    """A name for times: those of any of its spans."""

    name: str = Field(kw_only=False, min_length=1)
    time_intervals: Items[TimeSpan]


__all__ = ["Clock", "TimeInterval", "TimeRange", "TimeSpan"]
