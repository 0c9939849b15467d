"""Burn-rate alerts written by hand: those that an Slo says as well become one, all others stay."""

from __future__ import annotations

import pytest

from tests.importer.objectives.bringing import brought

RATIO = 'sum(rate(http_requests_total{{code=~"5.."}}[{0}])) / sum(rate(http_requests_total[{0}]))'


def pair(long: str, short: str, limit: str, ratio: str = RATIO) -> str:
    return f"{ratio.format(long)} > {limit} and {ratio.format(short)} > {limit}"


def rules(*alerts: str, records: str = "", group: str = "shop-slo") -> str:
    return f"groups:\n- name: {group}\n  rules:\n{records}{''.join(alerts)}"


def alert(name: str, expr: str, severity: str = "critical", more: str = "") -> str:
    text = " ".join(expr.split())
    return f"  - alert: {name}\n    expr: '{text}'\n    labels: {{severity: {severity}}}\n{more}"


QUICK = pair("1h", "5m", "(14.4 * 0.001)")
SLOW = pair("6h", "30m", "(6 * 0.001)")


def test_pairs_of_one_alert_are_the_tiers_of_one_objective() -> None:
    made = brought({"rules.yml": rules(alert("ShopBurn", f"({QUICK}) or ({SLOW})"))})
    assert (
        """\
availability = Slo(
    "availability",
    service="shop",
    objective=0.999,
    indicator=Availability(
        errors='http_requests_total{code=~"5.."}',
        total="http_requests_total",
    ),
    tiers=[
        BurnTier(
            "over-1h",
            budget_percent=2,
            short="5m",
            long="1h",
            severity=Severity.CRITICAL,
        ),
        BurnTier(
            "over-6h",
            budget_percent=5,
            short="30m",
            long="6h",
            severity=Severity.CRITICAL,
        ),
    ],
    runbook="",
    alert="ShopBurn",
    tiers_only=True,
)
"""
        in made.text
    )
    assert (made.kept, made.differs) == ([], [])
    assert made.same == [
        "ShopBurn: the same, now the critical alert of the Slo shop/availability; new are its labels slo, "
        "service, burn and its annotations summary, description"
    ]


def test_the_comments_of_a_file_stand_above_the_objective_that_all_of_it_became() -> None:
    text = rules("  # As the bank counts.\n", alert("ShopBurn", f"({QUICK}) or ({SLOW})"))
    other = rules(alert("Other", "up == 0"), group="other")
    made = brought({"other.yml": other, "rules.yml": text})
    assert "\n# As the bank counts.\navailability = Slo(" in made.text
    assert made.text.count("As the bank counts.") == 1


def test_alerts_of_one_budget_are_one_objective_and_keep_their_names() -> None:
    ticket = alert("ShopLeaks", pair("3d", "6h", "0.001"), "warning", "    for: 15m\n")
    made = brought({"rules.yml": rules(alert("ShopBurn", QUICK), ticket)})
    assert made.text.count("Slo(") == 1
    assert 'alert="ShopBurn"' in made.text
    assert 'alert="ShopLeaks"' in made.text
    assert 'for_="15m"' in made.text
    assert made.differs == []


RECORDED = """\
  - record: job:errors:ratio_rate1h
    expr: sum(rate(errors_total[1h])) / sum(rate(requests_total[1h]))
  - record: job:errors:ratio_rate5m
    expr: sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))
"""


@pytest.mark.parametrize(
    ("expr", "records", "objective", "indicator"),
    [
        (QUICK.replace("14.4 * 0.001", "0.001 * 14.4"), "", 0.999, "Availability("),
        (QUICK.replace("0.001)", "(1 - 0.999))"), "", 0.999, "Availability("),
        (QUICK.replace("(14.4 * 0.001)", "0.0144"), "", 0.999, "Availability("),
        (pair("1h", "5m", "14.4 * 0.01", "1 - " + RATIO.replace("=~", "!~")), "", 0.99, "Ratio("),
        (pair("5m", "1h", "14.4 * 0.001"), "", 0.999, "Availability("),
        (
            "job:errors:ratio_rate1h > 14.4 * 0.005 and job:errors:ratio_rate5m > 14.4 * 0.005",
            RECORDED,
            0.995,
            'Availability(errors="errors_total", total="requests_total")',
        ),
    ],
)
def test_the_forms_that_people_write_are_known(
    expr: str, records: str, objective: float, indicator: str
) -> None:
    made = brought({"rules.yml": rules(alert("ShopBurn", expr), records=records)})
    assert made.differs == []
    assert f"objective={objective}," in made.text
    assert f"indicator={indicator}" in made.text
    assert 'BurnTier("over-1h"' in made.text.replace("\n            ", "")


@pytest.mark.parametrize(
    "expr",
    [
        pair("1h", "5m", "14.4 * 0.001").replace("> 14.4 * 0.001", ">= 14.4 * 0.001"),
        pair("1h", "5m", "14.4 * 0.001").replace("5m])) > 14.4", "5m])) > 14"),
        f"{QUICK} and on () sum(rate(http_requests_total[1h])) > 1",
        RATIO.format("1h") + " > 14.4 * 0.001",
        pair("1h", "2m", "(14.4 * 0.001)"),
        pair("90s", "5m", "(14.4 * 0.001)"),
        pair("1h", "5m", "(14.4 * 0.001)", RATIO.replace("sum(", "sum by (job) (")),
        pair("1h", "5m", "(14.4 * 0.001)", RATIO.replace("rate(", "irate(")),
        pair("1h", "5m", "(14.4 * 0.001)").replace("requests_total[5m]", "other_total[5m]"),
        pair("45m", "5m", "0.0123"),
        pair("1h", "5m", "(14.4 * 0.1)"),
    ],
)
def test_what_an_slo_would_not_say_stays_an_alert(expr: str) -> None:
    made = brought({"rules.yml": rules(alert("ShopBurn", expr))})
    assert "Slo(" not in made.text
    assert 'name="ShopBurn"' in made.text
    assert made.differs == []


@pytest.mark.parametrize("more", ["    keep_firing_for: 10m\n", "    for: 10m\n"])
def test_an_alert_that_waits_as_no_tier_may_stays_an_alert(more: str) -> None:
    made = brought({"rules.yml": rules(alert("ShopBurn", QUICK, more=more))})
    assert "Slo(" not in made.text
    assert made.differs == []


def test_alerts_of_one_name_and_severity_stay_alerts() -> None:
    made = brought({"rules.yml": rules(alert("ShopBurn", QUICK), alert("ShopBurn", SLOW))})
    assert "Slo(" not in made.text
    assert made.differs == []


def test_a_service_and_an_objective_are_named_by_labels() -> None:
    labels = alert("ShopBurn", QUICK).replace("{severity", "{service: cart, slo: answers, severity")
    made = brought({"rules.yml": rules(labels)})
    assert 'answers = Slo(\n    "answers",\n    service="cart",' in made.text
    assert made.differs == []


def test_other_rules_stay_and_so_does_what_was_recorded() -> None:
    burn = alert("ShopBurn", "job:errors:ratio_rate1h > 0.0144 and job:errors:ratio_rate5m > 0.0144")
    made = brought({"rules.yml": rules(burn, alert("Down", "up == 0"), records=RECORDED)})
    assert made.text.count("RecordingRule(") == 2
    assert 'name="Down"' in made.text
    assert made.differs == []


def test_an_alert_that_has_a_test_stays_as_the_test_knows_it() -> None:
    test = """\
rule_files: [rules.yml]
tests:
- input_series: [{series: a, values: '1'}]
  alert_rule_test: [{eval_time: 1m, alertname: ShopBurn, exp_alerts: []}]
"""
    made = brought({"rules.yml": rules(alert("ShopBurn", QUICK)), "rules_test.yml": test})
    assert "Slo(" not in made.text
    assert made.differs == []
