"""Time intervals: what a person writes, and what cannot be meant."""

from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Project, Route, TimeInterval


def test_days_and_months_may_go_over_the_end() -> None:
    TimeInterval("late", weekdays=["friday:monday"], months=["november:february"], times=["18:00-24:00"])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "it is always"),
        ({"times": ["22:00-06:00"]}, "Over midnight, give two: times=['22:00-24:00', '00:00-06:00']"),
        ({"times": ["9-17"]}, "should be a time of day from and to, such as 09:00-17:30"),
        ({"times": "09:00-17:00"}, "should be a list"),
        ({"weekdays": ["mon-fri"]}, "should be a day of the week"),
        ({"months": ["13"]}, "should be a month"),
        ({"days_of_month": ["0"]}, "should be a day of the month"),
        ({"days_of_month": ["5:1"]}, "5:1 ends before it begins"),
        ({"days_of_month": ["-1:5"]}, "begins at the end of the month"),
        ({"years": ["2028:2026"]}, "2028:2026 ends before it begins"),
        ({"weekdays": ["monday"], "location": "paris"}, "should be a time zone such as Europe/Paris"),
    ],
)
def test_what_is_no_time_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        TimeInterval("x", **given)
    assert said in caught.value.message


def test_one_name_is_one_interval() -> None:
    routes = [
        Route(f"r{day}", during=TimeInterval("x", weekdays=[day]), receivers=[])
        for day in ("monday", "tuesday")
    ]
    (problem,) = Project(name="p", routes=routes).problems()
    assert problem.message.startswith("TimeInterval(x): another one of this name says something else")
