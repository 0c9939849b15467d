"""Tokens that may do more than is said."""

import pytest

from alertflow.github import Job, RunStep, Workflow
from tests.checks.making import found, parsed, places, workflow

ID = "github/excessive-permissions"
JOB = "  {0}:\n    runs-on: ubuntu-24.04\n{1}    steps: [{{run: make}}]\n"


def file(top: str, *jobs: str, on: str = "push") -> str:
    """A workflow with these lines at the top and in each job; the jobs are called a, b, …"""
    return f"on: {on}\n{top}jobs:\n" + "".join(
        JOB.format("abc"[at], f"    {one}\n" if one else "") for at, one in enumerate(jobs)
    )


def test_everything_is_too_much() -> None:
    document = parsed(file("permissions: write-all\n", "permissions: read-all"))
    assert found(ID, document) == [
        "warning: the workflow (.github/workflows/file.yml) may write everything."
        " | What goes wrong in it can change all that the token reaches."
        " | Write permissions: {} at the top, and in each job the scopes that it needs.",
        "info: job 'a' (.github/workflows/file.yml) may read everything."
        " | What goes wrong in it can read all that the token reaches."
        " | Write permissions: {} at the top, and in each job the scopes that it needs.",
    ]
    assert places(ID, document) == [(2, 14), (6, 18)]


def test_a_file_that_does_not_say_it_is_found_once() -> None:
    document = parsed(file("", "", "permissions: {}", ""))
    (said,) = found(ID, document)
    assert said.startswith(
        "warning: nothing in .github/workflows/file.yml says what the token of 'a', 'c' may do."
    )
    assert places(ID, document) == [(1, 1)]


def test_what_is_written_at_the_top_holds_for_every_job() -> None:
    document = parsed(
        file("permissions:\n  contents: write\n  id-token: write\n  issues: read\n", "", "", "")
    )
    assert [said.partition(" | ")[0] for said in found(ID, document)] == [
        f"warning: '{scope}: write' at the top of .github/workflows/file.yml holds for 'a' and 'b' and "
        "others."
        for scope in ("contents", "id-token")
    ]
    assert places(ID, document) == [(3, 13), (4, 13)]


@pytest.mark.parametrize(
    "text",
    [
        file("permissions: {}\n", "", ""),
        file("permissions: {contents: write}\n", ""),
        file("permissions: {contents: write}\n", "", "permissions: {}"),
        file("", "permissions: {contents: write}"),
        file("", "", on="workflow_call"),
        file("permissions: {contents: read}\n", "", ""),
    ],
)
def test_what_says_it_for_one_job_is_right(text: str) -> None:
    assert found(ID, parsed(text)) == []


def test_python_gives_none_unless_it_is_told() -> None:
    assert found(ID, workflow(RunStep(run="make"))) == []
    job = Job("a", runs_on="ubuntu-24.04", steps=[RunStep(run="make")])
    assert len(found(ID, {"a.yml": Workflow(on="push", permissions=None, jobs=[job])})) == 1
