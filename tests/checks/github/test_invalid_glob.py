"""Patterns that fit nothing."""

import pytest

from alertflow.github import Push, RunStep, Triggers
from tests.checks.making import found, parsed, places, workflow

ID = "github/invalid-glob"
WORKFLOW = """
on:
  push:
    {}:
      - {!r}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{{run: make}}]
"""


def test_a_path_with_a_dot_is_found() -> None:
    document = parsed(WORKFLOW.format("paths", "./src/**"))
    assert places(ID, document) == [(5, 10)]
    assert found(ID, document) == [
        "warning: push: './src/**' fits no path: paths begin at the top of the repository, without './'."
        " | The workflow is not started where it should be, and nothing says so."
        " | Write the pattern as GitHub reads it."
    ]


@pytest.mark.parametrize(
    ("filter_", "pattern"), [("branches", "!main"), ("paths-ignore", "docs/"), ("tags", "v[0-9")]
)
def test_each_filter_is_looked_at(filter_: str, pattern: str) -> None:
    assert len(found(ID, parsed(WORKFLOW.format(filter_, pattern)))) == 1


@pytest.mark.parametrize(
    ("filter_", "pattern"), [("branches", "releases/**"), ("paths", "src/[a-z]*.py"), ("tags-ignore", "v1.?")]
)
def test_patterns_that_fit_something_are_right(filter_: str, pattern: str) -> None:
    assert found(ID, parsed(WORKFLOW.format(filter_, pattern))) == []


def test_events_by_name_have_no_patterns() -> None:
    assert found(ID, parsed("on: [push]\njobs: {a: {runs-on: b, steps: [{run: make}]}}")) == []


def test_it_is_found_in_python_too() -> None:
    on = Triggers(push=Push(branches=["feature branch", "main"]))
    assert len(found(ID, workflow(RunStep(run="make"), on=on))) == 1
