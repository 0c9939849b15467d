"""Pull requests on one's own machines."""

import pytest

from alertflow.github import Job, PullRequest, RunsOn, RunStep, Triggers, Workflow
from tests.checks.making import found, parsed, places

ID = "github/self-hosted-runner"


def file(runs_on: str, on: str = "pull_request", more: str = "") -> str:
    return f"on: [{on}]\njobs:\n  test:\n    runs-on: {runs_on}\n{more}    steps: [{{run: make}}]\n"


def test_a_pull_request_on_one_s_own_machine_is_found() -> None:
    document = parsed(file("[self-hosted, linux]"))
    assert found(ID, document) == [
        "warning: job 'test' (.github/workflows/file.yml) runs on a machine of one's own on pull_request."
        " | In a public repository everybody can run code on that machine, and leave some there."
        " | Run pull requests on GitHub's machines; if the repository is private, ignore this."
    ]
    assert places(ID, document) == [(4, 14)]


@pytest.mark.parametrize(
    "text",
    [
        file("Self-Hosted", on="push, pull_request_target"),
        file("{group: ours, labels: self-hosted}"),
        file("${{ matrix.os }}", more="    strategy: {matrix: {os: [self-hosted, ubuntu-24.04]}}\n"),
        file("${{ matrix.os }}", more="    strategy: {matrix: {os: [[self-hosted, linux]]}}\n"),
    ],
)
def test_it_is_found_in_whatever_form(text: str) -> None:
    assert len(found(ID, parsed(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        file("self-hosted", on="push, workflow_dispatch"),
        file("ubuntu-24.04"),
        file("{group: ours}"),
        file(
            "self-hosted",
            more="    if: github.event.pull_request.head.repo.full_name == github.repository\n",
        ),
        file("${{ vars.RUNNER }}"),
        file("${{ matrix.os }}", more="    strategy: {matrix: '${{ fromJSON(vars.X) }}'}\n"),
        "on: pull_request\njobs: {x: {uses: ./.github/workflows/x.yml}}\n",
    ],
)
def test_other_machines_and_events_are_right(text: str) -> None:
    assert found(ID, parsed(text)) == []


def test_what_is_made_in_python_is_looked_at_too() -> None:
    job = Job("test", runs_on=RunsOn(labels=["self-hosted"]), steps=[RunStep(run="make")])
    assert len(found(ID, {"a.yml": Workflow(on=Triggers(pull_request=PullRequest()), jobs=[job])})) == 1
