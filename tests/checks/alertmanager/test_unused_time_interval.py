"""Time intervals that no route goes by."""

import pytest

from tests.checks.making import found, shown, written

ID = "alertmanager/unused-time-interval"
WEEKENDS = "[{name: weekends, time_intervals: [{weekdays: [saturday, sunday]}]}]"


@pytest.mark.parametrize("key", ["time_intervals", "mute_time_intervals"])
def test_one_is_found_under_either_key(key: str) -> None:
    documents = written(f"route: {{receiver: all}}\nreceivers: [{{name: all}}]\n{key}: {WEEKENDS}")
    (said,) = shown(ID, documents)
    assert said == (
        f"alertmanager.yml:3:{len(key) + 11} warning: no route of alertmanager.yml goes by the time interval "
        "'weekends'."
    )


@pytest.mark.parametrize("key", ["mute_time_intervals", "active_time_intervals"])
def test_one_route_is_enough_be_it_muted_or_active(key: str) -> None:
    below = f"routes: [{{matchers: [a=b], routes: [{{matchers: [c=d], {key}: [weekends]}}]}}]"
    text = f"route: {{receiver: all, {below}}}\nreceivers: [{{name: all}}]\ntime_intervals: {WEEKENDS}"
    assert found(ID, written(text)) == []
