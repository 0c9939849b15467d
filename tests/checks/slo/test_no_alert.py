"""Objectives that alert nobody."""

from tests.checks.making import found_in
from tests.checks.slo.specs import burn_rate, openslo, sloth

ID = "slo/no-alert"
NEITHER = "{name: Errors, page_alert: {disable: true}, ticket_alert: {disable: true}}"


def test_both_alerts_disabled_is_mentioned() -> None:
    assert found_in(sloth(alerting=NEITHER), ID) == [
        "file.yml:4:3 info: shop/availability has both alerts disabled."
    ]


def test_one_of_both_is_enough() -> None:
    assert found_in(sloth(alerting="{name: Errors, page_alert: {disable: true}}"), ID) == []


def test_an_objective_of_openslo_without_a_policy_is_mentioned() -> None:
    assert found_in(openslo(), ID) == ["file.yml:8:16 info: shop/availability has no policy that alerts."]
    assert found_in(openslo(policies=burn_rate()), ID) == []
