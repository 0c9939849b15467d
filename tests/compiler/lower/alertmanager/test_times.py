"""The times that an interval leaves out: at every minute either it holds or what it leaves out does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.compiler.lower.alertmanager.times import intervals
from alertflow.declared import DeclarationError
from alertflow.model import Project, Route, TimeInterval
from alertflow.model.times import MONTHS, WEEKDAYS

MINUTES = st.integers(0, 24 * 60 - 1)


def written(interval: TimeInterval) -> dict[str, Any]:
    route = Route("r", outside=interval, receivers=[])
    return {one.name: one.to_data()["time_intervals"] for one in intervals(Project(name="p", routes=[route]))}


def holds(interval: TimeInterval, at: datetime) -> tuple[bool, bool]:
    """Whether the interval holds, and whether what it leaves out does, as Alertmanager has it."""
    route = Route("r", outside=interval, receivers=[])
    known = {one.name: one for one in intervals(Project(name="p", routes=[route]))}
    return known["x"].holds(at), "outside-x" in known and known["outside-x"].holds(at)


def ranges(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    one = st.one_of(
        st.sampled_from(words), st.tuples(st.sampled_from(words), st.sampled_from(words)).map(":".join)
    )
    return st.lists(one, max_size=3)


@st.composite
def times(draw: st.DrawFn) -> list[str]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first, last = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
        found.append(f"{first // 60:02}:{first % 60:02}-{last // 60:02}:{last % 60:02}")
    return found


@st.composite
def days(draw: st.DrawFn) -> list[str]:
    """Days that are counted from the start, or one range that ends at the end."""
    if draw(st.booleans()):
        pairs = draw(st.lists(st.lists(st.integers(1, 31), min_size=2, max_size=2).map(sorted), max_size=2))
        return [f"{first}:{last}" for first, last in pairs]
    first, last = sorted(draw(st.lists(st.integers(-15, -1), min_size=2, max_size=2)))
    return [f"{draw(st.sampled_from([1, 5, first]))}:{last}"]


@given(
    times(),
    ranges(WEEKDAYS),
    days(),
    ranges(MONTHS),
    st.lists(st.sampled_from(["2026", "2025:2027"]), max_size=1),
    st.integers(0, 3 * 366 * 24 * 60),
)
def test_either_it_holds_or_what_it_leaves_out(
    times: list[str], weekdays: list[str], days: list[str], months: list[str], years: list[str], minute: int
) -> None:
    if not (times or weekdays or days or months or years):
        years = ["2026"]
    interval = TimeInterval(
        "x", times=times, weekdays=weekdays, days_of_month=days, months=months, years=years
    )
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    inside, outside = holds(interval, at)
    assert inside != outside


def test_office_hours_leave_out_nights_and_weekends() -> None:
    office = TimeInterval(
        "office", weekdays=["monday:friday"], times=["09:00-17:00"], location="Europe/Paris"
    )
    there = {"location": "Europe/Paris"}
    hours = [{"start_time": "09:00", "end_time": "17:00"}]
    nights = [{"start_time": "00:00", "end_time": "09:00"}, {"start_time": "17:00", "end_time": "24:00"}]
    assert written(office) == {
        "office": [{"times": hours, "weekdays": ["monday:friday"], **there}],
        "outside-office": [
            {"times": nights, **there},
            {"times": hours, "weekdays": ["sunday", "saturday"], **there},
        ],
    }


def test_a_range_over_the_end_of_the_week_is_two() -> None:
    assert written(TimeInterval("x", weekdays=["friday:monday"]))["x"] == [
        {"weekdays": ["sunday:monday", "friday:saturday"]}
    ]


def test_days_from_both_ends_of_a_month_leave_out_what_depends_on_it() -> None:
    with pytest.raises(DeclarationError, match="which days are outside 1:5 and -3:-1 depends on the month"):
        written(TimeInterval("x", days_of_month=["1:5", "-3:-1"]))


def test_a_name_that_is_taken_is_found() -> None:
    routes = [
        Route("a", outside=TimeInterval("x", weekdays=["monday"]), receivers=[]),
        Route("b", during=TimeInterval("outside-x", weekdays=["monday"]), receivers=[]),
    ]
    with pytest.raises(
        DeclarationError, match="alertflow gives this name to what another interval leaves out"
    ):
        intervals(Project(name="p", routes=routes))
