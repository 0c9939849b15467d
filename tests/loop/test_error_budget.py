"""Path B: the month's error budget is spent. The analysis says whether by a spike or little by little."""

from typing import Any

import pytest

from tests.loop.generated import V2
from tests.loop.world import World, burning

SPENT = {"alert_type": "ErrorBudgetExhausted", "severity": "warning"}


@pytest.mark.parametrize(
    ("rates", "verdict"),
    [
        pytest.param(
            (20, 18, 4, 1.2),
            "burn rate 18 over 1h, 4 over 6h, 1.2 over 30d: a spike; if a recent deployment caused it, "
            "roll that back; 120 % of the budget of 30d is spent",
            id="spike",
        ),
        pytest.param(
            (1.6, 1.5, 1.4, 1.1),
            "burn rate 1.5 over 1h, 1.4 over 6h, 1.1 over 30d: gradual; add capacity or mend the cause; "
            "110 % of the budget of 30d is spent",
            id="gradual",
        ),
    ],
)
def test_the_analysis_asks_prometheus(world: World, rates: Any, verdict: str) -> None:
    world.web(answers=burning(*rates))
    run = world.dispatch(SPENT, workflow=V2)
    assert run.results == {
        "alert-context": "success",
        "investigate": "success",
        "remediate": "skipped",
        "approval-production": "skipped",
        "remediate-production": "skipped",
        "budget-analysis": "success",
        "notify": "success",
    }
    assert f"  - {verdict}" in run.told.splitlines()
    assert "  - hpa/school-timetable-hpa has room: 3 of 6 replicas" in run.told
    assert "A spike after a release: roll it back." in run.told
    assert run.changes == []


def test_version_1_analyses_too_and_bothers_nobody_about_a_warning(world: World) -> None:
    world.web(answers=burning(20, 18, 4, 1.2))
    run = world.dispatch(SPENT)
    assert run.ran == {
        *("alert-context", "health-check", "collect-diagnostics"),
        *("error-budget-analysis", "post-incident-review"),
    }
    assert set(run.results.values()) == {"success", "skipped"}
    assert "a spike" in run.jobs["post-incident-review"].summary
    assert run.slack == []
    assert world.github["issues"] == []


def test_a_prometheus_that_cannot_be_reached_is_a_warning_and_no_red_run(world: World) -> None:
    world.web(prometheus="down")
    run = world.dispatch(SPENT, workflow=V2)
    assert run.results["budget-analysis"] == "success"
    assert run.titles("warning") == {"Burn rate of the error budget", "Endpoints that fail most"}
    assert "  - burn-rate: skipped (Prometheus cannot be reached)" in run.told.splitlines()


def test_a_burning_budget_is_critical_and_still_a_decision_for_people(world: World) -> None:
    world.web(answers=burning(20, 18, 4, 1.2))
    run = world.dispatch(SPENT | {"severity": "critical"})
    assert run.results["respond-to-alert"] == "skipped"
    assert run.results["notify-incident"] == "success"
    assert "Decision: investigate, because Whether to roll back or to add capacity depends" in run.told
    assert run.changes == []
