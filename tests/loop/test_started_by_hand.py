"""A person starts the workflow, and chooses the action."""

import pytest

from tests.loop.world import World

CHANGES = {
    "restart": ["rollout restart deployment/school-timetable"],
    "scale": [
        "patch hpa school-timetable-hpa --type=json --patch="
        '[{"op":"test","path":"/spec/minReplicas","value":2},'
        '{"op":"replace","path":"/spec/minReplicas","value":4}]',
        "annotate hpa/school-timetable-hpa --overwrite alertflow/scaled-at=",
    ],
    "rollback": [],
    "investigate": [],
}


@pytest.mark.parametrize("action", CHANGES)
def test_the_action_is_done_for_an_alert_that_does_nothing_by_itself(world: World, action: str) -> None:
    run = world.start(alert_type="HighCPUUsage", severity="warning", action=action)
    assert [
        change.partition("scaled-at=")[0] + change.partition("scaled-at=")[1] for change in run.changes
    ] == (CHANGES[action])
    acts = action in {"restart", "scale", "rollback"}
    assert run.results["respond-to-alert"] == ("success" if acts else "skipped")
    assert run.results["approval-production"] == ("failure" if action == "rollback" else "skipped")
    assert run.results["post-incident-review"] == "success"


@pytest.mark.parametrize("action", ["restart", "auto"])
def test_a_dry_run_names_what_it_would_do_and_changes_nothing(world: World, action: str) -> None:
    alert = "HighErrorRate" if action == "auto" else "ApplicationDown"
    run = world.start(alert_type=alert, action=action, dry_run="true")
    assert run.changes == world.github["issues"] == []
    assert set(run.results.values()) == {"success", "skipped"}
    assert run.results["approval-production"] == "skipped"
    assert "This is a dry run" in run.jobs["alert-context"].summary
    would = (
        "restart: would run"
        if action == "restart"
        else "would propose: Roll back deployment/school-timetable"
    )
    assert f"respond-to-alert: success\n  - {would}" in run.told
    if action == "restart":
        assert "rollout-status: skipped (dry run)" in run.told


def test_a_person_is_not_held_up_by_a_spent_budget(world: World) -> None:
    for minutes in (30, 20, 10):
        world.happened("ApplicationDown", minutes=minutes, acted=True)
    run = world.start(alert_type="ApplicationDown", action="restart")
    assert run.changes == CHANGES["restart"]
    assert "because restart was asked for." in run.summary
