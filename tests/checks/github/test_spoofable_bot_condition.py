"""Conditions on who acted last."""

import pytest

from alertflow.github import Job, RunStep, Workflow, github
from tests.checks.making import found, parsed, places

ID = "github/spoofable-bot-condition"


def file(job: str = "true", step: str = "true", on: str = "pull_request_target") -> str:
    return (
        f"on: [{on}]\njobs:\n  merge:\n    if: {job}\n    runs-on: ubuntu-24.04\n"
        f"    steps:\n      - if: {step}\n        run: make\n"
    )


def test_the_actor_is_not_the_author() -> None:
    document = parsed(file("github.actor == 'dependabot[bot]'"))
    assert found(ID, document) == [
        "error: the condition (.github/workflows/file.yml) takes github.actor for the author: on "
        "pull_request_target it is dependabot[bot] whenever that acted last, whoever wrote the code."
        " | Whoever opens a pull request makes the bot act on it, and is let in."
        " | Ask who opened it: github.event.pull_request.user.login == 'dependabot[bot]'."
    ]
    assert places(ID, document) == [(4, 9)]


@pytest.mark.parametrize(
    "condition",
    [
        "${{ 'renovate[bot]' == github.Triggering_Actor }}",
        "github.actor_id == 49699333",
        "github.event.sender.id == '29139614'",
        "success() && (github.event.sender.login == 'x[BOT]' || github.ref == 'y')",
        "${{ !(github.actor != 'dependabot[bot]') }}",
    ],
)
def test_it_is_found_in_whatever_form(condition: str) -> None:
    assert len(found(ID, parsed(file(step=condition)))) == 1


@pytest.mark.parametrize(
    "condition",
    [
        "github.actor != 'dependabot[bot]'",
        "${{ !(github.actor == 'dependabot[bot]') }}",
        "github.actor == 'octocat'",
        "github.actor_id == 1",
        "github.actor_id == vars.BOT",
        "github.event.pull_request.user.login == 'dependabot[bot]'",
        "github.actor == 'dependabot[bot]' && github.event.pull_request.user.login == 'dependabot[bot]'",
        "startsWith(github.actor, 'dependabot')",
    ],
)
def test_what_does_not_let_the_last_one_in_is_right(condition: str) -> None:
    assert found(ID, parsed(file(step=condition))) == []


def test_a_step_is_guarded_by_its_job() -> None:
    author = "github.event.pull_request.user.login == 'dependabot[bot]'"
    assert found(ID, parsed(file(author, "github.actor == 'dependabot[bot]'"))) == []


def test_on_other_events_the_actor_is_the_author() -> None:
    assert found(ID, parsed(file("github.actor == 'dependabot[bot]'", on="pull_request, push"))) == []


def test_what_is_made_in_python_is_looked_at_too() -> None:
    job = Job(
        "merge", runs_on="ubuntu-24.04", if_=github.actor == "dependabot[bot]", steps=[RunStep(run="make")]
    )
    assert len(found(ID, {"a.yml": Workflow(on="pull_request_target", jobs=[job])})) == 1
