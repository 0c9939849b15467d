"""What is predicted of a whole workflow: the outputs that decide, what is assumed, which steps change."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from alertflow.compiler import Build, build, load, texts
from alertflow.compiler.predict import Prediction, predict
from alertflow.github import Job, RunStep, Workflow
from alertflow.model import Project
from tests.compiler.predict.scripted import EVERY_FEATURE, TEMPLATE

V1 = ".github/workflows/alert-triggered-remediation.yml"
ERRORS = {"alert_type": "HighErrorRate", "severity": "critical"}
PROJECTS: dict[str, Project] = {path.parent.name: load(path) for path in (TEMPLATE, EVERY_FEATURE)}
BUILDS: dict[str, Build] = {name: build(project) for name, project in PROJECTS.items()}
WORKFLOWS = {path: workflow for built in BUILDS.values() for path, workflow in built.of(Workflow)}

_READ = re.compile(r"(?:needs|steps)\.([\w-]+)\.outputs\.(\w+)")


def predicted(payload: dict[str, Any], trigger: str = "repository_dispatch", path: str = V1) -> Prediction:
    key = "client_payload" if trigger == "repository_dispatch" else "inputs"
    return predict(WORKFLOWS[path], trigger, {key: payload})


def decided_by(workflow: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every output that a condition or a concurrency group reads: `job/step`, and its name."""
    for id_, job in workflow["jobs"].items():
        texts_ = [str(job.get("if", "")), str(job.get("concurrency", ""))]
        for text in (*texts_, *(str(step.get("if", "")) for step in job["steps"])):
            for owner, name in _READ.findall(text):
                if f"steps.{owner}." in text:
                    yield f"{id_}/{owner}", name
                    continue
                (read,) = _READ.findall(workflow["jobs"][owner]["outputs"][name])
                yield f"{owner}/{read[0]}", read[1]


@pytest.mark.parametrize("path", WORKFLOWS)
def test_every_output_that_decides_anything_is_predicted(path: str) -> None:
    workflow = WORKFLOWS[path]
    alert = next(iter(PROJECTS["school-timetable" if "remediation" in path else "compiler"].remediated))
    said = {"alert_type": alert.name, "severity": alert.severity.name}
    found = predict(workflow, "repository_dispatch", {"client_payload": said})
    wanted = set(decided_by(workflow.to_data()))
    assert len(wanted) > 5
    assert [(key, name) for key, name in wanted if name not in found.outputs[key]] == []


@pytest.mark.parametrize("path", WORKFLOWS)
def test_a_workflow_that_was_read_from_its_file_is_predicted_as_the_compiled_one(path: str) -> None:
    (name,) = [name for name, built in BUILDS.items() if path in built]
    text = texts(BUILDS[name], "alertflow.py")[path].decode()
    for payload in (ERRORS, {"alert_type": "DiskFull", "severity": "page"}, {}):
        event = {"client_payload": payload}
        read = predict(Workflow.parse(text, path), "repository_dispatch", event)
        assert read == predict(WORKFLOWS[path], "repository_dispatch", event)


def test_a_script_that_somebody_changed_is_not_predicted() -> None:
    workflow = WORKFLOWS[V1]
    context, *others = workflow.jobs
    assert isinstance(context, Job)
    event, decision = context.steps
    assert isinstance(event, RunStep)
    changed = event.replace(run=event.run + "\nexit 0")
    changed_workflow = workflow.replace(jobs=[context.replace(steps=[changed, decision]), *others])
    assert predict(changed_workflow, "repository_dispatch", {"client_payload": ERRORS}).event == {}


def test_somebody_else_s_workflow_has_nothing_to_predict() -> None:
    steps = "[{uses: actions/checkout@v4}, {run: echo decision=act >> $GITHUB_OUTPUT, id: event}]"
    workflow = Workflow.parse(f"on: push\njobs: {{a: {{runs-on: ubuntu-latest, steps: {steps}}}}}\n")
    assert predict(workflow, "push", {}) == Prediction()


def test_a_refused_event_fails_its_step() -> None:
    found = predicted({"alert_type": "DiskFull"})
    assert found.outcomes == {"alert-context/event": "failure"}
    assert found.refused.startswith('The alert "DiskFull" is not known here.')
    assert found.outputs["alert-context/decision"]["act"] == "[]"
    assert found.history == ""


@pytest.mark.parametrize(
    ("payload", "trigger", "said"),
    [
        (
            ERRORS,
            "repository_dispatch",
            "The run history can be read, holds no other run of this incident (else it stops) and fewer than "
            "3 runs that acted on HighErrorRate in the last 60 minutes (else it only investigates).",
        ),
        (
            ERRORS | {"severity": "warning"},
            "repository_dispatch",
            "The run history can be read and holds no other run of this incident (else it stops).",
        ),
        (
            ERRORS,
            "workflow_dispatch",
            "The run history can be read and fewer than 3 runs that acted on HighErrorRate in the last "
            "60 minutes (else it only investigates).",
        ),
        (ERRORS | {"action": "rollback"}, "workflow_dispatch", "The run history can be read."),
        (ERRORS | {"dry_run": "true"}, "workflow_dispatch", "The run history can be read."),
        (ERRORS | {"severity": "warning"}, "workflow_dispatch", ""),
        (ERRORS | {"status": "resolved"}, "repository_dispatch", ""),
    ],
)
def test_what_the_run_history_is_taken_to_say(payload: dict[str, Any], trigger: str, said: str) -> None:
    assert predicted(payload, trigger).history == said


def test_secrets_are_assumed_only_for_what_runs() -> None:
    found = predicted(ERRORS)
    assert found.assumed({"health-check/access", "collect-diagnostics/top-failing-endpoints"}) == [
        found.history,
        "The environment alertflow holds KUBE_CONFIG_DATA, PROMETHEUS_URL; "
        "what needs a secret that is missing is skipped, with a warning.",
    ]
    assert predicted(ERRORS | {"status": "resolved"}).assumed(set()) == []
    assert found.outputs["notify-incident/access"] == {"slack_webhook_url": "set"}
    assert found.outputs["respond-to-alert/access"] == {
        "kube_config_data": "$RUNNER_TEMP/alertflow/KUBE_CONFIG_DATA"
    }


def test_the_steps_are_told_apart_by_what_they_are_for() -> None:
    found = predicted(ERRORS)
    jobs = WORKFLOWS[V1].to_data()["jobs"]
    names = {
        f"{id_}/{n}": step["name"] for id_, job in jobs.items() for n, step in enumerate(job["steps"], 1)
    }
    assert {names[key] for key in found.around} == {
        "Read the event",
        "Decide: act, investigate or stop",
        "See which secrets are there",
        "Keep what was collected",
        "Report to the other jobs",
        "Who approved this?",
        "Put together what happened",
    }
    assert {(key.partition("/")[0], names[key]) for key in found.changing} == {
        ("respond-to-alert", "Restart deployment/school-timetable"),
        ("respond-to-alert", "Scale deployment/school-timetable up by 1"),
        ("respond-to-alert-production", "Roll back deployment/school-timetable"),
    }
    assert found.reviewed == ("production",)
    assert not found.dry_run
    assert predicted(ERRORS | {"dry_run": True}).dry_run
