from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    CallJob,
    Concurrency,
    Container,
    Defaults,
    Environment,
    Job,
    ParallelStep,
    Permissions,
    RunsOn,
    RunStep,
    Service,
    Snapshot,
    Strategy,
    Verbatim,
    always,
    from_json,
    github,
    inputs,
    matrix,
    secrets,
)

STEPS = [RunStep(run="true")]


def test_a_job_is_written_in_the_customary_order() -> None:
    first = Job("first", runs_on="x", steps=STEPS, outputs={"list": "[]"})
    job = Job(
        "main",
        name=f"On {matrix.os}",
        if_=always(),
        needs=[first],
        runs_on=["self-hosted", matrix.os],
        snapshot=Snapshot("image", version="1.*"),
        permissions=Permissions(contents="read"),
        cache_mode="read",
        environment=Environment("production", url=f"https://{github.repository}"),
        concurrency=Concurrency(f"deploy-{github.ref}", queue="max"),
        outputs={"x": inputs.x, "y": "text"},
        env={"A": inputs.a},
        defaults=Defaults(shell="bash", working_directory="src"),
        strategy=Strategy(matrix={"os": ["a", "b"]}, fail_fast=False, max_parallel=inputs.n),
        timeout_minutes=30,
        cancel_timeout_minutes=1,
        continue_on_error=inputs.c,
        container=Container("node:22", env={"B": 1}),
        services={"db": Service("postgres:17", ports=["5432:5432"]), "cache": "redis:7"},
        steps=[RunStep(run=f"echo {inputs.a}", env={"INPUT_A": 1})],
        extra={"newer": [inputs.n]},
    )
    data = job.to_data(taken=["INPUT_A_2"])

    assert data == {
        "name": "On ${{ matrix.os }}",
        "if": "always()",
        "needs": ["first"],
        "runs-on": ["self-hosted", "${{ matrix.os }}"],
        "snapshot": {"image-name": "image", "version": "1.*"},
        "permissions": {"contents": "read"},
        "cache-mode": "read",
        "environment": {"name": "production", "url": "https://${{ github.repository }}"},
        "concurrency": {"group": "deploy-${{ github.ref }}", "queue": "max"},
        "outputs": {"x": "${{ inputs.x }}", "y": "text"},
        "env": {"A": "${{ inputs.a }}"},
        "defaults": {"run": {"shell": "bash", "working-directory": "src"}},
        "strategy": {"matrix": {"os": ["a", "b"]}, "fail-fast": False, "max-parallel": "${{ inputs.n }}"},
        "timeout-minutes": 30,
        "cancel-timeout-minutes": 1,
        "continue-on-error": "${{ inputs.c }}",
        "container": {"image": "node:22", "env": {"B": 1}},
        "services": {"db": {"image": "postgres:17", "ports": ["5432:5432"]}, "cache": "redis:7"},
        "steps": [{"env": {"INPUT_A": 1, "INPUT_A_3": "${{ inputs.a }}"}, "run": 'echo "$INPUT_A_3"'}],
        "newer": ["${{ inputs.n }}"],
    }
    assert list(data) == [
        "name", "if", "needs", "runs-on", "snapshot", "permissions", "cache-mode", "environment",
        "concurrency", "outputs", "env", "defaults", "strategy", "timeout-minutes", "cancel-timeout-minutes",
        "continue-on-error", "container", "services", "steps", "newer",
    ]  # fmt: skip


def test_a_call_of_a_workflow_is_written_in_the_customary_order() -> None:
    first = Job("first", runs_on="x", steps=STEPS)
    call = CallJob(
        "deploy",
        name="Deploy",
        if_="github.ref == 'refs/heads/main'",
        needs=first,
        permissions=Permissions(),
        cache_mode="none",
        concurrency="deploy",
        strategy=Strategy(matrix={"region": ["a", "b"]}),
        uses="./.github/workflows/deploy.yml",
        with_={"region": matrix.region},
        secrets={"token": secrets.TOKEN},
        outputs=["url"],
    )

    assert call.to_data() == {
        "name": "Deploy",
        "if": "github.ref == 'refs/heads/main'",
        "needs": "first",
        "permissions": {},
        "cache-mode": "none",
        "concurrency": "deploy",
        "strategy": {"matrix": {"region": ["a", "b"]}},
        "uses": "./.github/workflows/deploy.yml",
        "with": {"region": "${{ matrix.region }}"},
        "secrets": {"token": "${{ secrets.TOKEN }}"},
    }
    assert call.replace(secrets="inherit").to_data()["secrets"] == "inherit"
    assert call.outputs.url.text_ == "needs.deploy.outputs.url"


@pytest.mark.parametrize(
    ("field", "given", "data"),
    [
        ("environment", "production", "production"),
        ("environment", Environment("production"), "production"),
        ("concurrency", "deploy", "deploy"),
        ("concurrency", f"on-{github.ref}", "on-${{ github.ref }}"),
        ("container", "node:22", "node:22"),
        ("container", inputs.image, "${{ inputs.image }}"),
        ("snapshot", "image", "image"),
        ("services", from_json(inputs.services), "${{ fromJSON(inputs.services) }}"),
        ("env", from_json(inputs.env), "${{ fromJSON(inputs.env) }}"),
        ("strategy", from_json(inputs.s), "${{ fromJSON(inputs.s) }}"),
        ("runs_on", ["a", "b"], ["a", "b"]),
        ("runs_on", from_json(inputs.labels), "${{ fromJSON(inputs.labels) }}"),
        ("runs_on", RunsOn(group="large", labels="linux"), {"group": "large", "labels": "linux"}),
        ("runs_on", RunsOn(labels=["a", inputs.b]), {"labels": ["a", "${{ inputs.b }}"]}),
        ("timeout_minutes", Verbatim("10", 10), 10),
        ("continue_on_error", Verbatim("${{ inputs.c }}"), "${{ inputs.c }}"),
    ],
)
def test_short_forms_are_written_as_given(field: str, given: Any, data: Any) -> None:
    job = Job("a", **({"runs_on": "x", "steps": STEPS} | {field: given}))

    assert job.to_data()[Job.keys()[field]] == data


def test_needs_are_written_as_given() -> None:
    first, second = (
        Job("first", runs_on="x", steps=STEPS),
        CallJob("second", uses="./.github/workflows/a.yml"),
    )

    assert Job("a", runs_on="x", steps=STEPS, needs=first).to_data()["needs"] == "first"
    assert Job("a", runs_on="x", steps=STEPS, needs=[first]).to_data()["needs"] == ["first"]
    assert Job("a", runs_on="x", steps=STEPS, needs=(first, second)).needed_ids == ("first", "second")
    assert Job("a", runs_on="x", steps=STEPS, needs=Verbatim("b")).to_data()["needs"] == "b"
    assert "needs" not in Job("a", runs_on="x", steps=STEPS, needs=[]).to_data()


def test_what_a_job_gives_is_read_through_it() -> None:
    job = Job("build", runs_on="x", steps=STEPS, outputs={"image": "a", "odd-name": "b"})

    assert job.outputs.image.text_ == "needs.build.outputs.image"
    assert job.outputs["odd-name"].text_ == "needs.build.outputs.odd-name"
    assert job.result.text_ == "needs.build.result"
    assert job.result.jobs_ == {"build"}
    with pytest.raises(DeclarationError, match=r"job 'build' has no output 'imag'. Did you mean 'image'\?"):
        _ = job.outputs.imag


def test_the_values_of_a_matrix_are_read_through_the_job_or_its_strategy() -> None:
    strategy = Strategy(matrix={"os": ["a", "b"]}, include=[{"os": "a", "node": 22}])
    job = Job("build", runs_on=strategy.matrix.os, strategy=strategy, steps=STEPS)

    assert job.to_data()["runs-on"] == "${{ matrix.os }}"
    assert job.matrix.node.text_ == "matrix.node"
    with pytest.raises(DeclarationError, match=r"the matrix has no name 'nod'. Did you mean 'node'\?"):
        _ = job.matrix.nod
    assert not hasattr(Job("build", runs_on="x", steps=STEPS).matrix, "os")
    dynamic = Job("build", runs_on="x", steps=STEPS, strategy=Strategy(matrix=from_json(inputs.m)))
    assert dynamic.matrix.whatever.text_ == "matrix.whatever"


def test_every_step_is_found_those_that_run_together_too() -> None:
    one, two, three = RunStep(run="1"), RunStep(run="2"), RunStep(run="3")
    job = Job("a", runs_on="x", steps=[one, ParallelStep([two, three])])

    assert [getattr(step, "run", None) for step in job.every_step()] == ["1", None, "2", "3"]
    assert list(CallJob("a", uses="./.github/workflows/a.yml").every_step()) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: Job("1st", runs_on="x", steps=STEPS),
            "Job(…): id: '1st' is no id for a job: it starts with a letter or _",
        ),
        (lambda: Job("a b", runs_on="x", steps=STEPS), "Job(…): id: 'a b' is no id for a job"),
        (lambda: Job("__a", runs_on="x", steps=STEPS), "Job(…): id: '__a' is no id for a job: GitHub keeps"),
        (
            lambda: Job("a" * 100, runs_on="x", steps=STEPS),
            "Job(…): id: 'aaaaaaaaaaaaaaaaaaaa…' is no id for a job",
        ),
        (lambda: Job("a", steps=STEPS), "Job(…): 'runs_on' is missing."),  # type: ignore[call-arg]  # the mistake
        (lambda: Job("a", runs_on="x", steps=[]), "Job(…): steps: a job has at least one step."),
        (
            lambda: Job("a", runs_on="x", steps=[{"run": "x"}]),  # type: ignore[list-item]  # the mistake
            "Job(…): steps[0]: should be a RunStep, a UsesStep or another step, not {'run': 'x'}.",
        ),
        (
            lambda: Job("a", runs_on="x", steps=STEPS, needs=["b"]),  # type: ignore[list-item]  # the mistake
            "Job(…): needs[0]: should be a job, not 'b'.",
        ),
        (
            lambda: Job("a", runs_on="x", steps=STEPS, needs="b"),  # type: ignore[arg-type]  # the mistake
            "Job(…): needs: should be a job, or a list of jobs, not 'b'.",
        ),
        (
            lambda: Job("a", runs_on="x", steps=STEPS, env={"A": None}),  # type: ignore[dict-item]  # the mistake
            "Job(…): env['A']: should be text, a number, True, False or an expression, not None.",
        ),
        (
            lambda: Job("a", runs_on="x", steps=STEPS, env="A=1"),  # type: ignore[arg-type]  # the mistake
            "Job(…): env: should be a dict of variables, or an expression that gives one, not 'A=1'.",
        ),
        (
            lambda: Job("a", runs_on="x", steps=STEPS, output_values={}),  # type: ignore[call-arg]  # the mistake
            "Job(…): unknown name 'output_values'. Did you mean 'outputs'?",
        ),
        (
            lambda: CallJob("a", uses="deploy.yml"),
            "CallJob(…): uses: 'deploy.yml' is no workflow: ./.github/workflows/<file>.yml, or",
        ),
        (
            lambda: CallJob("a", uses="./.github/workflows/a.yml", secrets="all"),  # type: ignore[arg-type]  # the mistake
            "CallJob(…): secrets: should be 'inherit', or a dict of secrets",
        ),
        (
            lambda: CallJob("a", uses="./.github/workflows/a.yml", secrets=from_json("{}")),  # type: ignore[arg-type]  # the mistake
            "CallJob(…): secrets: should be 'inherit', or a dict of secrets",
        ),
        (
            lambda: CallJob("a", uses="./.github/workflows/a.yml", with_=from_json("{}")),  # type: ignore[arg-type]  # the mistake
            "CallJob(…): with_: ",
        ),
    ],
)
def test_a_job_that_github_would_refuse_is_refused(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
