"""Time intervals that never hold."""

import pytest

from tests.checks.making import found, shown, written

ID = "alertmanager/never-holds"


def named(spans: str) -> str:
    return (
        "route: {receiver: all, routes: [{matchers: [a=b], mute_time_intervals: [odd]}]}\n"
        f"receivers: [{{name: all}}]\ntime_intervals:\n  - name: odd\n    time_intervals: {spans}\n"
    )


@pytest.mark.parametrize(
    "spans",
    [
        "[]",
        "[{weekdays: []}]",
        "[{times: [], weekdays: [monday]}]",
        '[{months: [february], days_of_month: ["30:31"]}]',
        '[{months: ["4", june], days_of_month: ["31"]}, {years: []}]',
    ],
)
def test_one_that_never_holds_is_found(spans: str) -> None:
    assert shown(ID, written(named(spans))) == [
        "alertmanager.yml:5:21 error: the time interval 'odd' of alertmanager.yml never holds."
    ]


@pytest.mark.parametrize(
    "spans",
    [
        "[{}]",
        "[{weekdays: []}, {weekdays: [monday]}]",
        '[{months: [february], days_of_month: ["29"]}]',
        '[{months: [february], days_of_month: ["-1"]}]',
        '[{years: ["2020"], months: [april], days_of_month: ["30:31"]}]',
    ],
)
def test_one_that_holds_at_some_time_is_right(spans: str) -> None:
    assert found(ID, written(named(spans))) == []
