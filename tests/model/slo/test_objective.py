"""The objective: its budget, what it records, its alerts, and what keeps which quiet."""

import re
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Project, Remediation, Severity, Slack, Team
from alertflow.model.slo import series
from alertflow.slo import MONTHLY, Availability, BurnTier, Slo

INDICATOR = Availability(errors='http_requests_total{status="500"}', total="http_requests_total")
PAGE = BurnTier("page", budget_percent=2, short="5m", long="1h", severity=Severity.CRITICAL)
TICKET = BurnTier("ticket", budget_percent=10, short="6h", long="3d", severity=Severity.WARNING)


def slo(name: str = "availability", **more: Any) -> Slo:
    given: dict[str, Any] = {"service": "shop", "objective": 0.999, "indicator": INDICATOR}
    return Slo(name, **(given | more))


def recorded(found: Slo) -> dict[str, str]:
    return {rule.record: rule.expr for rule in found.recording.recorded}


@pytest.mark.parametrize(
    ("objective", "budget"),
    [(0.999, 0.001), (0.9, 0.1), (0.9995, 0.0005), (0.99999, 0.00001), (1 - 0.01, 0.01)],
)
def test_the_budget_is_exact(objective: float, budget: float) -> None:
    assert slo(objective=objective).budget == budget


def test_a_period_s_ratio_is_by_requests_or_by_time() -> None:
    own = '{service="shop",slo="availability"}'
    assert recorded(slo())[series.PERIOD_ERROR] == (
        f"sum_over_time(slo:errors:rate5m{own}[30d])\n  / (sum_over_time(slo:requests:rate5m{own}[30d]) > 0)"
    )
    assert recorded(slo(period_ratio="averaged"))[series.PERIOD_ERROR] == (
        f"avg_over_time(slo:sli_error:ratio_rate5m{own}[30d])"
    )


def test_windows_of_up_to_an_hour_are_read_from_the_counters() -> None:
    found = recorded(slo())
    windows = [name.removeprefix("slo:sli_error:ratio_rate") for name in found if "ratio_rate" in name]
    assert windows == ["5m", "30m", "1h", "2h", "6h", "1d", "3d"]
    of_counters = [window for window in windows if "http_requests_total" in found[series.error_ratio(window)]]
    assert of_counters == ["30m", "1h"]


def test_every_series_is_known_by_service_and_objective() -> None:
    assert {tuple(sorted(rule.labels.items())) for rule in slo().recording.recorded} == {
        (("service", "shop"), ("slo", "availability"))
    }


def test_every_rule_reads_only_what_was_recorded_before_it() -> None:
    for period in ("30d", "week", "month", "quarter"):
        known: set[str] = set()
        for name, expr in recorded(slo(period=period)).items():
            assert set(re.findall(r"slo:[a-z_:0-9]+", expr)) <= known, name
            known.add(name)
        assert series.STATUS in known


def test_the_names_of_alerts_tell_service_objective_and_tier() -> None:
    assert [(alert.name, alert.severity.name) for alert in slo().alerts] == [
        ("ShopAvailabilityErrorBudgetBurnPageQuick", "critical"),
        ("ShopAvailabilityErrorBudgetBurnPageSlow", "critical"),
        ("ShopAvailabilityErrorBudgetBurnTicketQuick", "warning"),
        ("ShopAvailabilityErrorBudgetBurnTicketSlow", "warning"),
        ("ShopAvailabilityErrorBudgetExhausted", "warning"),
        ("ShopAvailabilityErrorBudgetExhausted", "critical"),
    ]
    assert {alert.name for alert in slo(prefix="", tiers=[]).alerts} == {"ErrorBudgetExhausted"}
    assert slo("p99_latency", service="check-out").alerts[0].name.startswith("CheckOutP99LatencyErrorBudget")


def test_an_alert_fires_while_both_windows_burn() -> None:
    own = '{service="shop",slo="availability"}'
    assert slo().alerts[0].expr == (
        f"slo:sli_error:ratio_rate1h{own} > 14.4 * 0.001\n"
        f"  and slo:sli_error:ratio_rate5m{own} > 14.4 * 0.001"
    )


def test_every_alert_has_the_labels_team_links_and_remediation_of_its_objective() -> None:
    team, by_hand = Team("web", receivers=[Slack(channel="#web")]), Remediation(reason="By hand.")
    paging = PAGE.replace(labels={"channel": "phone"})
    found = slo(
        team=team,
        remediation=by_hand,
        runbook="docs/runbooks/budget.md",
        dashboard="https://grafana.example.org/d/shop",
        labels={"tier": "1"},
        annotations={"owner": "web"},
        tiers=[paging],
    )
    for alert in found.alerts:
        assert (alert.team, alert.remediation, alert.slo) == (team, by_hand, "availability")
        assert (alert.runbook, alert.dashboard) == (
            "docs/runbooks/budget.md",
            "https://grafana.example.org/d/shop",
        )
        assert alert.annotations == {"owner": "web"}
        assert alert.summary
        assert alert.description
        assert alert.source == found.source
    assert [dict(alert.labels) for alert in found.alerts] == [
        {"service": "shop", "tier": "1", "burn": "page", "channel": "phone"},
        {"service": "shop", "tier": "1"},
        {"service": "shop", "tier": "1"},
    ]


def test_what_people_read_says_how_much_and_of_what() -> None:
    page, *_, spent, going_on = slo().alerts
    assert page.summary == "shop availability: {{ $value | humanizePercentage }} of requests failed in 1h"
    assert page.description == (
        "At such a rate, 2% of the error budget of 30d goes in 1h: "
        "14.4 times what an objective of 99.9% allows."
    )
    assert spent.description == "More than 0.1% of the requests of 30d failed; the objective is 99.9%."
    assert "and errors go on" in going_on.summary
    assert slo(period="month").alerts[-1].description == (
        "More than 0.1% of the requests of the month failed, and of those of the last hour; "
        "the objective is 99.9%."
    )


def test_the_spent_budget_is_a_warning_and_critical_while_it_burns() -> None:
    *_, spent, going_on = slo().alerts
    own = '{service="shop",slo="availability"}'
    assert spent.expr == (
        f"slo:period_error:ratio{own}\n  and slo:period_error_budget_remaining:ratio{own} < 0"
    )
    assert going_on.expr == f"{spent.expr}\n  and slo:current_burn_rate:ratio{own} > 1"
    assert (spent.severity, spent.for_) == (Severity.WARNING, "0s")
    assert (going_on.severity, going_on.for_) == (Severity.CRITICAL, "10m")


def test_with_little_traffic_no_alert_fires_for_a_few_failures() -> None:
    for alert in slo(minimum_failures=5).alerts:
        assert alert.expr.endswith("> 4.5")
        assert " and on () " in alert.expr
    assert "> 4.5" not in "".join(alert.expr for alert in slo().alerts)


def test_a_faster_burn_inhibits_the_slower_ones() -> None:
    def names(alerts: Any) -> list[str]:
        return [alert.labels.get("burn", str(alert.severity)) for alert in alerts]

    found = slo().inhibitions
    assert [(names(one.sources), names(one.targets)) for one in found] == [
        (["page-quick"], ["page-slow", "ticket-quick", "ticket-slow"]),
        (["page-slow"], ["ticket-quick", "ticket-slow"]),
        (["ticket-quick"], ["ticket-slow"]),
        (["critical"], ["warning"]),
    ]
    assert {tuple(one.equal) for one in found} == {("service", "slo")}


def test_a_ticket_never_inhibits_a_page() -> None:
    """Of tiers of one's own, a ticket may burn faster than a page."""
    ticket = PAGE.replace(name="ticket", severity=Severity.WARNING, budget_percent=4)
    found = slo(tiers=[PAGE, ticket])
    assert [tier.name for tier in found.burn_tiers] == ["ticket", "page"]
    assert len(found.inhibitions) == 1  # of the spent budget


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"objective": 99.9}, "objective: should be less than 1"),
        ({"objective": 1.0}, "objective: should be less than 1"),
        ({"objective": 0.0}, "objective: should be greater than 0"),
        ({"period": "1h"}, "period='1h': an error budget is for a day or more"),
        ({"period": "fortnight"}, "period: should be a duration such as 5m or 1h30m or"),
        ({"tiers": [PAGE, PAGE]}, "tiers: the tier 'page' is there twice"),
        (
            {"tiers": [TICKET], "period": "2d"},
            "tiers: the tier 'ticket' looks at 3d, and the period is only 2d",
        ),
        (
            {"tiers": MONTHLY, "objective": 0.9},
            "tiers: the tier 'page-quick' can never fire: 14.4 times too fast would be 144% of requests",
        ),
        ({"period_ratio": "median"}, "period_ratio: should be 'exact' or 'averaged'"),
        ({"minimum_failures": -1}, "minimum_failures: should be greater than or equal to 0"),
        ({"service": "The shop"}, "service: should be letters"),
        ({"labels": {"service": "x"}}, "labels: 'service' is set by the objective itself"),
        ({"prefix": "my-shop"}, "prefix: should be letters, digits and underscores"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        slo(**given)


class TestProject:
    def test_it_asks_objectives_for_alerts_rules_and_inhibitions(self) -> None:
        shop, queue = slo(), slo(service="queue", tiers=[PAGE])
        project = Project(name="p", slos=[shop, queue])
        assert project.every_alert == (*shop.alerts, *queue.alerts)
        assert project.every_group == (shop.recording, queue.recording)
        assert project.every_inhibition == (*shop.inhibitions, *queue.inhibitions)
        assert project.problems() == []

    def test_several_objectives_of_several_services_stand_side_by_side(self) -> None:
        slos = [
            slo(name, service=service) for name in ("availability", "latency") for service in ("a", "b", "c")
        ]
        assert Project(name="p", slos=slos).problems() == []

    def test_an_objective_is_declared_once(self) -> None:
        problems = [one.message for one in Project(name="p", slos=[slo(), slo(prefix="Other")]).problems()]
        assert [problem.split(";")[0] for problem in problems] == [
            "objective 'shop/availability' is declared twice"
        ]

    def test_objectives_whose_alerts_share_a_name_are_told(self) -> None:
        slos = [slo(prefix="", tiers=[]), slo("latency", prefix="", tiers=[])]
        problems = [one.message for one in Project(name="p", slos=slos).problems()]
        assert [problem.split(";")[0] for problem in problems] == [
            "alert 'ErrorBudgetExhausted' of severity warning is declared twice",
            "alert 'ErrorBudgetExhausted' of severity critical is declared twice",
        ]

    def test_the_team_and_the_severities_of_an_objective_are_the_project_s(self) -> None:
        team, page = Team("web"), Severity("page", rank=50)
        project = Project(name="p", slos=[slo(team=team, tiers=[PAGE.replace(severity=page)])])
        assert project.teams == (team,)
        assert page in project.severities
