"""Burn alerts that wait for more errors than there can be."""

from tests.checks.making import found_in
from tests.checks.slo.specs import burn_rate, openslo, sloth

ID = "slo/never-fires"
ALERTING = "{name: Errors, page_alert: {labels: {severity: page}}}"


def test_an_alert_whose_every_rate_is_out_of_reach_is_a_warning_at_the_alert() -> None:
    assert found_in(sloth(objective="80", alerting=ALERTING), ID) == [
        "file.yml:10:40 warning: shop/availability: the page alert waits for a budget that burns 14.4 times "
        "over 1h and 6 times over 6h: that is 288% of all events."
    ]


def test_an_alert_of_which_one_rate_can_be_reached_is_only_mentioned() -> None:
    assert found_in(sloth(objective="93"), ID) == [
        "file.yml:10:13 info: shop/availability: the page alert waits for a budget that burns 14.4 times "
        "over 1h: that is 101% of all events."
    ]


def test_an_objective_that_leaves_room_is_right() -> None:
    assert found_in(sloth(objective="93.1"), ID) == []


def test_a_disabled_alert_is_none() -> None:
    assert found_in(sloth(objective="80", alerting="{name: E, page_alert: {disable: true}}"), ID) == []


def test_conditions_of_openslo_are_looked_at_too() -> None:
    (one,) = found_in(openslo(objective="target: 0.9", policies=burn_rate("20")), ID)
    assert "burns 20 times over 1h: that is 200% of all events" in one
