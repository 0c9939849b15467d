"""Runners that GitHub no longer has."""

import pytest

from alertflow.github import Job, RunStep, Strategy, Workflow
from tests.checks.making import found, parsed, places

ID = "github/retired-runner"
JOB = """
on: push
jobs:
  test:
    strategy:
      matrix:
        os: [ubuntu-24.04, windows-2019]
        include:
          - os: macos-11
    runs-on: %s
    steps: [{run: make}]
"""


def test_an_image_that_is_gone_is_found() -> None:
    document = parsed(JOB % "ubuntu-20.04")
    assert places(ID, document) == [(10, 14)]
    assert found(ID, document) == [
        "error: job 'test' runs on ubuntu-20.04, which GitHub has not had since 2025-04-15"
        " (github.com/actions/runner-images, issue 11101)."
        " | No machine takes the job: it fails, or waits until it is given up."
        " | Run it on ubuntu-24.04, or on machines of your own: [self-hosted, …]."
    ]


def test_it_is_found_in_the_matrix_that_the_job_runs_on() -> None:
    assert places(ID, parsed(JOB % "${{ matrix.os }}")) == [(7, 28), (9, 17)]


@pytest.mark.parametrize(
    "right",
    ["ubuntu-24.04", "[self-hosted, ubuntu-20.04]", "{group: big, labels: ubuntu-20.04}", "${{ inputs.os }}"],
)
def test_other_runners_are_right(right: str) -> None:
    assert found(ID, parsed(JOB % right)) == []


def test_it_is_found_in_python_too() -> None:
    strategy = Strategy(matrix={"os": ["ubuntu-18.04", "ubuntu-24.04"]})
    job = Job("test", runs_on=strategy.matrix.os, strategy=strategy, steps=[RunStep(run="make")])
    assert len(found(ID, {"test.yml": Workflow(on="push", jobs=[job])})) == 1
