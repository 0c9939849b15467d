"""All that jobs and steps can have, held against GitHub's parser and the published schema."""

import json
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from alertflow.github import (
    CHECKOUT,
    SETUP_NODE,
    CallJob,
    CancelStep,
    Concurrency,
    Container,
    Credentials,
    Defaults,
    Environment,
    Input,
    Job,
    ParallelStep,
    Permissions,
    Push,
    RunsOn,
    RunStep,
    Service,
    Snapshot,
    Strategy,
    Triggers,
    UsesStep,
    WaitAllStep,
    WaitStep,
    Workflow,
    WorkflowDispatch,
    from_json,
    github,
    inputs,
    job,
    runner,
    secrets,
    success,
    vars_,
)
from alertflow.yaml import parse

STRATEGY = Strategy(
    matrix={"os": ["ubuntu-24.04", "macos-15"], "node": from_json(vars_.NODES), "deep": [{"a": [1, True]}]},
    include=[{"os": "windows-2025", "experimental": True}],
    exclude=[{"os": "macos-15", "node": 20}],
    fail_fast=False,
    max_parallel=2,
)
SERVER = RunStep(id="server", run="./server", background=True)
META = RunStep(
    id="meta",
    name="Metadata",
    run='echo "version=$(cat VERSION)" >> "$GITHUB_OUTPUT"',
    shell="bash",
    outputs=["version"],
)
BUILD = Job(
    "build",
    name=f"Build on {STRATEGY.matrix.os}",
    runs_on=STRATEGY.matrix.os,
    strategy=STRATEGY,
    permissions=Permissions(contents="read"),
    environment=Environment("build", url=f"https://example.org/{META.outputs.version}", deployment=False),
    concurrency=Concurrency(f"build-{github.ref}", queue="max"),
    container=Container(
        "node:22",
        credentials=Credentials(username=github.actor, password=secrets.TOKEN),
        env={"NODE_ENV": "test"},
        ports=["80", "8080:80"],
        volumes=["/tmp:/data"],
        options="--cpus 1",
    ),
    services={
        "db": Service("postgres:17", env={"POSTGRES_PASSWORD": "x"}, ports=["5432:5432"], options="--init"),
        "cache": Service("redis:7", entrypoint="/bin/redis", command="--save ''"),
    },
    outputs={"version": META.outputs.version},
    env={"A": 1, "B": True, "C": 1.5, "D": f"{vars_.D}!"},
    defaults=Defaults(shell="bash", working_directory="src"),
    timeout_minutes=30,
    continue_on_error=STRATEGY.matrix.experimental == True,  # noqa: E712 - it makes an expression
    steps=[
        UsesStep(uses=CHECKOUT, with_={"fetch-depth": 0, "ref": inputs.ref}),
        UsesStep(name="Node", uses=SETUP_NODE, with_=from_json(vars_.NODE)),
        UsesStep(uses="docker://alpine:3.22", with_={"entrypoint": "/bin/echo", "args": "hello"}),
        META,
        SERVER,
        RunStep(
            run=f"test {job.services.db.ports['5432']} -gt 0",
            if_=success() & (runner.os == "Linux"),
            working_directory="tests",
            timeout_minutes=5,
            continue_on_error=inputs.lenient,
            env={"TOKEN": secrets.TOKEN},
        ),
        ParallelStep([RunStep(run="npm run lint"), RunStep(id="unit", run="npm test")]),
        WaitStep([SERVER]),
        WaitStep(SERVER, name="Again", continue_on_error=True),
        WaitAllStep(),
        CancelStep(SERVER, id="stop"),
    ],
)
LARGE = Job(
    "large",
    runs_on=RunsOn(group="large", labels=["linux", inputs.label]),
    snapshot=Snapshot("image", version="1.0"),
    needs=BUILD,
    environment="production",
    concurrency="large",
    container="node:22",
    strategy=Strategy(matrix=from_json(BUILD.outputs.version)),
    continue_on_error=True,
    steps=[RunStep(run="true")],
)
CALL = CallJob(
    "call",
    name="Call",
    if_=github.ref == "refs/heads/main",
    uses="example/other/.github/workflows/deploy.yml@main",
    with_={"version": BUILD.outputs.version, "dry": True, "n": 3},
    secrets={"token": secrets.TOKEN},
    permissions="read-all",
    concurrency=Concurrency("deploy", cancel_in_progress=inputs.lenient),
    strategy=Strategy(matrix={"region": ["a", "b"]}, include=from_json(vars_.REGIONS)),
)
EVERYTHING = Workflow(
    name="Everything",
    run_name=f"Run by {github.actor}",
    on=Triggers(
        push=Push(),
        workflow_dispatch=WorkflowDispatch(
            inputs={"ref": Input(), "label": Input(), "lenient": Input(type="boolean")}
        ),
    ),
    permissions=Permissions(contents="read"),
    env={"X": vars_.X},
    defaults=Defaults(shell="bash"),
    concurrency=Concurrency(github.ref, cancel_in_progress=True),
    jobs=BUILD >> LARGE >> CALL.on_failure(Job("mend", runs_on="x", steps=[RunStep(run="true")])),
)


def _errors(workflow: Workflow, parser: Path, folder: Path) -> list[dict[str, Any]]:
    """What GitHub's parser finds."""
    file = folder / "everything.yml"
    file.write_text(workflow.to_yaml())
    done = subprocess.run([parser, file], capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _validate(workflow: Workflow) -> None:
    schema = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    jsonschema.validate(parse(workflow.to_yaml()), json.loads(schema.read_text()))


def test_githubs_parser_and_the_schema_find_nothing(programs: Callable[[str], Path], tmp_path: Path) -> None:
    assert _errors(EVERYTHING, programs("github-parser"), tmp_path) == []
    _validate(EVERYTHING)


def test_what_only_githubs_parser_knows(programs: Callable[[str], Path], tmp_path: Path) -> None:
    snapshot = Snapshot("image", version="1.*", if_=github.ref == "refs/heads/main")
    job = LARGE.replace(needs=[], strategy=None, cancel_timeout_minutes=5, snapshot=snapshot)
    workflow = Workflow(on=EVERYTHING.on, description="What it does", jobs=[job])

    assert _errors(workflow, programs("github-parser"), tmp_path) == []
    with pytest.raises(jsonschema.ValidationError, match="description"):
        _validate(workflow)


def test_what_only_the_schema_knows(programs: Callable[[str], Path], tmp_path: Path) -> None:
    jobs = [
        CALL.replace(needs=[], with_={}, cache_mode="none"),
        Job("a", runs_on="x", cache_mode="write-only", steps=[META]),
    ]
    workflow = Workflow(on=EVERYTHING.on, cache_mode="read", jobs=jobs)

    _validate(workflow)
    messages = [one["message"] for one in _errors(workflow, programs("github-parser"), tmp_path)]
    assert messages == ["Unexpected value 'cache-mode'"] * 3


def test_variables_that_an_expression_gives(programs: Callable[[str], Path], tmp_path: Path) -> None:
    given = RunStep(run="true", env=from_json(vars_.ENV))
    job = Job("a", runs_on="x", env=from_json(vars_.ENV), steps=[given])
    workflow = Workflow(on=EVERYTHING.on, env=from_json(vars_.ENV), jobs=[job])

    _validate(workflow)
    messages = [one["message"] for one in _errors(workflow, programs("github-parser"), tmp_path)]
    # The runner evaluates them (PipelineTemplateEvaluator.cs, EvaluateStepEnvironment); GitHub's TypeScript
    # takes no expression there.
    assert {message.partition(" encountered")[0] for message in messages if "Mapping" in message} == {
        "Unexpected type 'BasicExpressionToken'"
    }


def test_what_is_written_is_read_back_without_a_problem() -> None:
    read = Workflow.parse(EVERYTHING.to_yaml(), "everything.yml")

    assert read.problems() == ()
    assert read.to_data() == EVERYTHING.to_data()
    assert [read.needs(job) for job in read.jobs] == [EVERYTHING.needs(job) for job in EVERYTHING.jobs]
