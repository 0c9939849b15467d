"""Plain data compared, and spans of time."""

from typing import Any

import pytest

from alertflow.comparison.data import Address, Hidden, frozen, pieces, same
from alertflow.comparison.spans import length, told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: 1 → 2"]),
        ({"a": 1}, {"a": True}, ["a: 1 → true"]),
        ({"a": 1}, {}, ["a: no longer 1"]),
        ({}, {"a": ""}, ['a: now ""']),
        ({"a": "x"}, {"a": "x "}, ['a: x → "x "']),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, ["a: now also z; no longer x"]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, ['a: in another order: ["y", "x"]']),
        ({"a": "x" * 50 + "a" * 20}, {"a": "x" * 50 + "b"}, [f"a: …{'x' * 15}{'a' * 20} → …{'x' * 15}b"]),
        ({"spec": {"x": None}}, {"spec": {"x": {"y": 1}}}, ['spec.x: nothing → {"y": 1}']),
        (
            {"groups": [{"name": "redis", "interval": "30s"}, {"name": "web"}]},
            {"groups": [{"name": "web"}, {"name": "redis", "interval": "1m"}]},
            ["groups[redis].interval: 30s → 1m"],
        ),
        ({"a": [{"x": 1}, {"x": 2}]}, {"a": [{"x": 1}, {"x": 3}]}, ["a[1].x: 2 → 3"]),
        ({"a": [{"x": 1}]}, {"a": [{"x": 1}, {"y": 2}]}, ['a[1]: now {"y": 2}']),
        ({"a": "x\ny"}, {"a": "x\nz"}, ["a: changed\n- y\n+ z"]),
        ({"a": Hidden("one")}, {"a": Hidden("two")}, ["a: changed (a secret)"]),
        ({"a": Hidden("one")}, {}, ["a: no longer (a secret)"]),
        (
            {"a": Address("https://u:p@a.example.org/x")},
            {"a": Address("https://b.example.org/y")},
            ["a: a.example.org → b.example.org"],
        ),
        (
            {"a": Address("https://a.example.org/x")},
            {"a": Address("https://a.example.org/y")},
            ["a: changed (a secret)"],
        ),
    ],
)
def test_each_piece_that_differs_is_told_with_the_way_to_it(old: Any, new: Any, said: list[str]) -> None:
    assert [str(piece) for piece in pieces(old, new)] == said
    assert same(old, new) is (not said)
    assert (frozen(old) == frozen(new)) is (not said) or "groups" in old


@pytest.mark.parametrize(
    ("text", "seconds", "shown"),
    [
        ("90s", 90, "1m30s"),
        ("5m", 300, "5m"),
        ("1h30m", 5400, "1h30m"),
        ("36h", 129600, "36h"),
        ("30d", 2592000, "30d"),
        ("1w", 604800, "1w"),
        ("1.5h", 5400, "1h30m"),
        ("250ms", 0.25, "250ms"),
        ("0", 0, "0s"),
    ],
)
def test_a_span_has_a_length_and_is_told_in_prometheus_units(text: str, seconds: float, shown: str) -> None:
    assert length(text) == seconds
    assert told(seconds) == shown


def test_what_is_no_span_has_no_length() -> None:
    assert [length(text) for text in ("", "soon", "5", "5 m", "m5")] == [None] * 5
