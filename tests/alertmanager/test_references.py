"""Receivers, intervals and matchers are given as such or as their text, and kept in one form."""

from __future__ import annotations

from typing import Any

import pytest

from alertflow.alertmanager import InhibitRule, Matcher, Receiver, Route, TimeInterval
from alertflow.declared import DeclarationError

PAGER = Receiver("pager")
NIGHT = TimeInterval("night")


def test_a_route_names_the_receiver_and_the_intervals_that_it_is_given() -> None:
    route = Route(receiver=PAGER, mute_time_intervals=[NIGHT, "weekend"], active_time_intervals=[NIGHT])
    assert route == Route(
        receiver="pager", mute_time_intervals=["night", "weekend"], active_time_intervals=["night"]
    )
    assert route.to_data()["receiver"] == "pager"


def test_a_text_is_the_matchers_that_it_holds() -> None:
    critical = Matcher("severity", "=", "critical")
    route = Route(matchers=['severity="critical"', Matcher("team", "!=", "")])
    assert route.matchers == (critical, Matcher("team", "!=", ""))
    assert Route(matchers=['{severity="critical",team!=""}']) == route
    rule = InhibitRule(source_matchers=["severity=critical"], target_matchers=['severity=~"warning|info"'])
    assert rule.source_matchers == (critical,)


def test_a_copy_with_a_change_keeps_them() -> None:
    route = Route(receiver=PAGER, matchers=["a=b"]).replace(group_wait="0s")
    assert (route.receiver, [str(one) for one in route.matchers]) == ("pager", ['a="b"'])


def test_a_type_checker_knows_what_they_take_and_what_they_hold() -> None:
    route = Route(receiver=PAGER, matchers=["a=b"])
    name: str | None = route.receiver
    operators: list[str] = [one.op for one in route.matchers]
    assert (name, operators) == ("pager", ["="])
    with pytest.raises(DeclarationError):
        Route(receiver=NIGHT)  # type: ignore[arg-type]  # what mypy, too, should refuse


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"receiver": NIGHT}, "receiver: should be text, not a TimeInterval."),
        ({"receiver": 3}, "receiver: should be text, not 3."),
        ({"mute_time_intervals": [PAGER]}, "mute_time_intervals[0]: should be text, not a Receiver."),
        ({"matchers": "a=b"}, "matchers: should be a list, not 'a=b'."),
        ({"matchers": [3]}, "matchers[0]: should be a Matcher, not 3."),
        ({"matchers": ["severity"]}, "matchers: 'severity' is not a matcher"),
    ],
)
def test_anything_else_is_refused_at_its_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        Route(**given)
    assert message in refused.value.message
    assert refused.value.location is not None
    assert refused.value.location.path == __file__
