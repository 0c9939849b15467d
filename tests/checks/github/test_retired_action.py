"""Versions of actions that no longer work."""

import pytest

from alertflow.github import CHECKOUT, UsesStep
from tests.checks.making import SHA, found, parsed, places, step, workflow

ID = "github/retired-action"
ACTION = """
name: Greet
description: Greets
runs:
  using: %s
  main: index.js
"""


def test_a_version_that_fails_is_found() -> None:
    document = step("uses: actions/upload-artifact@v3\nwith:\n  path: out")
    assert places(ID, document) == [(7, 15)]
    assert found(ID, document) == [
        "error: actions/upload-artifact@v3 has not worked on github.com since 2025-01-30"
        " (github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions)."
        " | The step fails as soon as it starts."
        " | Use a version that works: actions/upload-artifact@v7."
    ]


@pytest.mark.parametrize(
    "uses", ["actions/cache@v1", "actions/cache/save@v2.1.0", "Actions/Download-Artifact@v2"]
)
def test_it_is_found_in_python_too(uses: str) -> None:
    assert len(found(ID, workflow(UsesStep(uses=uses)))) == 1


@pytest.mark.parametrize(
    "uses",
    [
        "actions/cache@v3",
        "actions/upload-artifact@v4.1.0",
        "example/cache@v1",
        f"actions/cache@{SHA}",
        CHECKOUT,
    ],
)
def test_versions_that_work_and_those_that_are_not_known_are_right(uses: str) -> None:
    assert found(ID, workflow(UsesStep(uses=uses))) == []


def test_a_node_that_is_gone_is_told_in_the_action() -> None:
    document = parsed(ACTION % "node16", "greet/action.yml")
    assert places(ID, document) == [(5, 10)]
    (said,) = found(ID, document)
    assert said.startswith("warning: no runner has had node16 since 2024-11-12 (github.blog/changelog/")
    assert found(ID, parsed(ACTION % "node24", "greet/action.yml")) == []


def test_a_step_of_an_action_is_looked_at_too() -> None:
    text = """
    name: Greet
    description: Greets
    runs:
      using: composite
      steps:
        - uses: actions/cache@v2
    """
    assert places(ID, parsed(text, "greet/action.yml")) == [(7, 13)]
