"""Time intervals compared: by the times that they hold at, however their ranges are written."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from alertflow.alertmanager import Config, TimeInterval, TimeSpan

_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {name: number for number, name in enumerate(_WEEKDAYS)}
_NUMBERS |= {name: number for number, name in enumerate(_MONTHS, start=1)}
_WHOLE_DAY = ((0, 24 * 60),)
_PARTS = ("times", "weekdays", "days_of_month", "months", "years")


def contents(config: Config) -> dict[str, Hashable]:
    """By name: when each interval holds."""
    return {one.name: _content(one) for one in config.every_time_interval}


def _content(interval: TimeInterval) -> Hashable:
    spans = [
        _span(one)
        for one in interval.time_intervals
        if not any(one.empty.get(key) == [] for key in _PARTS)  # an empty list holds never
    ]
    return frozenset(spans), tuple(sorted(map(repr, interval.extra.items())))


def _span(span: TimeSpan) -> Hashable:
    """What a span asks for, part by part; None for a part that always holds."""
    times = _joined([(_minute(one.start_time), _minute(one.end_time)) for one in span.times])
    weekdays = frozenset([day for low, high in map(_range, span.weekdays) for day in range(low, high + 1)])
    months = frozenset([one for low, high in map(_range, span.months) for one in range(low, high + 1)])
    years = _joined([(low, high + 1) for low, high in map(_range, span.years)])
    location = "" if span.location in (None, "", "UTC") else span.location
    return (
        None if not times or times == _WHOLE_DAY else times,
        None if not weekdays or len(weekdays) == len(_WEEKDAYS) else weekdays,
        frozenset(map(_range, span.days_of_month)) or None,
        None if not months or months.issuperset(range(1, len(_MONTHS) + 1)) else months,
        years or None,
        location,
        tuple(sorted(map(repr, span.extra.items()))),
    )


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _range(text: str) -> tuple[int, int]:
    """`monday:friday` or `5`, as numbers; both ends belong to it."""
    first, _, last = text.lower().partition(":")
    return _number(first), _number(last or first)


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


def _joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """`ranges`, which end before their second number, without overlaps and gaps of nothing."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return tuple(joined)


__all__ = ["contents"]
