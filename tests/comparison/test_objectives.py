"""Specifications, and alerts written by hand, against the rules of Slos: what differs is told."""

from __future__ import annotations

from typing import Any

import pytest

from alertflow.comparison import Difference, What, differences
from alertflow.comparison.objectives import objectives_differences
from alertflow.compiler.lower.prometheus import lower
from alertflow.documents import Read, read
from alertflow.model import Project, Severity
from alertflow.model.slo import MONTHLY, Availability, BurnTier, Slo
from alertflow.prometheus import RuleFile
from alertflow.yaml import dump
from tests.checks.slo.specs import sloth

SPEC = sloth(
    errors='sum(rate(requests_total{code=~"5.."}[{{.window}}]))',
    alerting="{name: Errors, labels: {team: web}, annotations: {tell: all}, "
    "page_alert: {labels: {severity: critical}}, ticket_alert: {labels: {severity: warning}}}",
)
BY_HAND = """\
groups:
- name: shop
  rules:
  - alert: Errors
    expr: |
      sum(rate(failed_total[1h])) / sum(rate(requests_total[1h])) > 14.4 * 0.001
        and sum(rate(failed_total[5m])) / sum(rate(requests_total[5m])) > 14.4 * 0.001
    labels: {severity: critical}
    annotations: {tell: all}
  - alert: Down
    expr: up == 0
"""


def slo(**changes: Any) -> Slo:
    usual: dict[str, Any] = {
        "service": "shop",
        "objective": 0.999,
        "indicator": Availability(errors='requests_total{code=~"5.."}', total="requests_total"),
        "period_ratio": "averaged",
        "labels": {"team": "web"},
        "annotations": {"tell": "all"},
        "alert": "Errors",
        "runbook": "",
        "tiers_only": True,
    }
    return Slo("availability", **(usual | changes))


def built(*slos: Slo) -> list[Read]:
    lowered = lower(Project(name="shop", slos=list(slos)))
    files = {path: one.to_data() for path, one in lowered.items() if isinstance(one, RuleFile)}
    return [one for path, data in files.items() for one in read(dump(data), path)[0]]


def given(text: str = SPEC, path: str = "slo.yml") -> Read:
    ((one,), _) = read(text, path)
    return one


def told(found: list[Difference]) -> list[str]:
    return [f"{one.what}: {one}" for one in found]


def test_the_same_by_other_names_is_moved() -> None:
    same = [
        "moved: shop/availability: the same, now as the Slo shop/availability; its labels are service, slo "
        "and burn, for sloth_service, sloth_slo and sloth_id"
    ]
    assert told(objectives_differences(given(), built(slo()))) == same
    assert [one for one in told(differences([given()], built(slo()))) if not one.startswith("added")] == same


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"objective": 0.99}, "objective 0.999 → 0.99; the page alert is gone"),
        ({"period": "28d"}, "period 30d → 28.0d"),
        ({"tiers": MONTHLY[:2]}, "the ticket alert is gone"),
        ({"tiers": MONTHLY[1:]}, "the page alert compares 0.0144 over 1h and 0.006 over 6h → 0.006 over 6h"),
        (
            {
                "tiers": [
                    *MONTHLY,
                    BurnTier("x", budget_percent=1, short="5m", long="2h", severity=Severity.INFO),
                ]
            },
            "the alert Errors (info) is new",
        ),
        (
            {"indicator": Availability(errors='requests_total{code="500"}', total="requests_total")},
            "the page alert asks for another error ratio; the ticket alert asks for another error ratio",
        ),
        ({"labels": {}}, "Errors: label team 'web' → None"),
        ({"annotations": {"tell": "none"}}, "Errors: annotation tell 'all' → 'none'"),
        ({"tiers": [one.replace(for_="1m") for one in MONTHLY]}, "Errors: for 0s → 1m"),
        ({"tiers_only": False}, "the alert ShopAvailabilityErrorBudgetExhausted (warning) is new"),
        ({"tiers": [one.replace(severity=Severity.HIGH) for one in MONTHLY]}, "the page alert is gone"),
    ],
)
def test_what_differs_is_told(changes: dict[str, Any], sentence: str) -> None:
    (one,) = told(objectives_differences(given(), built(slo(**changes))))
    assert one.startswith("changed: shop/availability: ")
    assert sentence in one


def test_an_objective_without_rules_is_gone() -> None:
    other = slo(service="cart")
    assert told(objectives_differences(given(), built(other))) == ["removed: shop/availability: gone"]


def test_without_an_slo_specifications_are_compared_as_files() -> None:
    assert told(differences([given()], [given()])) == []
    (one,) = told(differences([given()], [given(SPEC.replace("99.9", "99.5"))]))
    assert "99.9" in one
    assert "99.5" in one


FAILED = Availability(errors="failed_total", total="requests_total")
QUICK = [MONTHLY[0]]


def test_an_alert_written_by_hand_may_become_that_of_an_slo() -> None:
    made = built(slo(indicator=FAILED, tiers=QUICK, labels={}))
    found = told(differences([given(BY_HAND, "rules.yml")], made))
    assert found[0] == (
        "moved: Errors: the same, now the critical alert of the Slo shop/availability; new are its labels "
        "slo, service, burn and its annotations summary, description"
    )
    assert [one for one in found if "Errors" in one] == found[:1]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("14.4 * 0.001", "14 * 0.001", "has other windows or limits"),
        ("5m", "6m", "has other windows or limits"),
        ("failed_total", "lost_total", "asks for another error ratio"),
        ("{tell: all}", "{tell: some}", "annotation tell 'some' → 'all'"),
        ("{severity: critical}", "{severity: critical, team: a}", "label team 'a' → None"),
        ("    labels", "    for: 5m\n    labels", "for 5m → 0s"),
    ],
)
def test_what_differs_of_an_alert_written_by_hand_is_told(old: str, new: str, sentence: str) -> None:
    made = built(slo(indicator=FAILED, tiers=QUICK, labels={}))
    found = told(differences([given(BY_HAND.replace(old, new), "rules.yml")], made))
    assert f"changed: Errors: {sentence}" in found


def test_an_alert_that_is_no_burn_rate_is_none_of_an_slos() -> None:
    made = built(slo(indicator=FAILED, tiers=QUICK, labels={}))
    found = told(differences([given(BY_HAND.replace(" > 14.4", " >= 14.4"), "rules.yml")], made))
    assert not any("now an alert of the Slo" in one or "windows or limits" in one for one in found)


def test_both_sides_built_of_slos_are_compared_as_rules() -> None:
    assert told(differences(built(slo()), built(slo()))) == []
    found = told(differences(built(slo()), built(slo(objective=0.99))))
    assert found
    assert all(one.startswith("changed: ") for one in found)


def test_many_objectives_take_a_time_that_grows_with_their_number() -> None:
    slos = [slo(service=f"s{n}", alert=f"Errors{n}") for n in range(60)]
    made = built(*slos)
    specs = [
        given(SPEC.replace("shop", f"s{n}").replace("Errors", f"Errors{n}"), f"{n}.yml") for n in range(60)
    ]
    found = [one for one in differences(specs, made) if one.what is not What.ADDED]
    assert {one.what for one in found} == {What.MOVED}
    assert len(found) == 60
