"""What a job carries: concurrency, environments, containers, strategies."""

from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    Concurrency,
    Container,
    Credentials,
    Defaults,
    Environment,
    RunsOn,
    Service,
    Snapshot,
    Strategy,
    Verbatim,
    from_json,
    github,
    inputs,
    secrets,
    vars_,
)


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        (Concurrency("g"), {"group": "g"}),
        (Concurrency("g", cancel_in_progress=False), {"group": "g", "cancel-in-progress": False}),
        (
            Concurrency("g", cancel_in_progress=inputs.c, queue="single"),
            {"group": "g", "cancel-in-progress": "${{ inputs.c }}", "queue": "single"},
        ),
        (Concurrency("g", queue=inputs.q), {"group": "g", "queue": "${{ inputs.q }}"}),
        (Environment("prod"), "prod"),
        (Environment(inputs.e), "${{ inputs.e }}"),
        (Environment("prod", deployment=False), {"name": "prod", "deployment": False}),
        (Environment("prod", extra={"newer": inputs.n}), {"name": "prod", "newer": "${{ inputs.n }}"}),
        (Defaults(), {}),
        (Defaults(shell="bash"), {"run": {"shell": "bash"}}),
        (Defaults(extra={"newer": 1}), {"run": {"newer": 1}}),
        (RunsOn(group="g"), {"group": "g"}),
        (Snapshot("image", if_=github.ref == "x"), {"image-name": "image", "if": "github.ref == 'x'"}),
        (
            Container(
                "registry.example.org/a/b",
                credentials=Credentials(username=github.actor, password=secrets.TOKEN),
                env={"A": 1},
                ports=[80, "8080:80"],
                volumes=["/a:/b"],
                options="--cpus 1",
            ),
            {
                "image": "registry.example.org/a/b",
                "credentials": {"username": "${{ github.actor }}", "password": "${{ secrets.TOKEN }}"},
                "env": {"A": 1},
                "ports": [80, "8080:80"],
                "volumes": ["/a:/b"],
                "options": "--cpus 1",
            },
        ),
        (
            Service(
                "x",
                credentials=from_json(vars_.C),
                env=from_json(vars_.E),
                ports=from_json(vars_.P),
                volumes=Verbatim("${{ fromJSON(vars.V) }}"),
                entrypoint="/run",
                command="--all",
            ),
            {
                "image": "x",
                "credentials": "${{ fromJSON(vars.C) }}",
                "env": "${{ fromJSON(vars.E) }}",
                "ports": "${{ fromJSON(vars.P) }}",
                "volumes": "${{ fromJSON(vars.V) }}",
                "entrypoint": "/run",
                "command": "--all",
            },
        ),
        (Strategy(fail_fast=False), {"fail-fast": False}),
        (Strategy(matrix=from_json(inputs.m)), {"matrix": "${{ fromJSON(inputs.m) }}"}),
        (Strategy(include=[{"a": 1}, {"a": 2}]), {"matrix": {"include": [{"a": 1}, {"a": 2}]}}),
        (
            Strategy(
                matrix={"a": [1]}, include=from_json(inputs.i), exclude=from_json(inputs.e), max_parallel=2
            ),
            {
                "matrix": {
                    "a": [1],
                    "include": "${{ fromJSON(inputs.i) }}",
                    "exclude": "${{ fromJSON(inputs.e) }}",
                },
                "max-parallel": 2,
            },
        ),
        (
            Strategy(
                matrix={"a": [1, {"x": [True, None]}], "b": from_json(inputs.b)},
                include=[{"a": 2}],
                exclude=[{"b": inputs.x}],
            ),
            {
                "matrix": {
                    "a": [1, {"x": [True, None]}],
                    "b": "${{ fromJSON(inputs.b) }}",
                    "include": [{"a": 2}],
                    "exclude": [{"b": "${{ inputs.x }}"}],
                }
            },
        ),
    ],
)
def test_what_is_given_is_written_and_nothing_else(declared: Any, data: Any) -> None:
    assert declared.to_data() == data


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: Concurrency("g", queue="max", cancel_in_progress=True),
            'Concurrency(…): queue="max" and cancel_in_progress=True exclude each other.',
        ),
        (
            lambda: Concurrency("g", queue="all"),  # type: ignore[arg-type]  # the mistake
            "Concurrency(…): queue: should be 'single' or 'max', or an expression that says it, not 'all'.",
        ),
        (
            lambda: Strategy(matrix={"a": list(range(20)), "b": list(range(20))}),
            "Strategy(…): the matrix makes 400 jobs; GitHub takes at most 256.",
        ),
        (
            lambda: Strategy(matrix={"a": "text"}),
            "Strategy(…): matrix['a']: should be a list, or an expression that gives one, not 'text'.",
        ),
        (lambda: Strategy(matrix={"a": []}), "Strategy(…): matrix: 'a' has no value, so the job never runs."),
        (
            lambda: Strategy(matrix="text"),  # type: ignore[arg-type]  # the mistake
            "Strategy(…): matrix: should be a dict from names to lists (or expressions), or one expression",
        ),
        (
            lambda: Strategy(matrix={"include": [{"a": 1}]}),
            "Strategy(…): matrix: 'include' is no name for values; give it beside: Strategy(matrix=…,",
        ),
        (
            lambda: Strategy(matrix=from_json(inputs.m), include=[{"a": 1}]),
            "Strategy(…): include: a matrix that is one expression has its include in what it gives.",
        ),
        (lambda: RunsOn(), "RunsOn(…): a group or labels are needed: nothing else says where the job runs."),
        (lambda: Container(), "Container(…): 'image' is missing."),  # type: ignore[call-arg]  # the mistake
        (
            lambda: Container("a", ports="80"),
            "Container(…): ports: should be a list, or an expression that gives one, not '80'.",
        ),
    ],
)
def test_what_github_would_refuse_is_refused_with_what_was_expected(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)


def test_what_is_set_cannot_be_given_as_extra_too() -> None:
    with pytest.raises(DeclarationError, match="extra has 'group', which is set already; give it only once"):
        Concurrency("g", extra={"group": "h"}).to_data()
