"""Time intervals: when a route holds."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from alertflow.declared import Declared, Expected, Items
from alertflow.model.text import Word

WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
"""As Alertmanager counts them."""
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def _range_of(words: tuple[str, ...]) -> str:
    one = "|".join(words)
    return rf"^({one})(:({one}))?$"


_DAY = r"-?([1-9]|[12][0-9]|3[01])"

Times = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"),
    Expected("Should be a time of day from and to, such as 09:00-17:30 or 18:00-24:00"),
]
Weekdays = Annotated[
    str,
    StringConstraints(pattern=_range_of(WEEKDAYS)),
    Expected("Should be a day of the week, or two with a colon between: saturday, monday:friday"),
]
Months = Annotated[
    str,
    StringConstraints(pattern=_range_of(MONTHS)),
    Expected("Should be a month, or two with a colon between: december, may:august"),
]
DaysOfMonth = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DAY}(:{_DAY})?$"),
    Expected("Should be a day of the month, or two with a colon between; -1 is the last: 1:5, -3:-1"),
]
Years = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(:[0-9]{4})?$"),
    Expected("Should be a year, or two with a colon between: 2026, 2026:2028"),
]
TimeZone = Annotated[
    str,
    StringConstraints(pattern=r"^(|Local|[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*)$"),
    Expected("Should be a time zone such as Europe/Paris, UTC or Local"),
]


class TimeInterval(Declared):
    """The times for which all that is given holds: `TimeInterval("office-hours", weekdays=["monday:friday"],
    times=["09:00-17:00"], location="Europe/Paris")`.

    Both ends of a range belong to it, but for times, which end before the second. Days and months may go
    over the end of the week and the year (`friday:monday`); times may not: give `22:00-24:00` and
    `00:00-06:00`. `location` is a time zone, `Local` that of Alertmanager's machine; UTC if it is not given.
    Source: https://prometheus.io/docs/alerting/latest/configuration/#time_interval-0.
    """

    name: Word = Field(kw_only=False)
    times: Items[Times] = ()
    weekdays: Items[Weekdays] = ()
    days_of_month: Items[DaysOfMonth] = ()
    months: Items[Months] = ()
    years: Items[Years] = ()
    location: TimeZone = ""

    @model_validator(mode="after")
    def _is_some_time(self) -> Self:
        if not (self.times or self.weekdays or self.days_of_month or self.months or self.years):
            raise ValueError("it is always: give times=…, weekdays=…, days_of_month=…, months=… or years=….")
        for one in self.times:
            start, end = one.split("-")
            if start >= end:
                raise ValueError(
                    f"times: {one} ends before it begins. Over midnight, give two: "
                    f"times=['{start}-24:00', '00:00-{end}']."
                )
        for name, ranges in (("days_of_month", self.days_of_month), ("years", self.years)):
            for one in ranges:
                first, last = _ends(one)
                if (first > 0) == (last > 0) and first > last:
                    raise ValueError(f"{name}: {one} ends before it begins.")
                if first < 0 < last:
                    raise ValueError(f"{name}: {one} begins at the end of the month; give two ranges.")
        return self


def _ends(range_: str) -> tuple[int, int]:
    found = re.findall(r"-?\d+", range_)
    return int(found[0]), int(found[-1])


__all__ = ["MONTHS", "WEEKDAYS", "TimeInterval"]
