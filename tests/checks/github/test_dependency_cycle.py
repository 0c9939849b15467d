"""Jobs that wait for each other."""

from tests.checks.making import found, parsed, places

ID = "github/dependency-cycle"
JOBS = """
on: push
jobs:
  build:
    needs: [%s]
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  test:
    needs: build
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  release:
    needs: [test]
    runs-on: ubuntu-24.04
    steps: [{run: make}]
"""


def test_a_circle_is_shown_with_the_way_round() -> None:
    document = parsed(JOBS % "release")
    assert places(ID, document) == [(5, 12)]
    assert found(ID, document) == [
        'error: jobs wait for each other and would never start: "build" -> "release" -> "test" -> "build".'
        " | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Take out one of these needs."
    ]


def test_a_job_that_needs_itself_is_found() -> None:
    (said,) = found(ID, parsed(JOBS % "build"))
    assert "job 'build' needs itself" in said


def test_jobs_in_a_row_are_right() -> None:
    assert found(ID, parsed(JOBS % "")) == []
