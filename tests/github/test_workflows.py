import json
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import alertflow.github
from alertflow.declared import DeclarationError
from alertflow.github import (
    CHECKOUT,
    UPLOAD_ARTIFACT,
    Concurrency,
    Defaults,
    Environment,
    Input,
    Job,
    Permissions,
    RepositoryDispatch,
    RunStep,
    Schedule,
    Strategy,
    Triggers,
    UsesStep,
    Workflow,
    WorkflowDispatch,
    always,
    cancelled,
    contains,
    failure,
    format_,
    from_json,
    github,
    hash_files,
    inputs,
    literal,
    matrix,
    runner,
    secrets,
    to_json,
)
from alertflow.yaml import dump, parse

DISPATCH = Triggers(workflow_dispatch=WorkflowDispatch())


def _pipeline() -> Workflow:
    """A workflow with everything that a remediation pipeline uses."""
    read = RunStep(
        id="read",
        run=f"""
            # of {github.event_name}
            alert={github.event.client_payload.alert | inputs.alert_type}
            printf 'alert=%s\\n' "$alert" >> "$GITHUB_OUTPUT"
            cat >> "$GITHUB_STEP_SUMMARY" <<EOF
            Alert {github.event.client_payload.alert} by {github.actor}
            EOF
        """,
        outputs=["alert", "targets"],
        timeout_minutes=5,
    )
    context = Job(
        "alert-context",
        runs_on="ubuntu-24.04",
        steps=[read],
        outputs={"alert": read.outputs.alert, "targets": read.outputs.targets},
        timeout_minutes=10,
    )
    collect = Job(
        "collect-diagnostics",
        if_=~cancelled() & (context.outputs.alert != "it's"),
        runs_on="ubuntu-24.04",
        permissions=Permissions(contents="read"),
        strategy=Strategy(matrix={"target": from_json(context.outputs.targets)}, fail_fast=False),
        env={"ALL": to_json(github.event), "PRICE": f"{literal('${{')} 5"},
        steps=[
            UsesStep(uses=CHECKOUT, with_={"persist-credentials": False}),
            RunStep(run=f'kubectl logs "deploy/{matrix.target}" --tail=100', shell="bash"),
            UsesStep(
                if_=f"{always()} && {runner.os} == 'Linux'",
                uses=UPLOAD_ARTIFACT,
                with_={"name": f"logs-{matrix.target}", "path": format_("{0}/x", runner.temp)},
            ),
        ],
    )
    act = Job(
        "respond",
        if_=(~cancelled() & (context.result == "success")) & (collect.result != "failure")
        | contains(inputs.action, "force"),
        runs_on="ubuntu-24.04",
        environment=Environment("production", url=f"https://example.org/{github.run_id}"),
        concurrency=Concurrency(f"act-{context.outputs.alert}", cancel_in_progress=False),
        steps=[
            RunStep(
                run='kubectl rollout undo "deploy/$APP"',
                env={"APP": github.event.repository.name, "KUBECONFIG_TEXT": secrets.KUBECONFIG},
                if_="!inputs.dry_run",
            ),
            RunStep(if_=failure(), run=f"echo {hash_files('**/x')}", continue_on_error=True),
        ],
    )
    return Workflow(
        name="Alert: remediation",
        run_name=f"Alert {github.event.client_payload.alert | 'by hand'}",
        on=Triggers(
            repository_dispatch=RepositoryDispatch(types=["prometheus-alert", "alert-fired"]),
            workflow_dispatch=WorkflowDispatch(
                inputs={
                    "alert_type": Input(type="choice", options=["A", "B"], default="A", required=True),
                    "action": Input(description="What to do"),
                    "dry_run": Input(type="boolean", default=True),
                }
            ),
            schedule=[Schedule(cron="*/30 * * * *")],
        ),
        env={"TEAM": "platform"},
        defaults=Defaults(shell="bash"),
        concurrency=Concurrency(f"alert-{github.run_id}"),
        jobs=[context, collect, act],
    )


def test_a_workflow_is_written_in_the_customary_order() -> None:
    data = _pipeline().to_data()

    assert list(data) == ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"]
    assert list(data["jobs"]) == ["alert-context", "collect-diagnostics", "respond"]
    assert data["permissions"] == {}
    assert data["jobs"]["respond"]["needs"] == ["alert-context", "collect-diagnostics"]
    assert data["jobs"]["collect-diagnostics"]["env"]["PRICE"] == "${{ '${{' }} 5"
    assert parse(dump(data)) == data


def test_no_script_holds_an_expression_when_it_is_written() -> None:
    scripts = [
        step["run"]
        for job in _pipeline().to_data()["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]

    assert scripts[0] == (
        "# of github.event_name\n"
        'alert="$EVENT_ALERT_INPUT_ALERT_TYPE"\n'
        'printf \'alert=%s\\n\' "$alert" >> "$GITHUB_OUTPUT"\n'
        'cat >> "$GITHUB_STEP_SUMMARY" <<EOF\n'
        "Alert $EVENT_ALERT by $ACTOR\n"
        "EOF\n"
    )
    assert not any("${{" in script for script in scripts)


def test_what_is_not_said_is_not_written_but_permissions_are() -> None:
    workflow = Workflow(name="w", on=DISPATCH, jobs=[Job("j", runs_on="x", steps=[RunStep(run="true")])])

    assert workflow.to_data() == {
        "name": "w",
        "on": {"workflow_dispatch": None},
        "permissions": {},
        "jobs": {"j": {"runs-on": "x", "steps": [{"run": "true"}]}},
    }
    assert workflow.replace(extra={"cache-mode": "read"}).to_data()["cache-mode"] == "read"
    assert workflow.replace(permissions="read-all").to_data()["permissions"] == "read-all"


def test_githubs_parser_actionlint_and_the_schema_find_nothing(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "alert.yml"
    file.write_text(dump(_pipeline().to_data()))

    for program in ("github-parser", "actionlint"):
        done = subprocess.run([programs(program), file], capture_output=True, text=True, check=False)
        findings: list[dict[str, Any]] = json.loads(done.stdout)
        assert [one for one in findings if one.get("kind") != "runner-label"] == []
    schema = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    jsonschema.validate(parse(file.read_text()), json.loads(schema.read_text()))


def test_the_package_names_all_that_it_offers() -> None:
    assert all(hasattr(alertflow.github, name) for name in alertflow.github.__all__)
    assert alertflow.github.github.text_ == "github"


@pytest.mark.parametrize("name", ["jobs", "on"])
def test_a_workflow_has_triggers_and_jobs(name: str) -> None:
    given: dict[str, Any] = {"on": DISPATCH, "jobs": [Job("j", runs_on="x", steps=[RunStep(run="true")])]}
    assert list(Workflow(**given).to_data()) == ["on", "permissions", "jobs"]
    with pytest.raises(DeclarationError, match=f"'{name}' is missing"):
        Workflow(**{key: value for key, value in given.items() if key != name})


def test_a_workflow_has_at_least_one_job() -> None:
    with pytest.raises(DeclarationError, match=r"Workflow\(…\): jobs: a workflow has at least one job\."):
        Workflow(on=DISPATCH, jobs=[])
