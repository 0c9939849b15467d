"""What is wrong between the lists of a matrix and its exclude."""

import pytest

from alertflow.github import RunStep, Strategy
from tests.checks.making import found, parsed, places, workflow

ID = "github/matrix-mismatch"
JOB = """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        os: {}
        node: [20, 22, {{version: 24}}]
        exclude:
          - {}
    steps: [{{run: make}}]
"""


def test_an_exclude_that_fits_nothing_is_found_at_the_value_that_is_not_there() -> None:
    document = parsed(JOB.format("[linux, windows]", "{os: linux, node: 18}"))
    assert places(ID, document) == [(11, 31)]
    assert found(ID, document) == [
        "warning: exclude of job 'test' fits no combination of its matrix: os: 'linux', node: 18."
        " | It leaves nothing out: the job runs where it should not."
        " | Exclude a value that the matrix has."
    ]


def test_a_name_that_the_matrix_does_not_have_is_found() -> None:
    (said,) = found(ID, parsed(JOB.format("[linux, windows]", "{nod: 20}")))
    assert said.startswith(
        "error: exclude of job 'test' has 'nod', which its matrix has not. Did you mean 'node'?"
    )


def test_a_value_that_stands_twice_is_found() -> None:
    (said,) = found(ID, parsed(JOB.format("[linux, windows, linux]", "{node: 20}")))
    assert said == (
        "warning: the matrix of job 'test' has 'linux' twice for 'os'."
        " | The job runs twice with it. | Name each value once."
    )


@pytest.mark.parametrize(
    ("os", "exclude"),
    [
        ("[linux, windows]", "{os: linux}"),
        ("[linux, windows]", "{os: LINUX, node: 20}"),
        ("[linux, windows]", "{OS: linux}"),
        ("[linux, windows]", "{node: {version: 24}}"),
        ("[linux, windows]", "{node: '22'}"),
        ("[linux, windows]", "{os: '${{ vars.OS }}'}"),
        ("[linux, '${{ vars.OS }}', '${{ vars.OS }}']", "{os: mac}"),
        ("'${{ fromJSON(vars.ALL) }}'", "{os: mac}"),
    ],
)
def test_what_leaves_something_out_or_may_is_right(os: str, exclude: str) -> None:
    assert found(ID, parsed(JOB.format(os, exclude))) == []


def test_a_matrix_that_github_refuses_anyway_is_told_by_others() -> None:
    assert found(ID, parsed(JOB.format("[]", "{os: linux}"))) == []


def test_it_is_found_in_python_too() -> None:
    strategy = Strategy(
        matrix={"os": ["linux"], "n": [1, {"a": [2]}, {"a": [2]}]}, exclude=[{"os": "mac"}, {"n": 3}]
    )
    said = found(ID, workflow(RunStep(run="make"), strategy=strategy))
    assert [one.partition(" | ")[0] for one in said] == [
        "warning: the matrix of job 'answer' has a: [2] twice for 'n'.",
        "warning: exclude of job 'answer' fits no combination of its matrix: os: 'mac'.",
        "warning: exclude of job 'answer' fits no combination of its matrix: n: 3.",
    ]
