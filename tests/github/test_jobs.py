from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    Concurrency,
    Defaults,
    Environment,
    Job,
    Permissions,
    RunStep,
    Strategy,
    always,
    from_json,
    github,
    inputs,
    matrix,
)

STEPS = [RunStep(run="true")]


def test_a_job_is_written_in_the_customary_order() -> None:
    first = Job("first", runs_on="x", steps=STEPS, outputs={"list": "[]"})
    job = Job(
        "main",
        name=f"On {matrix.os}",
        if_=always(),
        needs=[first],
        runs_on=["self-hosted", matrix.os],  # type: ignore[list-item]  # labels may be expressions
        permissions=Permissions(contents="read"),
        environment=Environment("production", url=f"https://{github.repository}"),
        concurrency=Concurrency(f"deploy-{github.ref}", queue="max"),
        outputs={"x": inputs.x, "y": "text"},
        env={"A": inputs.a},
        defaults=Defaults(shell="bash", working_directory="src"),
        strategy=Strategy(matrix={"os": ["a", "b"]}, fail_fast=False, max_parallel=inputs.n),
        timeout_minutes=30,
        continue_on_error=inputs.c,
        steps=[RunStep(run=f"echo {inputs.a}", env={"INPUT_A": 1})],
        extra={"container": "debian"},
    )
    data = job.to_data(taken=["INPUT_A_2"])

    assert data == {
        "name": "On ${{ matrix.os }}",
        "if": "always()",
        "needs": ["first"],
        "runs-on": ["self-hosted", "${{ matrix.os }}"],
        "permissions": {"contents": "read"},
        "environment": {"name": "production", "url": "https://${{ github.repository }}"},
        "concurrency": {"group": "deploy-${{ github.ref }}", "queue": "max"},
        "outputs": {"x": "${{ inputs.x }}", "y": "text"},
        "env": {"A": "${{ inputs.a }}"},
        "defaults": {"run": {"shell": "bash", "working-directory": "src"}},
        "strategy": {"matrix": {"os": ["a", "b"]}, "fail-fast": False, "max-parallel": "${{ inputs.n }}"},
        "timeout-minutes": 30,
        "continue-on-error": "${{ inputs.c }}",
        "steps": [{"env": {"INPUT_A": 1, "INPUT_A_3": "${{ inputs.a }}"}, "run": 'echo "$INPUT_A_3"'}],
        "container": "debian",
    }
    assert list(data) == [
        "name", "if", "needs", "runs-on", "permissions", "environment", "concurrency", "outputs", "env",
        "defaults", "strategy", "timeout-minutes", "continue-on-error", "steps", "container",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        (Concurrency("g"), {"group": "g"}),
        (
            Concurrency("g", cancel_in_progress=inputs.c),
            {"group": "g", "cancel-in-progress": "${{ inputs.c }}"},
        ),
        (Environment("prod"), "prod"),
        (Environment(inputs.e), "${{ inputs.e }}"),
        (Environment("prod", extra={"deployment": False}), {"name": "prod", "deployment": False}),
        (Defaults(), {}),
        (Strategy(matrix=from_json(inputs.m)), {"matrix": "${{ fromJSON(inputs.m) }}"}),
        (
            Strategy(
                matrix={"a": [1], "b": from_json(inputs.b)}, include=[{"a": 2}], exclude=[{"b": inputs.x}]
            ),
            {
                "matrix": {
                    "a": [1],
                    "b": "${{ fromJSON(inputs.b) }}",
                    "include": [{"a": 2}],
                    "exclude": [{"b": "${{ inputs.x }}"}],
                }
            },
        ),
    ],
)
def test_what_a_job_carries_is_written_without_its_defaults(declared: Any, data: Any) -> None:
    assert declared.to_data() == data


def test_what_a_job_gives_is_read_through_it() -> None:
    job = Job("build", runs_on="x", steps=STEPS, outputs={"image": "a"})

    assert job.output("image").text == "needs.build.outputs.image"
    assert job.result.text == "needs.build.result"
    assert job.result.jobs == {"build"}
    with pytest.raises(DeclarationError, match=r"job 'build' has no output 'imag'. Did you mean 'image'\?"):
        job.output("imag")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: Job("1st", runs_on="x", steps=STEPS),
            "Job(…): id: '1st' is no id for a job: it starts with a letter or _",
        ),
        (lambda: Job("a b", runs_on="x", steps=STEPS), "Job(…): id: 'a b' is no id for a job"),
        (lambda: Job("a", steps=STEPS), "Job(…): 'runs_on' is missing."),  # type: ignore[call-arg]  # the mistake
        (
            lambda: Job("a", runs_on="x", steps=[{"run": "x"}]),  # type: ignore[list-item]  # the mistake
            "Job(…): steps[0]: should be a RunStep or a UsesStep",
        ),
        (lambda: Job("a", runs_on="x", steps=STEPS, needs=["b"]), "Job(…): needs[0]"),  # type: ignore[list-item]  # the mistake
        (
            lambda: Concurrency("g", queue="max", cancel_in_progress=True),
            'Concurrency(…): queue="max" and cancel_in_progress=True exclude each other.',
        ),
        (
            lambda: Strategy(matrix={"a": list(range(20)), "b": list(range(20))}),
            "Strategy(…): the matrix makes 400 jobs; GitHub takes at most 256.",
        ),
        (
            lambda: Strategy(matrix={"a": "text"}),
            "Strategy(…): matrix: 'a' should be a list or an expression, not 'text'.",
        ),
        (
            lambda: Strategy(matrix="text"),  # type: ignore[arg-type]  # the mistake
            "Strategy(…): matrix: should be a dict from names to lists (or expressions), or one expression",
        ),
    ],
)
def test_a_job_that_github_would_refuse_is_refused(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
