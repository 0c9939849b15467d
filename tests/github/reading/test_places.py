"""What was read knows where it stands in its file."""

from alertflow.declared import Location
from alertflow.github import Job, RunStep, Strategy, Triggers, Workflow
from alertflow.sections.places import Places
from alertflow.yaml import read as read_yaml

TEXT = """\
name: CI
on:
  push:
    branches: [main]
  workflow_dispatch:
env:
  A: ${{ github.sha }}
  B: ${{ github.ref }}
jobs:
  build:
    needs: [other, third]
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        os: [a]
        include:
          - os: b
    steps:
      - name: Say it
        if: ${{ failure() }}
        run: |
          echo one
          echo ${{ github.reff }}
        env: {A: x}
"""


def workflow() -> Workflow:
    return Workflow.parse(TEXT, "ci.yml")


def test_every_object_knows_where_it_was_written() -> None:
    read = workflow()
    assert read.source == Location("ci.yml", 1, 1)
    assert isinstance(read.on, Triggers)
    assert read.on.push is not None and read.on.push.source == Location("ci.yml", 4, 5)
    (job,) = read.jobs
    assert job.source == Location("ci.yml", 11, 5)
    assert isinstance(job, Job)
    assert job.steps[0].source == Location("ci.yml", 19, 9)


def test_every_field_knows_the_place_of_its_value() -> None:
    (job,) = workflow().jobs
    assert isinstance(job, Job)
    assert job.place("id") == Location("ci.yml", 10, 3)
    assert job.place("needs") == Location("ci.yml", 11, 12)
    assert job.place("runs_on") == Location("ci.yml", 12, 14)
    assert job.place("timeout_minutes") == job.source
    strategy = job.strategy
    assert isinstance(strategy, Strategy)
    assert strategy.place("axes") == Location("ci.yml", 15, 9)
    assert strategy.place("include") == Location("ci.yml", 17, 11)


def test_the_line_of_a_script_is_found() -> None:
    (job,) = workflow().jobs
    assert isinstance(job, Job)
    step = job.steps[0]
    assert isinstance(step, RunStep)
    assert step.place_in("run", step.run, step.run.index("github")) == Location("ci.yml", 23, 20)
    assert step.place_in("if_", str(step.if_), 4) == Location("ci.yml", 20, 17)


def test_one_of_several_values_is_found() -> None:
    read = workflow()
    assert isinstance(read.env, dict)
    assert read.place_in("env", read.env["B"], 4) == Location("ci.yml", 8, 10)
    assert read.place_in("env", "not there", 4) == Location("ci.yml", 7, 3)


def test_of_two_values_that_say_the_same_the_right_one_is_found() -> None:
    read = Workflow.parse(TEXT.replace("github.ref ", "github.sha "), "ci.yml")
    assert isinstance(read.env, dict)
    assert read.place_in("env", read.env["A"], 0) == Location("ci.yml", 7, 6)
    assert read.place_in("env", read.env["B"], 0) == Location("ci.yml", 8, 6)


def test_a_number_that_stands_for_text_has_a_place() -> None:
    read = Workflow.parse(TEXT.replace("name: CI", "name: 5"), "ci.yml")
    assert read.place_in("name", str(read.name), 0) == Location("ci.yml", 1, 7)
    assert read.place_in("name", read.name, 0) == Location("ci.yml", 1, 7)  # type: ignore[arg-type]


def test_the_places_of_an_object_can_be_gone_through() -> None:
    document = read_yaml("a: b\nc: {d: e}\n", "f.yml")
    assert document.root is not None
    places = Places(document, {key.data: value for key, value in document.root.pairs})
    assert dict(places) == {"a": Location("f.yml", 1, 4), "c": Location("f.yml", 2, 4)}
    assert len(places) == 2
    assert places.inside("c", "e", 0) == Location("f.yml", 2, 8)
    assert places.inside("x", "e", 0) is None
    assert places.entry("c", "D") == Location("f.yml", 2, 8)
    assert places.entry("c", "x") is None
    assert places.entry("x", "D") is None
