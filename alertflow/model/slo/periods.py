"""The time that an error budget is for: the last 30 days, or a week, month or quarter of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alertflow.duration import Duration, seconds

Period = Duration | Literal["week", "month", "quarter"]
"""A duration, for the time up to now; or a calendar period, from its first midnight (UTC) on."""

_LEAP = "(year() % 4 == bool 0)"  # true until 2100


@dataclass(frozen=True)
class Calendar:
    """A kind of calendar period. `start` and `length` are PromQL: when the present one began, in seconds
    since 1970, and how many seconds it has.
    """

    days: int
    """Its nominal length, which burn rates are reckoned with."""
    longest: str
    """No such period is longer."""
    start: str
    length: str


CALENDAR = {
    # 1970 began on a Thursday, three days after a Monday.
    "week": Calendar(7, "7d", "vector(time() - (time() + 259200) % 604800)", "604800"),
    "month": Calendar(
        30, "31d", "time() - time() % 86400 - (day_of_month() - 1) * 86400", "scalar(days_in_month() * 86400)"
    ),
    "quarter": Calendar(
        90,
        "92d",
        "time() - time() % 86400 - (day_of_year() - 1 - (month() >= bool 4) * (90 + "
        f"{_LEAP}) - (month() >= bool 7) * 91 - (month() >= bool 10) * 92) * 86400",
        f"scalar((90 + (month() < bool 4) * {_LEAP} + (month() >= bool 4) + (month() >= bool 7)) * 86400)",
    ),
}
"""The calendar periods by name. `day_of_year()` needs Prometheus 2.38."""


def hours(period: str) -> float:
    """The length of `period`, of a calendar period the nominal one."""
    calendar = CALENDAR.get(period)
    return calendar.days * 24.0 if calendar else seconds(period) / 3600


__all__ = ["CALENDAR", "Calendar", "Period", "hours"]
