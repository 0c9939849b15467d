"""Path A: many requests fail. The run looks, proposes a rollback, and waits for a person."""

from tests.loop.generated import V2
from tests.loop.standins import known
from tests.loop.world import World

SHORT = {"alert_type": "HighErrorRate", "severity": "critical"}
"""The short form of an event, as one curl sends it."""


def test_a_rollback_is_proposed_and_told_of_and_not_done_while_nobody_approves(world: World) -> None:
    run = world.dispatch(SHORT)
    assert run.results == {
        "alert-context": "success",
        "health-check": "success",
        "collect-diagnostics": "success",
        "error-budget-analysis": "skipped",
        "respond-to-alert": "success",
        "approval-production": "failure",
        "respond-to-alert-production": "skipped",
        "notify-incident": "success",
        "post-incident-review": "success",
        "post-incident-review-production": "skipped",
    }
    assert run.changes == []
    assert world.image == "timetable:2"
    assert run.titles("error") == {"Nobody approved this"}
    assert "Approve or reject it on https://github.com/" in run.jobs["respond-to-alert"].summary
    assert run.uploads.keys() == {"health-check-1", "collect-diagnostics-1"}
    assert run.uploads["collect-diagnostics-1"].keys() == {
        *("error-patterns.txt", "logs.txt", "rollout-history.txt", "top-failing-endpoints.txt")
    }
    assert run.uploads["collect-diagnostics-1"]["logs.txt"] == (
        "mysql: connection refused\nGET /api/timetable 500\n"
    )
    # People are told what was found, and what waits for them.
    told = run.told.splitlines()
    assert told[:2] == ["HighErrorRate (critical)", "Decision: act, because the alert is critical."]
    assert told[-3] == "Follow up: Roll forward with a fix before the next release."
    assert set(told) > {
        "collect-diagnostics: success",
        "  - cause: database, by 1 of the last 2 log lines",
        "  - failing most: /api/timetable (0.4), /api/rooms (0.1)",
        "  - deployment/school-timetable: revision 2 (timetable:2) was rolled out 30 minutes ago:"
        " recently enough to be the cause, consider a rollback",
        "health-check: success",
        "  - 1 of 1 pods are ready",
        "respond-to-alert: success",
        "  - proposed: Roll back deployment/school-timetable (waits for approval in environment production)",
    }
    assert "error-budget-analysis: skipped" in told
    assert not [line for line in told if "${{" in line]


def test_after_the_approval_it_is_rolled_back_and_verified(world: World) -> None:
    run = world.dispatch(SHORT, approved_by="alice")
    assert run.results["approval-production"] == "success"
    assert run.results["respond-to-alert-production"] == "success"
    assert run.changes == [
        "annotate deployment/school-timetable --overwrite alertflow/rolled-back-from=2",
        "rollout undo deployment/school-timetable --to-revision=1",
    ]
    assert world.image == "timetable:1"
    acted = run.jobs["respond-to-alert-production"].steps
    assert list(acted) == ["access", "rollback", "rollout-status", "report"]
    # The issue is there before somebody approves; what they approved is added to it.
    (issue,) = world.github["issues"]
    assert "proposed: Roll back deployment/school-timetable (waits for approval" in issue["body"]
    (comment,) = issue["comments"]
    assert comment.startswith("After the approval: https://github.com/")
    assert "      - approved by alice\n" in comment
    assert "respond-to-alert-production: success" in comment
    assert "rolled deployment/school-timetable back from revision 2 to what revision 1 was" in comment


def test_every_run_of_an_incident_adds_to_its_one_issue(world: World) -> None:
    event = SHORT | {"correlation_id": "af-1"}
    other = {"body": "<!-- alertflow incident af-2 -->", "number": 6, "labels": [{"name": "incident"}]}
    world.change_github(issues=[other | {"state": "open", "comments": []}])
    world.dispatch(event)
    # An hour later Alertmanager sends it again: GitHub's history holds the first run as an old one.
    world.age(minutes=60)
    again = world.dispatch(event)
    assert again.outputs("alert-context", "decision")["decision"] == "act"
    other, issue = world.github["issues"]
    assert other["comments"] == []
    assert issue["title"] == "HighErrorRate (critical)"
    assert issue["labels"] == [{"name": "incident"}]
    assert issue["body"].startswith("<!-- alertflow incident af-1 -->\n")
    (comment,) = issue["comments"]
    assert comment.startswith(f"Another run: https://github.com/{known.REPOSITORY}/actions/runs/{again.id}")
    assert f"Issue: #{issue['number']}" in again.jobs["post-incident-review"].summary


def test_version_2_tells_of_the_same_in_fewer_jobs(world: World) -> None:
    run = world.dispatch(SHORT, workflow=V2)
    assert run.results == {
        "alert-context": "success",
        "investigate": "success",
        "remediate": "success",
        "approval-production": "failure",
        "remediate-production": "skipped",
        "budget-analysis": "skipped",
        "notify": "success",
    }
    assert run.changes == []
    assert "  - proposed: Roll back deployment/school-timetable" in run.told
    assert world.github["issues"] == []
