"""Workflows that GitHub does not run."""

from alertflow.github import RunStep
from tests.checks.making import alert, found, project, remedied, workflow

ID = "github/workflow-too-large"


def test_a_file_above_500_kb_is_found() -> None:
    assert found(ID, workflow(RunStep(run="x" * 512_000))) == [
        "error: .github/workflows/answer.yml has 512,128 bytes; GitHub takes 512,000."
        " | GitHub does not run it, and no alert is answered."
        " | Spread the alerts over several projects, or move long scripts into files of the repository."
    ]


def test_indentation_and_letters_of_two_bytes_count() -> None:
    assert len(found(ID, workflow(RunStep(run="x\n" * 60_000)))) == 1
    assert len(found(ID, workflow(RunStep(run="é" * 300_000)))) == 1
    assert len(found(ID, workflow(RunStep(run="true", env={"A": "x" * 600_000})))) == 1


def test_a_large_file_below_is_right() -> None:
    assert found(ID, workflow(RunStep(run="x" * 500_000))) == []
    assert found(ID, workflow(*[RunStep(run="true") for _ in range(1000)])) == []


def test_what_alertflow_generates_is_small() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
