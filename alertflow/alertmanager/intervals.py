"""Time intervals: when a route is muted or active.

Source: https://prometheus.io/docs/alerting/latest/configuration/#time_interval-0, and timeinterval.go for
what it does not say; a running Alertmanager agrees in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field

from alertflow.declared import AlertflowError, Expected, Items, suggestion
from alertflow.sections import Section

LOCAL = "Local"
"""The zone of the machine that Alertmanager runs on."""

_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_SHORTEST_MONTH = 28


class _Range(NamedTuple):
    """From `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last


def _range(text: str, member: Callable[[str], int]) -> _Range:
    """`monday:friday` or `monday`, in capitals or not, as numbers. Raises ValueError with a sentence."""
    ends = text.lower().split(":")
    if len(ends) > 2:
        raise ValueError(f"'{text}' is not a range; write its first and last with one colon between them.")
    return _Range(member(ends[0]), member(ends[-1]))


def _ordered(text: str, found: _Range, way_out: str = "") -> _Range:
    if found.first > found.last:
        raise ValueError(f"'{text}' ends before it begins.{way_out}")
    return found


@lru_cache
def _weekdays(text: str) -> _Range:
    def member(name: str) -> int:
        if name not in _WEEKDAYS:
            raise ValueError(f"'{name}' is not a day of the week. {suggestion(name, _WEEKDAYS)}")
        return _WEEKDAYS.index(name)

    return _ordered(text, _range(text, member), " Weeks begin on sunday; write two ranges.")


@lru_cache
def _months(text: str) -> _Range:
    def member(name: str) -> int:
        if name not in _MONTHS and not _NUMBER.fullmatch(name):
            raise ValueError(f"'{name}' is not a month. {suggestion(name, _MONTHS)}")
        return _MONTHS.index(name) + 1 if name in _MONTHS else int(name)

    return _ordered(text, _range(text, member), " Years begin in january; write two ranges.")


@lru_cache
def _years(text: str) -> _Range:
    return _ordered(text, _range(text, _whole))


@lru_cache
def _days_of_month(text: str) -> _Range:
    found = _range(text, _whole)
    for day in found:
        if not 1 <= abs(day) <= 31:
            raise ValueError(f"{day} is not a day of a month: 1 to 31, or -31 to -1 from its end.")
    if found.first < 0 < found.last:
        raise ValueError(f"'{text}' begins from the end of a month, so it must end there: {found.first}:-1.")
    first, last = (day + _SHORTEST_MONTH if day < 0 else day for day in found)
    if first > last:
        raise ValueError(f"'{text}' ends before it begins in a month of {_SHORTEST_MONTH} days.")
    return found


def _whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"'{text}' is not a whole number.")
    return int(text)


@lru_cache
def _zone(name: str) -> ZoneInfo | None:
    """The time zone `name`; None for that of Alertmanager's machine. Raises ValueError with a sentence."""
    if name == LOCAL:
        return None
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = [*available_timezones(), LOCAL]
        raise ValueError(
            f"'{name}' is not a time zone. {suggestion(name, known)} Zones are named as Europe/Paris."
        ) from None


def _checked(read: Callable[[str], object]) -> AfterValidator:
    """Refuses the text that `read` cannot read, and keeps it as it was written."""

    def check(text: str) -> str:
        read(text)
        return text

    return AfterValidator(check)


Clock = Annotated[
    str,
    Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"),
    Expected("should be a time of day from 00:00 to 24:00, such as 09:30"),
]
"""A time of day, `09:00`; the end of a day is `24:00`."""


class TimeRange(Section):
    """From `start_time`, included, to `end_time`, excluded, of one day."""

    start_time: Clock = Field(kw_only=False)
    end_time: Clock = Field(kw_only=False)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A range that ends before it begins."""
        if self.start_time == self.end_time:
            yield "end_time", f"{self.start_time} to {self.end_time} is no time at all."
        elif self.start_time > self.end_time:
            way_out = f"write two: {self.start_time} to 24:00, and 00:00 to {self.end_time}"
            yield "end_time", f"{self.start_time} to {self.end_time} passes midnight; {way_out}."

    def holds(self, clock: str) -> bool:
        """Whether `clock` (`09:30`) is in the range."""
        return self.start_time <= clock < self.end_time


class TimeSpan(Section):
    """The times for which everything given here holds; what is not given always does.

    `weekdays` (`monday:friday`), `days_of_month` (`1:5`; `-3:-1` from the end), `months` (`may:august`),
    `years` (`2026:2028`); a range includes both its ends, and stays within a week, month or year. In time
    zone `location` (0.25, `Europe/Paris`, `Local`); UTC, if None.
    """

    times: Items[TimeRange] = ()
    weekdays: Items[Annotated[str, _checked(_weekdays)]] = ()
    days_of_month: Items[Annotated[str, _checked(_days_of_month)]] = ()
    months: Items[Annotated[str, _checked(_months)]] = ()
    years: Items[Annotated[str, _checked(_years)]] = ()
    location: Annotated[str, _checked(_zone)] | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the span contains `at`.

        `at` says its zone, and that is taken for `Local`, too, the zone of Alertmanager's machine: it is not
        known here. Raises AlertflowError for a time without a zone.
        """
        if at.tzinfo is None:
            raise AlertflowError(f"{at} has no time zone; write datetime(…, tzinfo=UTC).")
        if any([] in (self.empty.get(key), self.extra.get(key)) for key in _PARTS):
            return False  # an empty list holds never, unlike no list; in Python `extra` says it
        zone = UTC if self.location is None else _zone(self.location) or at.tzinfo
        local = at.astimezone(zone)
        clock = f"{local.hour:02}:{local.minute:02}"
        return (
            (not self.times or any(one.holds(clock) for one in self.times))
            and _in(self.weekdays, _weekdays, local.isoweekday() % 7)
            and (not self.days_of_month or _on_day(self.days_of_month, local, zone))
            and _in(self.months, _months, local.month)
            and _in(self.years, _years, local.year)
        )


_PARTS = ("times", "weekdays", "days_of_month", "months", "years")


def _in(ranges: Iterable[str], read: Callable[[str], _Range], number: int) -> bool:
    found = [read(text) for text in ranges]
    return not found or any(number in one for one in found)


def _on_day(ranges: Iterable[str], local: datetime, zone: tzinfo) -> bool:
    """Whether the day of `local` is in one of `ranges`, none of which goes beyond the month's end."""
    days = _days_in_month(local, zone)
    for first, last in map(_days_of_month, ranges):
        begin = first + days + 1 if first < 0 else first
        end = last + days + 1 if last < 0 else min(last, days)
        if begin <= days and begin <= local.day <= end:
            return True
    return False


def _days_in_month(local: datetime, zone: tzinfo) -> int:
    """The days of the month of `local` as Alertmanager counts them: 24 hours each.

    So there is one day less where clocks go forward: in Paris `-1` is the 30th of March, and the 31st is in
    no range, not even in `1:31`.
    """
    start = _instant(datetime(local.year, local.month, 1), zone)
    first = start.astimezone(zone).replace(tzinfo=None)
    next_month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    end = _instant(next_month + timedelta(days=first.day - 1), zone)
    return (end - start) // timedelta(days=1)


def _instant(wall: datetime, zone: tzinfo) -> datetime:
    """When clocks in `zone` show `wall`; where they never do, or twice, as Go's time.Date chooses."""
    naive = wall.replace(tzinfo=UTC)
    nearby = naive - (naive.astimezone(zone).utcoffset() or timedelta())
    return naive - (nearby.astimezone(zone).utcoffset() or timedelta())


class TimeInterval(Section):
    """A name for times: those of any of its spans."""

    name: str = Field(kw_only=False, min_length=1)
    time_intervals: Items[TimeSpan] = ()

    def holds(self, at: datetime) -> bool:
        """Whether one of the spans contains `at`, which says its zone: see `TimeSpan.holds`."""
        return any(span.holds(at) for span in self.time_intervals)


__all__ = ["LOCAL", "Clock", "TimeInterval", "TimeRange", "TimeSpan"]
