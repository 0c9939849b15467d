"""What a test of an alert may say, and what is refused where it is written."""

from collections.abc import Callable
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.testing import AlertTest, Growth, fires_when, per_hour, per_minute, per_second, quiet_when

NOTHING: Any = None
TEXT: Any = "6"


def test_what_grows_says_how_much_and_how_often() -> None:
    assert per_minute(6) == Growth(amount=6, per="1m")
    assert per_hour(-10, start=100) == Growth(amount=-10, per="1h", start=100)
    assert per_second(0.5).per == "1s"


def test_a_test_in_few_words_knows_where_it_was_written() -> None:
    test = fires_when("it is down", {"up": 0})
    assert test.fires is True
    assert test.source is not None
    assert test.source.path == __file__
    assert quiet_when("it is up", {"up": 1}).fires is False


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: fires_when("a", {"up{": 0}), "'up{' is no series"),
        (lambda: fires_when("a", {'up{job=~"a"}': 0}), "is a pattern, no series: give each label its value"),
        (lambda: fires_when("a", {"sum(up)": 0}), "'sum(up)' is no series"),
        (lambda: quiet_when("a", {"up": "0*5"}), "'0*5' is no values: behind x stands how often it goes on"),
        (lambda: quiet_when("a", {"up": "null"}), "'null' is no value; write _ for one that is missing."),
        (lambda: quiet_when("a", {"up": float("nan")}), "what is no number is written as text, as in 'NaN'."),
        (lambda: quiet_when("a", {"up": NOTHING}), "series['up']: should be text, a number or a Growth, not"),
        (lambda: per_minute(TEXT), "Growth(…): amount: should be a number, not '6'."),
        (
            lambda: AlertTest("a", series={"up": 0}),
            "it expects nothing: give fires_at=…, quiet_at=…, or both.",
        ),
        (lambda: AlertTest("a", series={}, fires=True, fires_at="5m"), "fires=… finds the times by itself"),
        (
            lambda: AlertTest("a", series={}, fires=False, annotations={"a": "b"}),
            "when it fires: give fires_at",
        ),
    ],
)
def test_what_makes_no_test_is_refused_where_it_is_written(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()
    assert sentence in refused.value.message
    assert refused.value.location is not None
    assert refused.value.location.path == __file__
