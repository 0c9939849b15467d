"""Values that are read and never set."""

import pytest

from alertflow.github import Job, RunStep, Workflow
from tests.checks.making import found, parsed, places, step

ID = "github/unknown-property"
JOBS = """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    outputs:
      image: ${{ steps.image.outputs.name }}
    steps:
      - id: image
        run: echo "name=shop" >> "$GITHUB_OUTPUT"
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env:
          IMAGE: ${{ needs.build.outputs.%s }}
"""


def test_a_misspelt_property_is_found() -> None:
    assert found(ID, step("name: ${{ github.reff }}\nrun: make")) == [
        "warning: name: `github` has no property 'reff'. Did you mean 'ref'?"
        " | GitHub says nothing of it, and gives an empty value."
        " | Read a name that there is, or set the value before it is read."
    ]


def test_an_output_that_no_job_sets_is_found() -> None:
    assert places(ID, parsed(JOBS % "imag")) == [(17, 18)]
    assert found(ID, parsed(JOBS % "image")) == []


def test_a_job_that_is_not_needed_is_found() -> None:
    (said,) = found(ID, parsed((JOBS % "image").replace("    needs: build\n", "")))
    assert "job 'deploy' reads from job 'build' without needing it" in said


@pytest.mark.parametrize("id_", ["later", "nowhere"])
def test_a_step_that_has_not_run_is_found(id_: str) -> None:
    first = f"run: make\nenv:\n  A: ${{{{ steps.{id_}.outputs.name }}}}"
    document = step(first, 'id: later\nrun: echo "name=x" >> "$GITHUB_OUTPUT"')
    assert len(found(ID, document)) == 1


def test_what_a_called_workflow_is_passed_may_have_a_dash_in_its_name() -> None:
    assert found(ID, step("run: make\nenv:\n  TOKEN: ${{ secrets.access-token }}")) == []


def test_in_python_the_outputs_are_there_where_they_are_declared() -> None:
    image = RunStep(id="image", run='echo "name=shop" >> "$GITHUB_OUTPUT"', outputs=["name"])
    say = RunStep(run=f"echo {image.outputs.name}")
    job = Job("build", runs_on="ubuntu-24.04", steps=[image, say])
    assert found(ID, {"build.yml": Workflow(on="push", jobs=[job])}) == []
