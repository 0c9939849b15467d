"""Time intervals: when they hold, and which Alertmanager refuses."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alertflow.alertmanager import TimeInterval, TimeRange, TimeSpan
from alertflow.declared import AlertflowError, DeclarationError
from alertflow.sections import read
from tests.alertmanager.asking import checked, taken
from tests.alertmanager.conftest import Amtool

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


def _at(text: str, zone: Any = UTC) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("span", "at", "holds"),
    [
        (TimeSpan(), _at("2026-08-05 12:00"), True),
        (TimeSpan(times=[TimeRange("09:00", "17:00")]), _at("2026-08-05 08:59:59"), False),
        (TimeSpan(times=[TimeRange("09:00", "17:00")]), _at("2026-08-05 09:00:00"), True),
        (TimeSpan(times=[TimeRange("09:00", "17:00")]), _at("2026-08-05 16:59:59"), True),
        (TimeSpan(times=[TimeRange("09:00", "17:00")]), _at("2026-08-05 17:00:00"), False),
        (TimeSpan(times=[TimeRange("23:59", "24:00")]), _at("2026-08-05 23:59:59"), True),
        (TimeSpan(weekdays=["monday:friday"]), _at("2026-08-07 23:59"), True),
        (TimeSpan(weekdays=["monday:friday"]), _at("2026-08-08 00:00"), False),
        (TimeSpan(weekdays=["saturday", "sunday"]), _at("2026-08-09 00:00"), True),
        (TimeSpan(weekdays=["Sunday:Monday"]), _at("2026-08-09 00:00"), True),
        (TimeSpan(days_of_month=["1:5"]), _at("2026-08-05 12:00"), True),
        (TimeSpan(days_of_month=["1:5"]), _at("2026-08-06 12:00"), False),
        (TimeSpan(days_of_month=["-3:-1"]), _at("2026-02-26 12:00"), True),
        (TimeSpan(days_of_month=["-3:-1"]), _at("2026-02-25 12:00"), False),
        (TimeSpan(days_of_month=["-1"]), _at("2028-02-29 12:00"), True),
        (TimeSpan(days_of_month=["31"]), _at("2026-04-30 12:00"), False),
        (TimeSpan(days_of_month=["28:31"]), _at("2026-04-30 12:00"), True),
        (TimeSpan(days_of_month=["-31:-1"]), _at("2026-02-01 12:00"), True),
        (TimeSpan(days_of_month=["10:-10"]), _at("2026-02-19 12:00"), True),
        (TimeSpan(days_of_month=["10:-10"]), _at("2026-02-20 12:00"), False),
        (TimeSpan(months=["may:august"]), _at("2026-08-31 12:00"), True),
        (TimeSpan(months=["1:3", "12"]), _at("2026-12-01 12:00"), True),
        (TimeSpan(months=["1:3", "12"]), _at("2026-04-01 12:00"), False),
        (TimeSpan(years=["2026:2028"]), _at("2028-12-31 12:00"), True),
        (TimeSpan(years=["2026"]), _at("2027-01-01 00:00"), False),
        (TimeSpan(weekdays=["wednesday"], months=["september"]), _at("2026-08-05 12:00"), False),
    ],
)
def test_a_span_holds_where_all_that_it_says_does(span: TimeSpan, at: datetime, holds: bool) -> None:
    assert span.holds(at) is holds


def test_an_interval_is_any_of_its_spans() -> None:
    night = TimeInterval(
        "night",
        time_intervals=[
            TimeSpan(times=[TimeRange("22:00", "24:00")]),
            TimeSpan(times=[TimeRange("00:00", "06:00")]),
        ],
    )
    assert [hour for hour in range(24) if night.holds(_at(f"2026-08-05 {hour:02}:30"))] == [*range(6), 22, 23]
    assert not TimeInterval("never", time_intervals=[]).holds(_at("2026-08-05 12:00"))


@pytest.mark.parametrize("key", ["times", "weekdays", "days_of_month", "months", "years"])
def test_an_empty_list_in_a_file_holds_never_and_none_always(key: str) -> None:
    for value, holds in (([], False), (None, True)):
        interval = read(TimeInterval, json.dumps({"name": "x", "time_intervals": [{key: value}]}), "am.yml")
        assert interval.holds(_at("2026-08-05 12:00")) is holds


def test_clocks_are_read_in_the_zone_of_the_span_whatever_the_zone_of_the_time() -> None:
    office = TimeSpan(times=[TimeRange("09:00", "17:00")], location="America/New_York")
    summer, winter = _at("2026-07-01 13:00"), _at("2026-12-01 13:00")
    assert office.holds(summer) and not office.holds(winter)
    assert office.holds(summer.astimezone(PARIS)) and not office.holds(winter.astimezone(PARIS))
    assert TimeSpan(weekdays=["sunday"], location="Asia/Tokyo").holds(_at("2026-08-08 16:00"))


def test_the_zone_of_alertmanagers_machine_is_taken_to_be_that_of_the_time() -> None:
    office = TimeSpan(times=[TimeRange("09:00", "17:00")], location="Local")
    assert office.holds(_at("2026-07-01 09:00", timezone(timedelta(hours=9))))
    assert not office.holds(_at("2026-07-01 00:00"))


@pytest.mark.parametrize(
    ("at", "days", "holds"),
    [
        (_at("2026-03-31 12:00", PARIS), ["1:31", "-1", "31"], False),
        (_at("2026-03-30 12:00", PARIS), ["-1"], True),
        (_at("2026-10-31 12:00", PARIS), ["-1"], True),
        (_at("2026-03-31 12:00", NEW_YORK), ["-1"], False),
        (_at("2026-11-30 12:00", NEW_YORK), ["-1"], True),
    ],
)
def test_where_clocks_go_forward_alertmanager_counts_a_day_less(
    at: datetime, days: list[str], holds: bool
) -> None:
    assert TimeSpan(days_of_month=days, location=str(at.tzinfo)).holds(at) is holds


def test_a_time_says_its_zone() -> None:
    with pytest.raises(AlertflowError, match="has no time zone"):
        TimeSpan().holds(datetime(2026, 8, 5))


REFUSED: list[tuple[Callable[[], Any], dict[str, Any], str]] = [
    (
        lambda: TimeSpan(weekdays=["monday-friday"]),
        {"weekdays": ["monday-friday"]},
        "'monday-friday' is not a day",
    ),
    (lambda: TimeSpan(weekdays=["1:5"]), {"weekdays": ["1:5"]}, "'1' is not a day of the week"),
    (lambda: TimeSpan(weekdays=["mondy"]), {"weekdays": ["mondy"]}, "Did you mean 'monday'?"),
    (
        lambda: TimeSpan(weekdays=["monday: friday"]),
        {"weekdays": ["monday: friday"]},
        "' friday' is not a day",
    ),
    (
        lambda: TimeSpan(weekdays=["friday:monday"]),
        {"weekdays": ["friday:monday"]},
        "'friday:monday' ends before it begins. Weeks begin on sunday; write two ranges.",
    ),
    (lambda: TimeSpan(weekdays=["monday:sunday"]), {"weekdays": ["monday:sunday"]}, "Weeks begin on sunday"),
    (lambda: TimeSpan(days_of_month=["0"]), {"days_of_month": ["0"]}, "0 is not a day of a month"),
    (lambda: TimeSpan(days_of_month=["32"]), {"days_of_month": ["32"]}, "32 is not a day of a month"),
    (lambda: TimeSpan(days_of_month=["-32"]), {"days_of_month": ["-32"]}, "-32 is not a day of a month"),
    (
        lambda: TimeSpan(days_of_month=["first"]),
        {"days_of_month": ["first"]},
        "'first' is not a whole number",
    ),
    (lambda: TimeSpan(days_of_month=["1:2:3"]), {"days_of_month": ["1:2:3"]}, "'1:2:3' is not a range"),
    (lambda: TimeSpan(days_of_month=["-1:1"]), {"days_of_month": ["-1:1"]}, "it must end there: -1:-1"),
    (
        lambda: TimeSpan(days_of_month=["-1:-2"]),
        {"days_of_month": ["-1:-2"]},
        "ends before it begins in a month",
    ),
    (lambda: TimeSpan(days_of_month=["20:-10"]), {"days_of_month": ["20:-10"]}, "in a month of 28 days"),
    (lambda: TimeSpan(months=["jan"]), {"months": ["jan"]}, "'jan' is not a month. Did you mean 'january'?"),
    (
        lambda: TimeSpan(months=["december:january"]),
        {"months": ["december:january"]},
        "Years begin in january",
    ),
    (lambda: TimeSpan(years=["2026-2027"]), {"years": ["2026-2027"]}, "'2026-2027' is not a whole number"),
    (lambda: TimeSpan(years=["2027:2026"]), {"years": ["2027:2026"]}, "'2027:2026' ends before it begins"),
    (
        lambda: TimeSpan(location="Europe/Pariss"),
        {"location": "Europe/Pariss"},
        "Did you mean 'Europe/Paris'?",
    ),
    (lambda: TimeSpan(location="/etc/localtime"), {"location": "/etc/localtime"}, "is not a time zone"),
    (lambda: TimeSpan(location="Europe"), {"location": "Europe"}, "'Europe' is not a time zone"),
    (
        lambda: TimeRange("9:00", "17:00"),
        {"times": [{"start_time": "9:00", "end_time": "17:00"}]},
        "should be a time of day from 00:00 to 24:00",
    ),
    (
        lambda: TimeRange("00:00", "24:30"),
        {"times": [{"start_time": "00:00", "end_time": "24:30"}]},
        "should be a time of day",
    ),
    (
        lambda: TimeRange("22:00", "06:00"),
        {"times": [{"start_time": "22:00", "end_time": "06:00"}]},
        "passes midnight; write two: 22:00 to 24:00, and 00:00 to 06:00.",
    ),
    (
        lambda: TimeRange("09:00", "09:00"),
        {"times": [{"start_time": "09:00", "end_time": "09:00"}]},
        "09:00 to 09:00 is no time at all.",
    ),
]


def _with(span: dict[str, Any]) -> dict[str, Any]:
    return {
        "route": {"receiver": "a"},
        "receivers": [{"name": "a"}],
        "time_intervals": [{"name": "i", "time_intervals": [span]}],
    }


@pytest.mark.parametrize("release", ["old", "new"])
def test_amtool_refuses_what_is_refused(release: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    found = taken(amtool, (_with(span) for _, span, _ in REFUSED), tmp_path)
    assert [span for (_, span, _), right in zip(REFUSED, found, strict=True) if right] == []


@pytest.mark.parametrize(("declare", "_", "reason"), REFUSED)
def test_what_alertmanager_refuses_is_refused_where_it_is_written(
    declare: Callable[[], Any], _: Any, reason: str
) -> None:
    with pytest.raises(DeclarationError) as refused:
        declare()
    assert reason in refused.value.message
    assert refused.value.location is not None and refused.value.location.path == __file__


_PIECES = {
    "weekdays": ["monday", "Sunday", "saturday", "tuesday", "fri", "1", ""],
    "days_of_month": ["1", "31", "-1", "-31", "0", "32", "28", "-5", "+7", "07", "1.0", "x"],
    "months": ["january", "DECEMBER", "june", "1", "12", "13", "0", "-2", "feb"],
    "years": ["2026", "1999", "-1", "+2030", "0", "x", "2026.0"],
}


def _made(count: int) -> list[tuple[str, str]]:
    """Ranges for each key, right and wrong ones."""
    chance = random.Random(1)
    texts = []
    for _ in range(count):
        key = chance.choice(list(_PIECES))
        ends = chance.choices(_PIECES[key], k=chance.choice([1, 2, 2, 2, 2, 3]))
        texts.append((key, ":".join(chance.choice(["", "", "", "", " "]) + end for end in ends)))
    return list(dict.fromkeys(texts))


@pytest.mark.parametrize("release", ["old", "new"])
def test_made_ranges_are_refused_where_amtool_refuses_them(
    release: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    refused: list[tuple[str, str]] = []
    right: dict[str, list[str]] = {}
    for key, text in _made(800):
        try:
            TimeSpan(**{key: [text]})  # type: ignore[arg-type]  # the fields of ranges take such lists
        except DeclarationError:
            refused.append((key, text))
        else:
            right.setdefault(key, []).append(text)
    done, said = checked(amtool, _with(right), tmp_path)
    assert done, said
    some = refused[:60]
    found = taken(amtool, (_with({key: [text]}) for key, text in some), tmp_path)
    assert [text for text, taken_ in zip(some, found, strict=True) if taken_] == []
    assert len(some) == 60 and sum(map(len, right.values())) > 50


def test_odd_but_right_ones_are_taken(tmp_path: Path, amtool_old: Amtool, amtool_new: Amtool) -> None:
    odd = TimeSpan(
        times=[TimeRange("00:00", "24:00")],
        weekdays=["SUNDAY:Saturday", "monday"],
        days_of_month=["1:-1", "-31:-1", "+5", "27:-1", "031"],
        months=["JANUARY", "1:13", "0", "march:5", "-4"],
        years=["0", "-5:9999", "+2026"],
        location="Local",
    )
    for amtool in (amtool_old, amtool_new):
        right, said = checked(amtool, _with(odd.to_data()), tmp_path)
        assert right, said
    for zone in ("", "UTC", "Etc/GMT+5", "America/Argentina/Ushuaia"):
        assert checked(amtool_new, _with(TimeSpan(location=zone).to_data()), tmp_path)[0]
