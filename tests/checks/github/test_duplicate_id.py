"""Ids that are there twice."""

from tests.checks.making import found, parsed, places, step

ID = "github/duplicate-id"


def test_two_steps_of_one_id_are_found_whatever_its_case() -> None:
    document = step("id: version\nrun: make", "id: Version\nrun: make")
    assert places(ID, document) == [(9, 13)]
    assert found(ID, document) == [
        "error: two steps have the id 'Version'; an id is unique in its job, whatever its case."
        " | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Give one of the two another id."
    ]


def test_steps_of_two_jobs_may_have_one_id() -> None:
    text = """
    on: push
    jobs:
      one:
        runs-on: ubuntu-24.04
        steps: [{id: version, run: make}]
      two:
        runs-on: ubuntu-24.04
        steps: [{id: version, run: make}]
    """
    assert found(ID, parsed(text)) == []
