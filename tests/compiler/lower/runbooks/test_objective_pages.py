"""The runbook of an objective: one page for all of its alerts."""

from __future__ import annotations

from typing import Any

import pytest

from alertflow import Alert, Escalation, Level, Project, Remediation, Route, Runbook, Severity, Slo, Team
from alertflow.compiler import build, emit
from alertflow.declared import AlertflowError
from alertflow.dispatch import Direct
from alertflow.markdown import Page, marked
from alertflow.prometheus import AlertingRule, RuleFile
from alertflow.receivers import PagerDuty, Slack
from alertflow.slo import Availability, BurnTier, Latency
from tests.markdown.rendered import seen

TEAM = Team("ops", receivers=[Slack(channel="#ops")])
LOOKS = Remediation(reason="People decide.")
TIER = BurnTier("fast", budget_percent=2, short="5m", long="1h", severity=Severity.CRITICAL)
SLOW = BurnTier("slow", budget_percent=10, short="6h", long="3d", severity=Severity.CRITICAL)


def slo(**changes: Any) -> Slo:
    usual: dict[str, Any] = {
        "name": "availability",
        "service": "big-shop",
        "objective": 0.999,
        "indicator": Availability(errors="errors_total", total="requests_total"),
        "tiers": [TIER],
        "remediation": LOOKS,
    }
    return Slo(**(usual | changes))


def project(*slos: Slo, **changes: Any) -> Project:
    usual: dict[str, Any] = {"name": "shop", "repository": "example/shop", "team": TEAM}
    return Project(slos=slos, **(usual | {"dispatch": Direct(token_file="/etc/token")} | changes))


def pages(*slos: Slo, **changes: Any) -> dict[str, str]:
    built = build(project(*slos, **changes))
    return {path: emit(path, page, "alertflow.py") for path, page in built.of(Page)}


def sections(*slos: Slo, **changes: Any) -> dict[str, str]:
    """The sections of the one page, by their names."""
    ((path, text),) = pages(*slos, **changes).items()
    return {name: one.content.decode().strip() for name, one in marked(text.encode(), path).sections.items()}


def test_all_alerts_of_an_objective_share_its_page() -> None:
    built = build(project(slo()))
    rules = [
        rule
        for _, file in built.of(RuleFile)
        for group in file.groups
        for rule in group.rules
        if isinstance(rule, AlertingRule)
    ]
    assert [path for path, _ in built.of(Page)] == ["docs/runbooks/BigShopAvailability.md"]
    assert len(rules) == 3
    assert {rule.annotations["runbook_url"] for rule in rules} == {
        "https://github.com/example/shop/blob/HEAD/docs/runbooks/BigShopAvailability.md"
    }


@pytest.mark.parametrize(("prefix", "name"), [("", "BigShopAvailability"), ("Shop", "Shop")])
def test_the_page_is_called_as_the_alerts_begin(prefix: str, name: str) -> None:
    assert list(pages(slo(prefix=prefix))) == [f"docs/runbooks/{name}.md"]


def test_every_objective_has_a_page_of_its_own() -> None:
    latency = slo(name="latency", indicator=Latency(histogram="seconds", within="500ms"))
    made = pages(slo(), latency)
    assert list(made) == ["docs/runbooks/BigShopAvailability.md", "docs/runbooks/BigShopLatency.md"]
    assert "one is bad if it took longer than 500ms." in made["docs/runbooks/BigShopLatency.md"]


def test_an_objective_with_a_runbook_of_its_own_has_no_page() -> None:
    assert pages(slo(runbook="docs/budget.md")) == {}


def test_the_page_begins_with_the_objective_and_what_to_do_first() -> None:
    made = sections(slo(runbook=Runbook(means="Orders are lost.", symptoms=["Errors."])))
    assert list(made) == ["alert", "automatic", "budget", "resolve", "tell", "afterwards", "details"]
    assert (
        made["alert"]
        .partition("-->\n\n")[2]
        .startswith(
            "# big-shop: availability\n\n"
            "- answered by **ops**\n\n"
            "**99.9%** of the requests of 30d are to be good; one is bad if it failed. The rest is the error "
            "budget, **0.1%**: as much as 43.2 minutes in which every request is bad.\n\n"
            "Orders are lost.\n\n"
            "What people notice:\n\n- Errors.\n\n## First\n\n1. Open [the newest run]"
        )
    )
    assert "Go on with [The error budget](#the-error-budget), " in made["alert"]


def test_the_alerts_are_a_table_of_burn_rates_windows_and_what_they_mean() -> None:
    made = sections(slo(tiers=[SLOW, TIER]))["budget"]
    assert made.splitlines()[2:8] == [
        "| alert | severity | burn rate | over | what it means | the budget lasts |",
        "| --- | --- | --- | --- | --- | --- |",
        "| `BigShopAvailabilityErrorBudgetBurnFast` | critical | 14.4 | 1h and 5m "
        "| in 1h, 2% of the budget goes | 2.08 days |",
        "| `BigShopAvailabilityErrorBudgetBurnSlow` | critical | 1 | 3d and 6h "
        "| in 3d, 10% of the budget goes | 30 days |",
        "| `BigShopAvailabilityErrorBudgetExhausted` | critical | above 1 | 1h and 30d "
        "| the budget is spent, and it still goes on | nothing is left |",
        "| `BigShopAvailabilityErrorBudgetExhausted` | warning |  | 30d "
        "| the budget is spent | nothing is left |",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            "At a burn rate of 1 the budget lasts 30d, at 2 half of that. An alert for a burn rate looks at",
        ),
        ({"tiers": ()}, "at 2 half of that.\n"),
        ({"period": "month", "tiers": ()}, "At a burn rate of 1 the budget lasts the month,"),
        ({"minimum_failures": 5}, "No alert fires before 5 requests were bad in its longest window."),
    ],
)
def test_how_to_read_the_table_is_said_behind_it(changes: dict[str, Any], said: str) -> None:
    assert said in sections(slo(**changes))["budget"]


def test_what_is_left_of_the_budget_can_be_asked_for() -> None:
    made = sections(slo())["budget"]
    assert 'slo:period_error_budget_remaining:ratio{service="big-shop",slo="availability"}  # ' in made
    assert [row for row in made.splitlines() if row.startswith(("| 3", "| 2", "| 1", "| 0"))] == [
        "| 3 | healthy | more than half |",
        "| 2 | warning | more than a tenth |",
        "| 1 | critical | a tenth or less |",
        "| 0 | exhausted | nothing |",
    ]


def test_who_is_told_is_listed_once_for_each_severity() -> None:
    made = sections(slo())["tell"]
    assert (
        "| **critical**, at once | Slack `#ops` | 4h |\n| **warning**, at once | Slack `#ops` | 4h |" in made
    )


def test_alerts_of_one_severity_that_others_are_told_of_are_named() -> None:
    page = Route("fast", matchers=['burn="fast"'], receivers=[PagerDuty()])
    made = sections(slo(), routes=[page])["tell"]
    assert "| `BigShopAvailabilityErrorBudgetBurnFast`: **critical**, at once | PagerDuty" in made
    assert "| `BigShopAvailabilityErrorBudgetExhausted`: **critical**, at once | Slack `#ops`" in made
    assert "| **warning**, at once |" in made


def test_the_whole_objective_is_acknowledged_and_silenced_at_once() -> None:
    escalation = Escalation("night", levels=[Level("5m", owner="Ann", receivers=[PagerDuty()])])
    made = sections(slo(), team=TEAM.replace(escalation=escalation))["tell"]
    assert [line.strip() for line in made.splitlines() if "service" in line] == [
        "'service=\"big-shop\"' 'slo=\"availability\"' 'severity=\"critical\"' 'escalation_policy=\"night\"' "
        "'escalation=\"1\"'",
        "service=big-shop slo=availability",
    ]


def test_labels_are_told_once_and_every_rule_under_its_name() -> None:
    made = sections(slo())["details"]
    assert made.count("| label | value |") == 1
    assert "| `severity` | `critical`, `warning` |" in made
    assert [line for line in made.splitlines() if line.startswith("###")] == [
        "### BigShopAvailabilityErrorBudgetBurnFast, critical",
        "### BigShopAvailabilityErrorBudgetExhausted, critical",
        "### BigShopAvailabilityErrorBudgetExhausted, warning",
    ]


def test_github_shows_two_tables_of_the_budget() -> None:
    assert seen(sections(slo())["budget"]).tags.count("table") == 2


def test_a_page_that_would_be_that_of_an_alert_too_is_refused() -> None:
    other = Alert(name="BigShopAvailability", expr="up == 0", severity=Severity.INFO)
    with pytest.raises(
        AlertflowError, match="runbook of the objective big-shop/availability and of something"
    ):
        pages(slo(), alerts=[other])
