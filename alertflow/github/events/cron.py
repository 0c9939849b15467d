"""The cron expressions of `schedule`: what GitHub takes, and how often one runs.

Sources: docs.github.com, "Events that trigger workflows", schedule (POSIX cron, no @daily and the like, at
most every five minutes); github.com/actions/languageservices, `workflow-parser` (cron.ts: names, steps,
Sunday only as 0, ranges only upwards).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from alertflow.declared import nearest

_is_number = re.compile(r"[0-9]{1,9}").fullmatch


class Times(NamedTuple):
    """When a cron expression runs: the values of each field that fit."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    """Of the month, from 1."""
    months: frozenset[int]
    """From 1."""
    weekdays: frozenset[int]
    """From 0, Sunday."""


class _Field(NamedTuple):
    title: str
    least: int
    most: int
    names: Mapping[str, int] = {}

    def __str__(self) -> str:
        """The values that it has, in words."""
        words = list(self.names)
        return f"{self.least} to {self.most}" + (f" or {words[0]} to {words[-1]}" if words else "")


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of month", 1, 31),
    _Field("month", 1, 12, {name: number for number, name in enumerate(_MONTHS, 1)}),
    _Field("day of week", 0, 6, {name: number for number, name in enumerate(_WEEKDAYS)}),
)
_NICKNAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_is_extended = re.compile(r".*[?#].*|[0-9]*[LW]+").fullmatch
"""Matches what other crons have."""


def times(cron: str) -> Times:
    """When `cron` runs. Raises ValueError with a sentence where GitHub would refuse it."""
    if cron in _NICKNAMES:
        raise ValueError(f"GitHub does not know '{cron}'; write '{_NICKNAMES[cron]}'.")
    parts = re.split(" +", cron)
    if len(parts) != len(_FIELDS) or "" in parts:
        wanted = ", ".join(field.title for field in _FIELDS)
        hint = " GitHub's cron has neither seconds nor years." if len(parts) > len(_FIELDS) else ""
        raise ValueError(f"'{cron}' should have five fields with spaces between them: {wanted}.{hint}")
    return Times(*(_values(part, field) for part, field in zip(parts, _FIELDS, strict=True)))


def shortest_gap(found: Times) -> int:
    """The least number of minutes from one run to the next within an hour; 60 where an hour has only one."""
    minutes = sorted(found.minutes)
    return min((later - earlier for earlier, later in pairwise(minutes)), default=60)


def _values(text: str, field: _Field) -> frozenset[int]:
    """The values of one field: `*`, `5`, `1-5`, `*/15`, `MON-FRI/2`, or several of these with commas."""
    return frozenset(value for one in text.split(",") for value in _range(one, field))


def _range(text: str, field: _Field) -> Iterator[int]:
    span, slash, by = text.partition("/")
    step = _step(by, field) if slash else 1
    first, dash, last = span.partition("-")
    if span == "*":
        low, high = field.least, field.most
    else:
        low = _value(first, field)
        high = _value(last, field) if dash else field.most if slash else low
    if low > high:
        raise ValueError(
            f"the {field.title} '{span}' runs backwards: write '{first}-{field.most},{field.least}-{last}'."
        )
    yield from range(low, high + 1, step)


def _step(text: str, field: _Field) -> int:
    if not _is_number(text) or not 0 < int(text) <= field.most:
        raise ValueError(
            f"the {field.title} has the step '{text}'; a step is a number from 1 to {field.most}."
        )
    return int(text)


def _value(text: str, field: _Field) -> int:
    if text.upper() in field.names:
        return field.names[text.upper()]
    if _is_number(text) and field.least <= int(text) <= field.most:
        return int(text)
    raise ValueError(f"the {field.title} is '{text}'; it is {field}, or * for every one.{_hint(text, field)}")


def _hint(text: str, field: _Field) -> str:
    """What helps with a value that a field cannot have, '' where nothing comes to mind."""
    if near := nearest(text, field.names):
        return f" Did you mean '{near}'?"
    if field.title == "day of week" and text == "7":
        return " Sunday is 0."
    return " GitHub's cron has no ?, L, W and #." if _is_extended(text) else ""
