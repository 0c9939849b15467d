"""The burn rates that alerts stand for: the numbers of the workbook, and what a tier refuses."""

import re
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Severity
from alertflow.slo import MONTHLY, WEEKLY, Availability, BurnTier, Slo

HOURS_OF_A_DAY = 24
SHARES = {"page-quick": 0.02, "page-slow": 0.05, "ticket-quick": 0.10, "ticket-slow": 0.10}
"""How much of the budget goes, by tier, within its long window."""
LONG = {"page-quick": 1, "page-slow": 6, "ticket-quick": 24, "ticket-slow": 72}
"""The long windows, in hours."""
TABLE = {
    "30d": {"page-quick": 14.4, "page-slow": 6, "ticket-quick": 3, "ticket-slow": 1},
    "28d": {"page-quick": 13.44, "page-slow": 5.6, "ticket-quick": 2.8, "ticket-slow": 0.933},
}
"""The table that generators of such rules publish."""


def slo(**more: Any) -> Slo:
    given: dict[str, Any] = {
        "name": "availability",
        "service": "shop",
        "objective": 0.999,
        "indicator": Availability(errors='http_requests_total{status="500"}', total="http_requests_total"),
    }
    return Slo(**(given | more))


def limits(found: Slo) -> dict[str, float]:
    """The error ratio above which each tier fires, as it stands in the rule."""
    products = {
        alert.labels["burn"]: re.findall(r"> ([0-9.]+) \* ([0-9.]+)", alert.expr)
        for alert in found.alerts
        if "burn" in alert.labels
    }
    assert all(len(set(both)) == 1 and len(both) == 2 for both in products.values())
    return {tier: float(factor) * float(budget) for tier, ((factor, budget), _) in products.items()}


@pytest.mark.parametrize("period", ["30d", "28d"])
def test_the_burn_rates_are_those_of_the_table(period: str) -> None:
    found = {tier.name: tier.factor(period) for tier in MONTHLY}
    assert found == pytest.approx(TABLE[period], abs=0.0005)


@pytest.mark.parametrize("days", [7, 14, 28, 30, 90])
def test_a_tier_that_fires_for_its_long_window_has_spent_its_share(days: int) -> None:
    """A burn rate of 1 spends the budget evenly: 1/168 of it an hour, where the period is a week."""
    for tier in MONTHLY:
        evenly_in_an_hour = 1 / (days * HOURS_OF_A_DAY)
        spent = tier.factor(f"{days}d") * evenly_in_an_hour * LONG[tier.name]
        assert spent == pytest.approx(SHARES[tier.name])


def test_the_burn_rates_of_seven_days_derived_by_hand() -> None:
    """A week has 168 hours. 2 % of the budget in one hour is what would last 3.36 hours, and so on."""
    assert {tier.name: tier.factor("7d") for tier in MONTHLY} == pytest.approx(
        {
            "page-quick": 0.02 * 168 / 1,
            "page-slow": 0.05 * 168 / 6,
            "ticket-quick": 0.10 * 168 / 24,
            "ticket-slow": 0.10 * 168 / 72,
        }
    )
    assert [round(tier.factor("7d"), 3) for tier in MONTHLY] == [3.36, 1.4, 0.7, 0.233]


def test_a_week_has_tiers_that_spend_the_budget_before_it_ends() -> None:
    found = {tier.name: tier.factor("7d") for tier in WEEKLY}
    by_hand = [0.08 * 168 / 1, 0.125 * 168 / 6, 0.20 * 168 / 24, 0.42 * 168 / 72]
    assert list(found.values()) == pytest.approx(by_hand)
    assert list(found.values()) == pytest.approx([13.44, 3.5, 1.4, 0.98])


@pytest.mark.parametrize(
    ("period", "factors"),
    [
        ("30d", [14.4, 6, 3, 1]),
        ("28d", [13.44, 5.6, 2.8, 0.9333]),
        ("7d", [13.44, 3.5, 1.4, 0.98]),
        ("week", [13.44, 3.5, 1.4, 0.98]),
        ("month", [14.4, 6, 3, 1]),
        ("quarter", [43.2, 18, 9, 3]),
    ],
)
def test_the_rules_hold_the_product_of_burn_rate_and_budget(period: str, factors: list[float]) -> None:
    assert list(limits(slo(period=period)).values()) == pytest.approx([f * 0.001 for f in factors], rel=1e-4)


def test_the_standard_tiers_page_for_what_is_quick() -> None:
    assert [(tier.short, tier.long, tier.severity) for tier in MONTHLY] == [
        ("5m", "1h", Severity.CRITICAL),
        ("30m", "6h", Severity.CRITICAL),
        ("2h", "1d", Severity.WARNING),
        ("6h", "3d", Severity.WARNING),
    ]


def test_standard_tiers_that_cannot_fire_are_left_out() -> None:
    """With an objective of 90 %, 14.4 times too fast would be more requests than there are."""
    assert [tier.name for tier in slo(objective=0.9).burn_tiers] == [
        "page-slow",
        "ticket-quick",
        "ticket-slow",
    ]
    assert all(limit < 1 for limit in limits(slo(objective=0.5)).values())


def test_standard_tiers_do_not_look_beyond_the_period_nor_below_its_budget() -> None:
    assert [tier.name for tier in slo(period="2d").burn_tiers] == ["page-quick", "page-slow"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"long": "30s"}, "long='30s': a window is a whole number of minutes, 5 or more"),
        ({"short": "1m"}, "short='1m': a window is a whole number of minutes, 5 or more"),
        ({"short": "90m"}, "short='90m' should be shorter than long='1h'"),
        ({"for_": "10m"}, "for_='10m' is longer than the short window of 5m"),
        ({"budget_percent": 0.0}, "budget_percent: should be greater than 0"),
        ({"labels": {"burn": "x"}}, "labels: 'burn' is set by the objective itself"),
        ({"name": "Page quick"}, "name: should be letters"),
    ],
)
def test_a_tier_that_cannot_work_is_refused(given: dict[str, Any], sentence: str) -> None:
    usual: dict[str, Any] = {
        "name": "page",
        "budget_percent": 2.0,
        "short": "5m",
        "long": "1h",
        "severity": Severity.CRITICAL,
    }
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        BurnTier(**(usual | given))
