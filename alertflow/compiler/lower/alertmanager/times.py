"""Time intervals as Alertmanager takes them, and the times that an interval leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alertflow import alertmanager
from alertflow.alertmanager import TimeRange, TimeSpan
from alertflow.declared import DeclarationError, written_at
from alertflow.model import Project, TimeInterval
from alertflow.model.times import MONTHS, WEEKDAYS

_DAY = 24 * 60
_DAYS = range(1, 32)
_YEARS = range(1970, 3000)


def left_out(name: str) -> str:
    """The name of the interval that holds when `name` does not."""
    return f"outside-{name}"


def intervals(project: Project) -> list[alertmanager.TimeInterval]:
    """Every interval that the routes of `project` need, by name."""
    found: dict[str, alertmanager.TimeInterval] = {}
    for route in project.routes:
        interval = route.interval
        if interval is None:
            continue
        spans = {interval.name: [_span(interval)]}
        if route.outside is not None and not route.continue_:
            spans[left_out(interval.name)] = list(_others(interval))
        for name, one in spans.items():
            known = alertmanager.TimeInterval(name, time_intervals=one)
            if found.setdefault(name, known) != known:
                raise DeclarationError(
                    f"TimeInterval({name}): alertflow gives this name to what another interval leaves out. "
                    "Rename it.",
                    interval.source,
                )
            written_at(interval.source, found[name])
    return sorted(found.values(), key=lambda one: one.name)


def _span(interval: TimeInterval) -> TimeSpan:
    return _spanned(
        interval,
        times=_clock(_minutes(interval)),
        weekdays=_named(_numbers(interval.weekdays, WEEKDAYS), WEEKDAYS),
        days_of_month=interval.days_of_month,
        months=_named(_numbers(interval.months, MONTHS), MONTHS),
        years=interval.years,
    )


def _spanned(interval: TimeInterval, **parts: Sequence[object]) -> TimeSpan:
    given: dict[str, Any] = {name: part for name, part in parts.items() if part}
    return TimeSpan(**given, location=interval.location or None)


def _others(interval: TimeInterval) -> Iterator[TimeSpan]:
    """The times outside: those at which the first things hold that are given, and the next one does not."""
    held: dict[str, Sequence[object]] = {}
    span = _span(interval)
    for name, outside in (
        ("times", _clock(_missing(_minutes(interval), range(_DAY)))),
        ("weekdays", _named(_missing(_numbers(interval.weekdays, WEEKDAYS), range(7)), WEEKDAYS)),
        ("days_of_month", _other_days(interval)),
        ("months", _named(_missing(_numbers(interval.months, MONTHS), range(12)), MONTHS)),
        ("years", _written(_missing(_spelled(interval.years), _YEARS))),
    ):
        if within := getattr(span, name):
            if outside:
                yield _spanned(interval, **held, **{name: outside})
            held[name] = within


def _other_days(interval: TimeInterval) -> list[str]:
    """The days of the month that are left out; -1 is the last one, whichever that is."""
    ranges = [[int(end) for end in one.split(":")] for one in interval.days_of_month]
    if all(end > 0 for one in ranges for end in one):
        return _written(_missing(_spelled(interval.days_of_month), _DAYS))
    if len(ranges) > 1:
        raise DeclarationError(
            f"TimeInterval({interval.name}): which days are outside {' and '.join(interval.days_of_month)} "
            "depends on the month. Give the route during=… with the days that are meant.",
            interval.source,
        )
    first, last = ranges[0][0], ranges[0][-1]
    before = [f"1:{first - 1}"] if first != 1 else []
    return before + ([f"{last + 1}:-1"] if last != -1 else [])


def _minutes(interval: TimeInterval) -> list[int]:
    return [
        minute
        for one in interval.times
        for minute in range(*(int(clock[:2]) * 60 + int(clock[3:]) for clock in one.split("-")))
    ]


def _numbers(ranges: Iterable[str], names: Sequence[str]) -> list[int]:
    """The places among `names` of what `ranges` hold; a range may go over the end and begin anew."""
    found: list[int] = []
    for one in ranges:
        first, last = names.index(one.split(":")[0]), names.index(one.split(":")[-1])
        found += [(first + i) % len(names) for i in range((last - first) % len(names) + 1)]
    return found


def _spelled(ranges: Iterable[str]) -> list[int]:
    ends = [[int(end) for end in one.split(":")] for one in ranges]
    return [number for one in ends for number in range(one[0], one[-1] + 1)]


def _missing(numbers: Iterable[int], of: range) -> list[int]:
    there = set(numbers)
    return [number for number in of if number not in there]


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """`numbers` as ranges, in order: first and last of each."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _clock(minutes: Iterable[int]) -> list[TimeRange]:
    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    return [TimeRange(clock(first), clock(last + 1)) for first, last in _runs(minutes)]


def _named(numbers: Iterable[int], names: Sequence[str]) -> list[str]:
    return [names[a] if a == b else f"{names[a]}:{names[b]}" for a, b in _runs(numbers)]


def _written(numbers: Iterable[int]) -> list[str]:
    return [str(a) if a == b else f"{a}:{b}" for a, b in _runs(numbers)]


__all__ = ["intervals", "left_out"]
