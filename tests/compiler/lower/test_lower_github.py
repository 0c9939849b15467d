"""From stages to jobs: what waits for what, what may do what, and under which name a command runs."""

import json
from typing import Any

from alertflow import github
from alertflow.compiler.lower import lower
from alertflow.compiler.lower.github.catalogue import Catalogue
from alertflow.model import (
    Alert,
    AlertContext,
    Approval,
    Command,
    Custom,
    Effect,
    Investigate,
    Notify,
    PagerDuty,
    Pipeline,
    Project,
    Remediation,
    Respond,
    Review,
    Secret,
    Severity,
    Slack,
    Stage,
    Targets,
    Team,
)

LOOK = Command(
    "look", title="Look", script="uptime", secrets=[Secret("TOKEN"), Secret("FILE", env="F", file=True)]
)
RESTART = Command(
    "restart", title="Restart it", script="reboot", effect=Effect.CHANGES, action="restart", target="host/a"
)
ROLLBACK = Command(
    "rollback",
    title="Roll back",
    script="undo",
    effect=Effect.DESTROYS,
    action="rollback",
    target="host/a",
    approval=Approval("prod_env"),
)
VERIFY = Command("works", title="Works", script="curl", timeout="10m")
TEAM = Team("web", receivers=[Slack(channel="#web")])


def alert(name: str = "Down", **more: Any) -> Alert:
    remediation = Remediation(diagnose=[LOOK], act=[RESTART], verify=[VERIFY], on_request=[ROLLBACK])
    given: dict[str, Any] = {
        "name": name,
        "expr": "up == 0",
        "severity": Severity.CRITICAL,
        "remediation": remediation,
    }
    return Alert(**(given | more))


def project(**more: Any) -> Project:
    given: dict[str, Any] = {"name": "p", "repository": "o/r", "team": TEAM, "alerts": [alert()]}
    return Project(**(given | more))


def workflow(**more: Any) -> dict[str, Any]:
    files = lower(project(**more))
    (found,) = [one for one in files.values() if isinstance(one, github.Workflow)]
    return found.to_data()


def known(data: dict[str, Any]) -> Any:
    """The catalogue that the first job reads."""
    script = data["jobs"]["alert-context"]["steps"][0]["run"]
    return json.loads(script.partition("<<'JSON'\n")[2].partition("\nJSON\n")[0])


def test_nothing_to_remediate_makes_no_workflow() -> None:
    assert list(lower(project(alerts=[alert(remediation=None)]))) == [
        "monitoring/alert_rules.yml",
        "monitoring/alertmanager.yml",
        "docs/runbooks/Down.md",
    ]


def test_the_jobs_stand_in_the_order_of_the_stages() -> None:
    assert list(workflow()["jobs"]) == [
        "alert-context",
        "health-check",
        "collect-diagnostics",
        "respond-to-alert",
        "approval-prod-env",
        "respond-to-alert-prod-env",
        "notify-incident",
        "post-incident-review",
        "post-incident-review-prod-env",
    ]


def test_needs_follow_from_use_and_from_the_stages() -> None:
    needs = {name: job.get("needs") for name, job in workflow()["jobs"].items()}
    assert needs["alert-context"] is None
    assert needs["respond-to-alert"] == ["alert-context", "collect-diagnostics"]
    assert needs["approval-prod-env"] == ["alert-context", "respond-to-alert"]
    assert needs["respond-to-alert-prod-env"] == ["alert-context", "approval-prod-env"]


def test_people_are_told_and_the_incident_is_reviewed_before_anybody_approves() -> None:
    jobs = workflow()["jobs"]
    before = ["alert-context", "health-check", "collect-diagnostics", "respond-to-alert"]
    assert jobs["notify-incident"]["needs"] == before
    assert jobs["post-incident-review"]["needs"] == [*before, "notify-incident"]


def test_what_was_approved_is_added_to_the_review() -> None:
    job = workflow()["jobs"]["post-incident-review-prod-env"]
    assert job["needs"] == [
        "alert-context",
        "approval-prod-env",
        "respond-to-alert-prod-env",
        "post-incident-review",
    ]
    assert job["if"] == "!cancelled() && needs.approval-prod-env.result == 'success'"


def test_permissions_are_none_but_where_a_job_says_why() -> None:
    data = workflow()
    assert data["permissions"] == {}
    assert {name: job["permissions"] for name, job in data["jobs"].items() if "permissions" in job} == {
        "alert-context": {"actions": "read"},
        "approval-prod-env": {"actions": "read"},
        "post-incident-review": {"issues": "write"},
        "post-incident-review-prod-env": {"issues": "write"},
    }


def test_only_jobs_that_change_something_share_a_group_by_target() -> None:
    groups = {name: job["concurrency"] for name, job in workflow()["jobs"].items() if "concurrency" in job}
    expected = {"group": "remediate-${{ needs.alert-context.outputs.target }}", "queue": "max"}
    assert groups == {"respond-to-alert": expected, "respond-to-alert-prod-env": expected}


def test_an_older_server_gets_no_queue() -> None:
    job = workflow(targets=Targets(github="server"))["jobs"]["respond-to-alert"]
    assert "queue" not in job["concurrency"]


def test_a_job_has_an_environment_if_it_uses_secrets() -> None:
    environments = {name: job.get("environment") for name, job in workflow()["jobs"].items()}
    assert environments == {
        "alert-context": None,
        "health-check": None,
        "collect-diagnostics": "alertflow",
        "respond-to-alert": None,
        "approval-prod-env": "prod_env",
        "respond-to-alert-prod-env": None,
        "notify-incident": "alertflow",
        "post-incident-review": None,
        "post-incident-review-prod-env": None,
    }


def test_a_command_runs_if_it_was_chosen_and_its_secrets_are_there() -> None:
    steps = workflow()["jobs"]["collect-diagnostics"]["steps"]
    look = next(step for step in steps if step.get("id") == "look")
    assert look["if"] == (
        "contains(fromJSON(needs.alert-context.outputs.diagnose), 'look')"
        " && steps.access.outputs.token != '' && steps.access.outputs.file != ''"
    )
    assert look["env"] == {
        "TOKEN": "${{ secrets.TOKEN }}",
        "F": "${{ steps.access.outputs.file }}",
        "REDACT": "TOKEN",
    }
    assert look["run"].splitlines()[-2:] == ["begin collect look Look", "uptime"]


def test_a_step_has_the_command_s_timeout_and_the_job_that_of_all() -> None:
    job = workflow()["jobs"]["respond-to-alert"]
    assert [step["timeout-minutes"] for step in job["steps"] if step.get("id") in ("restart", "works")] == [
        2,
        10,
    ]
    assert job["timeout-minutes"] == 17


def test_the_catalogue_says_what_each_alert_may_do() -> None:
    assert known(workflow()) == {
        "severities": ["critical", "high", "warning", "info"],
        "act_from": ["critical"],
        "approvals": {"rollback": "prod_env"},
        "alerts": {
            "Down": {
                "target": "host/a",
                "slo": False,
                "diagnose": ["look"],
                "act": ["restart"],
                "actions": {"restart": ["restart"], "rollback": ["rollback"]},
                "verify": ["works"],
                "budget": [3, 3600],
                "reason": "",
                "follow_up": "",
            }
        },
    }


def test_two_commands_of_one_name_get_names_of_their_own() -> None:
    other = LOOK.replace(script="dmesg")
    second = alert("Slow", remediation=Remediation(diagnose=[other, LOOK], reason="By hand."))
    whole = project(alerts=[alert(), second])
    catalogue = Catalogue.of(whole, whole.workflows[0])
    assert [(catalogue.name(c), c.script) for c in catalogue.diagnosing] == [
        ("look-2", "dmesg"),
        ("look", "uptime"),
    ]


def test_a_command_s_name_does_not_meet_those_of_the_steps_around_it() -> None:
    looks = [LOOK.replace(name="report"), LOOK.replace(name="access")]
    data = workflow(alerts=[alert(remediation=Remediation(diagnose=looks, reason="By hand."))])
    ids = [step.get("id") for step in data["jobs"]["collect-diagnostics"]["steps"]]
    assert ids == ["access", "report-2", "access-2", None, "report"]


def test_no_constant_of_a_command_turns_a_dry_run_into_a_real_one() -> None:
    restart = RESTART.replace(env={"DRY_RUN": "false"})
    data = workflow(alerts=[alert(remediation=Remediation(act=[restart]))])
    (step,) = [step for step in data["jobs"]["respond-to-alert"]["steps"] if step.get("id") == "restart"]
    assert step["env"] == {"DRY_RUN": "${{ needs.alert-context.outputs.dry_run }}"}


def test_a_secret_may_have_any_name_beside_what_its_step_reads() -> None:
    look = LOOK.replace(secrets=[Secret("WANTED"), Secret("SELECTED"), Secret("ENVIRONMENT")])
    data = workflow(alerts=[alert(remediation=Remediation(diagnose=[look], reason="By hand."))])
    env = data["jobs"]["collect-diagnostics"]["steps"][0]["env"]
    assert json.loads(env["ALERTFLOW_WANTED"])["WANTED"] == {"file": False, "commands": ["look"]}
    assert env["WANTED"] == "${{ secrets.WANTED }}"


def test_one_name_of_two_severities_does_what_the_worse_one_says() -> None:
    milder = alert(severity=Severity.WARNING, remediation=Remediation(reason="It is only a warning."))
    data = workflow(alerts=[milder, alert()])
    assert known(data)["alerts"]["Down"]["act"] == ["restart"]


def test_without_events_only_people_start_it() -> None:
    stages: list[Stage] = [AlertContext(), Respond()]
    on = workflow(pipelines=[Pipeline(events=[], stages=stages)])["on"]
    assert list(on) == ["workflow_dispatch"]


def test_what_a_person_may_ask_for_is_offered() -> None:
    inputs = workflow()["on"]["workflow_dispatch"]["inputs"]
    assert inputs["alert_type"]["options"] == ["Down"]
    assert inputs["action"]["options"] == ["auto", "investigate", "restart", "rollback"]
    assert inputs["severity"]["options"] == ["critical", "high", "warning", "info"]


def test_the_history_can_be_read_by_the_run_s_name() -> None:
    assert workflow()["run-name"] == (
        "${{ github.event.client_payload.alert_type || inputs.alert_type }}"
        " ${{ github.event.client_payload.severity || inputs.severity }}"
        " [${{ github.event.client_payload.correlation_id || inputs.correlation_id"
        " || format('run-{0}', github.run_id) }}]"
    )


def test_stages_can_be_renamed_dropped_and_added() -> None:
    context = AlertContext("read")
    look = Investigate("look-at-it", commands=[LOOK], after=[context])
    own = github.Job(id="own", runs_on="ubuntu-latest", steps=[github.RunStep(run="true")])
    custom = Custom(own, after=[look])
    tell = Notify("tell", receivers=[PagerDuty()], min_severity=Severity.INFO, after=[custom])
    jobs = workflow(pipelines=[Pipeline(stages=[context, look, custom, tell])])["jobs"]
    assert {name: job.get("needs") for name, job in jobs.items()} == {
        "read": None,
        "look-at-it": ["read"],
        "own": ["look-at-it"],
        "tell": ["read", "look-at-it", "own"],
    }
    assert jobs["tell"]["if"] == "!cancelled()"
    assert jobs["tell"]["steps"][-1]["name"] == "Tell PagerDuty"


def test_a_review_without_issues_needs_no_permission() -> None:
    context = AlertContext()
    respond = Respond(after=[context])
    jobs = workflow(pipelines=[Pipeline(stages=[context, respond, Review(issue_from=None)])])["jobs"]
    assert "permissions" not in jobs["post-incident-review"]


def test_a_step_comes_from_the_line_of_its_command() -> None:
    (document,) = [d for path, d in lower(project()).items() if path.startswith(".github/")]
    assert isinstance(document, github.Workflow)
    job = next(job for job in document.jobs if job.id == "collect-diagnostics")
    assert next(step for step in job.every_step() if step.id == "look").source == LOOK.source
