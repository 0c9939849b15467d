"""What the workflow reads from its own history: whether the budget is spent, and the incident in hand."""

from datetime import UTC, datetime

import pytest

from tests.loop.generated import V2
from tests.loop.world import World

ERRORS = {"alert_type": "HighErrorRate", "severity": "critical"}


def decided(run_world: World, **more: str) -> tuple[str, str]:
    run = run_world.dispatch(ERRORS | more)
    outputs = run.outputs("alert-context", "decision")
    if outputs["decision"] != "act":
        assert run.results["respond-to-alert"] == "skipped"
        assert outputs["act"] == outputs["approvals"] == outputs["verify_approved"] == "[]"
    return outputs["decision"], outputs["reason"]


def test_three_runs_that_acted_within_an_hour_spend_the_budget(world: World) -> None:
    for minutes in (50, 30, 10):
        world.happened("HighErrorRate", minutes=minutes, acted=True)
    assert decided(world) == (
        "investigate",
        "the budget is spent: 3 runs have acted in the last 60 minutes, a person must look",
    )


def test_runs_that_only_looked_or_are_old_or_of_another_alert_do_not_count(world: World) -> None:
    for minutes, acted in ((50, True), (40, False), (30, False), (20, True), (70, True)):
        world.happened("HighErrorRate", minutes=minutes, acted=acted)
    world.happened("HighErrorRate", minutes=60, acted=False, incident="af-0123-1700000000")
    for _ in range(3):
        world.happened("ApplicationDown", minutes=5, acted=True)
        world.happened("HighErrorRateElsewhere", minutes=5, acted=True)
        world.happened("HighErrorRate", minutes=5, acted=True, file=V2)
    # An hour later, Alertmanager sends the same incident again.
    assert decided(world, correlation_id="af-0123-1700000000") == ("act", "the alert is critical")


def test_a_storm_of_other_alerts_does_not_hide_the_runs_that_acted(world: World) -> None:
    for minutes in (50, 49, 48):
        world.happened("HighErrorRate", minutes=minutes, acted=True)
    for _ in range(120):
        world.happened("HighCPUUsage", minutes=20, acted=False)
    assert decided(world)[0] == "investigate"


def test_an_unreadable_history_is_a_spent_budget(world: World) -> None:
    world.change_github(down=["runs"])
    assert decided(world) == (
        "investigate",
        "the run history could not be read, so the budget is unknown",
    )


def test_runs_whose_jobs_are_unreadable_count_as_spent(world: World) -> None:
    for minutes in (50, 30, 10):
        world.happened("HighErrorRate", minutes=minutes, acted=True)
    world.change_github(down=["jobs"])
    assert decided(world)[0] == "investigate"


def test_the_same_incident_from_alertmanager_s_other_replica_is_stopped(world: World) -> None:
    twin = world.happened("HighErrorRate", minutes=1, acted=True, incident="af-0123-1700000000")
    run = world.dispatch(ERRORS | {"correlation_id": "af-0123-1700000000"})
    assert run.ran == {"alert-context", "post-incident-review"}
    assert f"/actions/runs/{twin}" in run.outputs("alert-context", "decision")["reason"]
    assert run.called("kubectl") == world.github["issues"] == []


@pytest.mark.parametrize("conclusion", ["cancelled", "startup_failure"])
def test_a_run_that_came_to_nothing_has_no_incident_in_hand(world: World, conclusion: str) -> None:
    world.happened("HighErrorRate", minutes=1, acted=False, incident="af-0123-1700000000")
    (run,) = world.github["runs"]
    world.change_github(runs=[run | {"conclusion": conclusion}])
    again = world.dispatch(ERRORS | {"correlation_id": "af-0123-1700000000"})
    assert again.outputs("alert-context", "decision")["decision"] == "act"


@pytest.mark.parametrize("down", ["issues", "create_issue"])
def test_an_issue_tracker_that_does_not_answer_is_a_warning(world: World, down: str) -> None:
    world.change_github(down=[down])
    run = world.dispatch(ERRORS)
    assert run.results["post-incident-review"] == "success"
    assert "No issue was written" in run.titles("warning")
    assert world.github["issues"] == []


def test_only_as_much_history_is_asked_for_as_the_budget_needs(world: World) -> None:
    run = world.dispatch({"alert_type": "HighMemoryUsage", "severity": "warning"})
    (asked,) = run.called("gh")
    (created,) = [word.removeprefix("created=>=") for word in asked if word.startswith("created=")]
    age = (datetime.now(UTC) - datetime.fromisoformat(created)).total_seconds()
    assert 3590 < age < 3700
