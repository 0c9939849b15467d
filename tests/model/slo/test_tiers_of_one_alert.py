"""Tiers that are one alert, alerts with names of one's own, and objectives with nothing but their tiers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow.compiler.lower import lower
from alertflow.declared import DeclarationError
from alertflow.model import Project, Severity
from alertflow.model.slo import MONTHLY, Availability, BurnTier, Slo
from alertflow.prometheus import RuleFile, TestFile
from alertflow.yaml import dump
from tests.prometheus.promtool import Promtool


def slo(**changes: Any) -> Slo:
    usual: dict[str, Any] = {
        "service": "shop",
        "objective": 0.999,
        "indicator": Availability(errors='requests_total{code=~"5.."}', total="requests_total"),
    }
    return Slo("availability", **(usual | changes))


def test_with_a_name_tiers_of_one_severity_are_one_alert() -> None:
    page, ticket, *_ = slo(alert="Errors").alerts
    assert (page.name, str(page.severity), page.labels["burn"]) == (
        "Errors",
        "critical",
        "page-quick,page-slow",
    )
    assert (ticket.name, str(ticket.severity)) == ("Errors", "warning")
    assert (
        page.expr
        == """\
(
  slo:sli_error:ratio_rate1h{service="shop",slo="availability"} > 14.4 * 0.001
  and slo:sli_error:ratio_rate5m{service="shop",slo="availability"} > 14.4 * 0.001
)
or
(
  slo:sli_error:ratio_rate6h{service="shop",slo="availability"} > 6 * 0.001
  and slo:sli_error:ratio_rate30m{service="shop",slo="availability"} > 6 * 0.001
)"""
    )


def test_a_tier_may_have_a_name_and_annotations_of_its_own() -> None:
    named = MONTHLY[0].replace(alert="Fast", annotations={"tell": "all"})
    fast, slow, *_ = slo(tiers=[named, MONTHLY[1]], annotations={"tell": "one", "more": "yes"}).alerts
    assert (fast.name, dict(fast.annotations)) == ("Fast", {"tell": "all", "more": "yes"})
    assert (slow.name, dict(slow.annotations)) == (
        "ShopAvailabilityErrorBudgetBurnPageSlow",
        {"tell": "one", "more": "yes"},
    )


def test_tiers_of_one_alert_have_the_same_labels() -> None:
    tiers = [MONTHLY[0].replace(labels={"a": "b"}), MONTHLY[1]]
    with pytest.raises(
        DeclarationError, match="page-quick and page-slow are one alert, Errors of severity crit"
    ):
        slo(alert="Errors", tiers=tiers)
    assert len(slo(tiers=tiers).burn_alerts) == 2


def test_tiers_only_is_neither_an_exhausted_budget_nor_an_inhibition() -> None:
    assert len(slo(alert="Errors").alerts) == 4
    assert len(slo(alert="Errors").inhibitions) == 2
    alone = slo(alert="Errors", tiers_only=True)
    assert (len(alone.alerts), alone.inhibitions, alone.exhausted_alerts) == (2, (), ())
    assert slo(tiers=[], tiers_only=True).alerts == ()


def test_a_slower_alert_is_inhibited_by_one_all_of_whose_tiers_are_faster() -> None:
    quick = BurnTier("quick", budget_percent=1, short="5m", long="1h", severity=Severity.WARNING, alert="B")
    mixed = slo(tiers=[MONTHLY[0], MONTHLY[1], quick], alert="A", tiers_only=False)
    pairs = [(one.sources[0].name, [target.name for target in one.targets]) for one in mixed.inhibitions]
    assert ("A", ["B"]) not in pairs
    assert pairs == [("ShopAvailabilityErrorBudgetExhausted", ["ShopAvailabilityErrorBudgetExhausted"])]


@pytest.mark.parametrize("changes", [{"alert": "Errors", "tiers_only": True}, {"alert": "Errors"}])
def test_the_generated_tests_prove_them(
    changes: dict[str, Any], programs: Callable[[str], Path], tmp_path: Path
) -> None:
    files = lower(Project(name="shop", slos=[slo(**changes)]))
    tests = []
    for path, one in files.items():
        if isinstance(one, RuleFile | TestFile):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(dump(one.to_data()), "utf-8")
            tests += [tmp_path / path] if isinstance(one, TestFile) else []
    assert tests
    for test in tests:
        Promtool(programs("promtool-new"))("test", "rules", test)
