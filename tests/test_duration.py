"""Durations as Prometheus writes them."""

import pytest

from alertflow.duration import minutes, seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("5m", 300),
        ("1h30m", 5400),
        ("30d", 2_592_000),
        ("1w", 604_800),
        ("250ms", 0.25),
        ("1y", 31_536_000),
    ],
)
def test_seconds(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("30s", 1), ("60s", 1), ("61s", 2), ("5m", 5), ("0s", 1)])
def test_minutes_are_rounded_up(text: str, expected: int) -> None:
    assert minutes(text) == expected
