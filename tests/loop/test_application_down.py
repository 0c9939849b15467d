"""The application does not answer: it is restarted, but not again and again."""

from tests.loop.generated import V2
from tests.loop.world import World

DOWN = {"alert_type": "ApplicationDown", "severity": "critical"}
RESTART = "rollout restart deployment/school-timetable"


def test_it_is_restarted_once_then_left_alone_and_then_the_budget_is_spent(world: World) -> None:
    first, second, third = (world.dispatch(DOWN | {"correlation_id": f"af-{n}"}) for n in range(3))
    assert (first.changes, second.changes, third.changes) == ([RESTART], [], [])
    assert first.results["approval-production"] == "skipped"
    assert list(first.jobs["respond-to-alert"].steps)[1:3] == ["restart", "rollout-status"]
    assert "  - restarted deployment/school-timetable\n  - restart: ok\n  - rollout-status: ok" in first.told
    skipped = "restart: skipped (deployment/school-timetable was already restarted "
    assert skipped in second.told
    assert "Restart deployment/school-timetable" in second.titles("warning")
    assert second.results["respond-to-alert"] == "success"
    assert third.results["respond-to-alert"] == "skipped"
    assert third.titles("warning") == {"Budget spent"}
    assert (
        "Decision: investigate, because the budget is spent: "
        "2 runs have acted in the last 60 minutes, a person must look." in third.told
    )


def test_a_resolved_alert_stops_the_run(world: World) -> None:
    run = world.dispatch(DOWN | {"status": "resolved"})
    assert run.ran == {"alert-context", "post-incident-review"}
    assert set(run.results.values()) == {"success", "skipped"}
    assert "**Decision: stop**, because the alert has resolved." in run.summary
    assert run.called("kubectl") == world.github["issues"] == []


def test_a_restart_that_fails_is_red_and_people_learn_of_it(world: World) -> None:
    cluster = world.cluster
    cluster.forbidden.append("deployment")
    cluster.save()
    run = world.dispatch(DOWN)
    assert run.results["respond-to-alert"] == "failure"
    assert run.jobs["respond-to-alert"].steps["restart"].result == "failure"
    assert "rollout-status" not in run.jobs["respond-to-alert"].steps
    assert run.titles("error") == {"Restart deployment/school-timetable"}
    assert run.results["notify-incident"] == run.results["post-incident-review"] == "success"
    assert "respond-to-alert: failure\n  - restart: failed (exit 1)" in run.told
    assert "respond-to-alert: failure" in world.github["issues"][0]["body"]
    # To look is not to act: what could not be looked at is a warning.
    assert run.results["collect-diagnostics"] == "success"
    assert "Rollout history of deployment/school-timetable" in run.titles("warning")


def test_a_slack_that_takes_nothing_makes_the_run_red_after_all_was_done(world: World) -> None:
    world.web(slack="down")
    run = world.dispatch(DOWN, workflow=V2)
    assert run.changes == [RESTART]
    assert run.results["remediate"] == "success"
    assert run.results["notify"] == "failure"
    assert run.titles("error") == {"Slack was not told"}
