"""Jobs that are named and are not there."""

from tests.checks.making import found, parsed, places

ID = "github/unknown-job"
JOBS = """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  deploy:
    runs-on: ubuntu-24.04
    needs: %s
    steps: [{run: make}]
"""


def test_a_need_that_is_not_there_is_found() -> None:
    document = parsed(JOBS % "[build, releas]")
    assert places(ID, document) == [(9, 12)]
    assert found(ID, document) == [
        "error: job 'deploy' needs job 'releas', which is not among the workflow's jobs."
        " Known: build, deploy."
        " | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Name a job of this workflow."
    ]


def test_reading_from_a_job_that_is_not_there_is_found() -> None:
    wrong = (JOBS % "build").replace("deploy:\n", "deploy:\n    if: needs.tests.result == 'success'\n")
    (said,) = found(ID, parsed(wrong))
    assert "job 'deploy' reads from job 'tests'" in said


def test_a_need_that_is_there_is_right_whatever_its_case() -> None:
    assert found(ID, parsed(JOBS % "build")) == []
    assert found(ID, parsed(JOBS % "Build")) == []
