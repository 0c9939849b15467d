"""Where one entry of a mapping stands, and every expression of a workflow."""

from alertflow.declared import Location
from alertflow.github import Job, RunStep, Workflow

TEXT = """\
on: push
env:
  NAME: ${{ github.ref }}
jobs:
  build:
    runs-on: ubuntu-24.04
    outputs:
      sha: ${{ github.sha }}
    steps:
      - if: github.ref == 'x'
        run: |
          true
          echo ${{ env.NAME }}
"""


def test_the_place_of_an_entry_is_that_of_its_value_whatever_the_case_of_its_name() -> None:
    workflow = Workflow.parse(TEXT, "a.yml")
    assert workflow.place_of("env", "name") == Location("a.yml", 3, 9)
    assert workflow.place_of("env", "OTHER") == workflow.place("env")
    assert workflow.place_of("name", "x") == workflow.place("name")


def test_in_python_it_is_the_place_of_the_mapping() -> None:
    step = RunStep(
        run="make",
        env={"A": "b"},
    )
    assert step.place_of("env", "A") == step.place("env") != step.source


def test_every_expression_is_told_with_its_key_and_place() -> None:
    workflow = Workflow.parse(TEXT, "a.yml")
    assert [(one.key, one.tree.text_, one.location and one.location.line) for one in workflow.reads()] == [
        ("env.<env_id>", "github.ref", 3),
        ("jobs.<job_id>.steps.if", "github.ref == 'x'", 10),
        ("jobs.<job_id>.steps.run", "env.NAME", 13),
        ("jobs.<job_id>.outputs.<output_id>", "github.sha", 8),
    ]
    job = Job("a", runs_on="ubuntu-24.04", steps=[RunStep(run="make")])
    assert list(Workflow(on="push", jobs=[job]).reads()) == []
