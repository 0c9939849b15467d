"""Runners that are two systems at once."""

import pytest

from tests.checks.making import found, parsed, places

ID = "github/conflicting-runner-labels"
JOB = """
on: push
jobs:
  a:
    strategy: {matrix: {os: [ubuntu-24.04, windows-2025]}}
    runs-on: %s
    steps: [{run: make}]
"""


def test_two_systems_at_once_are_found() -> None:
    document = parsed(JOB % "[ubuntu-latest, windows-latest]")
    assert places(ID, document) == [(6, 30)]
    assert found(ID, document) == [
        "error: job 'a' runs on ubuntu-latest and windows-latest at once, which no machine does."
        " | The job waits for such a machine until it is given up."
        " | Name one of them; for each in its turn give the job a matrix."
    ]


@pytest.mark.parametrize(
    "right",
    [
        "ubuntu-latest",
        "[ubuntu-latest, gpu]",
        "[self-hosted, ubuntu-latest, windows-latest]",
        "${{ matrix.os }}",
        "{group: big, labels: [ubuntu-latest, windows-latest]}",
    ],
)
def test_one_system_after_the_other_and_machines_of_one_s_own_are_right(right: str) -> None:
    assert found(ID, parsed(JOB % right)) == []
