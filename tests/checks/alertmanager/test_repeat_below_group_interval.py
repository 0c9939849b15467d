"""Notifications that are repeated less often than their route says."""

import pytest

from tests.checks.making import found, shown, written

ID = "alertmanager/repeat-below-group-interval"


def routed(root: str, below: str = "") -> str:
    return f"route:\n  receiver: all\n  {root}\n  routes: [{below}]\nreceivers: [{{name: all}}]\n"


def test_a_repeat_below_the_interval_is_found_at_the_repeat() -> None:
    documents = written(routed("repeat_interval: 5m\n  group_interval: 10m"))
    assert shown(ID, documents) == [
        "alertmanager.yml:3:20 warning: a route of alertmanager.yml to 'all' repeats every 5m, and looks at "
        "its groups every 10m."
    ]
    (said,) = found(ID, documents)
    assert "| It repeats every 10m. |" in said


@pytest.mark.parametrize(
    ("root", "below"),
    [
        ("group_interval: 6h", ""),  # repeats every 4h by default
        ("repeat_interval: 1m", ""),  # looks every 5m by default
        ("group_interval: 1h", "{matchers: [a=b], repeat_interval: 30m}"),
        ("repeat_interval: 30m", "{matchers: [a=b], group_interval: 1h}"),
    ],
)
def test_what_is_inherited_or_the_default_counts_and_is_told_once(root: str, below: str) -> None:
    assert len(found(ID, written(routed(root, below)))) == 1


def test_equal_ones_are_a_doubt_since_every_second_look_tells() -> None:
    (said,) = found(ID, written(routed("group_interval: 5m\n  repeat_interval: 5m")))
    assert said.startswith("info: ")
    assert "| It mostly repeats at every second look only. |" in said


@pytest.mark.parametrize(
    ("root", "below"),
    [
        ("group_interval: 1m\n  repeat_interval: 2m", ""),
        ("group_interval: 30s\n  repeat_interval: 1w", ""),
        ("group_interval: 1h", "{matchers: [a=b], group_interval: 1m, repeat_interval: 10m}"),
        ("group_wait: 10m", "{matchers: [a=b], group_wait: 1h}"),
    ],
)
def test_any_other_is_right(root: str, below: str) -> None:
    assert found(ID, written(routed(root, below))) == []
