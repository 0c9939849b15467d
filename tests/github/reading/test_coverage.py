"""The model has every key of the published schemas, and the corpus uses every key."""

import subprocess
import sys

import pytest

from tests.github.reading.coverage import covered, report

NOT_GITHUBS = {
    "on.check_suite.types[]=requested": "not among the activity types of docs.github.com",
    "on.check_suite.types[]=rerequested": "not among the activity types of docs.github.com",
    "on.project.types[]=updated": "not among the activity types of docs.github.com",
    "on.pull_request.tags": "pull requests are not of tags",
    "on.pull_request.tags-ignore": "pull requests are not of tags",
    "on.pull_request_target.tags": "pull requests are not of tags",
    "on.pull_request_target.tags-ignore": "pull requests are not of tags",
    "on.workflow_dispatch.inputs.*.deprecationMessage": "an input of an action has it, not of a workflow",
}
"""What the published schema has and GitHub does not: its own parser refuses each of them."""


@pytest.mark.parametrize("kind", ["github-workflows", "github-actions"])
def test_the_model_has_every_key_and_word(kind: str) -> None:
    missing = {row.path for row in covered(kind) if not row.owner}
    assert missing == (set(NOT_GITHUBS) if kind == "github-workflows" else set()), report(kind)


@pytest.mark.parametrize("kind", ["github-workflows", "github-actions"])
def test_the_corpus_uses_every_key(kind: str) -> None:
    unused = {row.path for row in covered(kind) if not row.files and "=" not in row.path}
    assert unused <= set(NOT_GITHUBS), report(kind)


def test_the_report_is_a_table_for_people() -> None:
    lines = report("github-workflows").splitlines()
    assert lines[0].split() == ["key", "model", "files"]
    row = next(line.split() for line in lines if line.startswith("jobs.*.runs-on "))
    assert row[:2] == ["jobs.*.runs-on", "Job.runs_on"]
    assert int(row[2]) >= 90
    assert lines[-1].startswith("github-workflows: ")


def test_the_report_is_printed_on_the_command_line() -> None:
    command = [sys.executable, "-m", "tests.github.reading.coverage"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "github-workflows: " in printed
    assert "github-actions: " in printed
