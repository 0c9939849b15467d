"""Names of variables that are of no use."""

import pytest

from alertflow.github import RunStep
from tests.checks.making import found, parsed, places, step, workflow

ID = "github/invalid-env-name"


def test_a_name_with_a_space_is_found() -> None:
    document = step("run: make\nenv:\n  GOOD: one\n  MY NAME: two")
    assert places(ID, document) == [(10, 20)]
    assert found(ID, document) == [
        "warning: env: no script can read a variable by the name 'MY NAME', which has a space in it."
        " | The script finds it empty."
        " | Name it with letters, digits and _, otherwise than GitHub's own."
    ]


@pytest.mark.parametrize("name", ["A=B", "A&B", "GITHUB_SHA", "github_ref", "RUNNER_TEMP"])
def test_what_no_script_reads_is_found(name: str) -> None:
    assert len(found(ID, step(f"run: make\nenv:\n  {name}: one"))) == 1


@pytest.mark.parametrize(
    "name", ["A", "GITHUB_TOKEN", "CI", "RUNNER_DEBUG", "npm_config_a-b", "'${{ github.ref_name }}'"]
)
def test_other_names_are_right(name: str) -> None:
    assert found(ID, step(f"run: make\nenv:\n  {name}: one")) == []


def test_it_is_found_everywhere() -> None:
    text = """
    on: push
    env: {A B: one, GITHUB_SHA: two}
    jobs:
      test:
        runs-on: ubuntu-24.04
        env: {C D: three}
        container: {image: alpine, env: {E F: four, GITHUB_SHA: five}}
        services: {db: {image: postgres, env: {G H: six}}}
        steps: [{run: make}]
    """
    assert len(found(ID, parsed(text))) == 5  # a container's own GITHUB_SHA is set by nobody else


def test_it_is_found_in_python_too() -> None:
    assert len(found(ID, workflow(RunStep(run="make", env={"GITHUB_REF": "main"})))) == 1
