"""Inputs that are not taken, and those that must be given and are not."""

from pathlib import Path

import pytest

from alertflow.github import CHECKOUT, UsesStep
from tests.checks.making import found, parsed, places, step, workflow

ID = "github/unknown-input"
GREET = """
name: Greet
description: Greets
inputs:
  who: {required: true}
  how: {required: true, default: loudly}
runs:
  using: %s
"""
COMPOSITE = GREET % "composite\n  steps: [{run: make, shell: bash}]"
DOCKER = GREET % "docker\n  image: Dockerfile"
DEPLOY = """
on:
  workflow_call:
    inputs:
      where: {type: string, required: true}
      fast: {type: boolean}
    secrets:
      token: {required: true}
      extra:
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
"""
CALL = """
on: push
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
    with: %s
    secrets: %s
"""


def repository(root: Path) -> Path:
    for path, text in {
        "greet/action.yml": COMPOSITE,
        "docker/action.yaml": DOCKER,
        "broken/action.yml": "runs: 1",
        ".github/workflows/deploy.yml": DEPLOY,
        ".github/workflows/nightly.yml": "on: push\njobs: {a: {runs-on: b, steps: [{run: make}]}}",
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_a_misspelt_input_of_a_common_action_is_found() -> None:
    document = step("uses: actions/checkout@v7\nwith:\n  fetch_depth: 0")
    assert places(ID, document) == [(9, 24)]
    assert found(ID, document) == [
        "warning: actions/checkout has no input 'fetch_depth'. Did you mean 'fetch-depth'?"
        " | GitHub only warns, and the action does something else than it is told."
        " | Give the inputs that its action.yml has."
    ]
    assert len(found(ID, workflow(UsesStep(uses=CHECKOUT, with_={"fetchdepth": 0})))) == 1


@pytest.mark.parametrize("given", ["fetch-depth", "Fetch-Depth", "something-new"])
def test_an_input_that_there_is_or_may_be_is_right(given: str) -> None:
    assert found(ID, step(f"uses: actions/checkout@v7\nwith:\n  {given}: x")) == []


def test_the_inputs_of_an_action_of_one_s_own_are_looked_up(tmp_path: Path) -> None:
    document = step("uses: ./greet\nwith:\n  whom: you")
    root = repository(tmp_path)
    assert places(ID, document, root) == [(9, 17), (7, 15)]
    assert [one.partition(" | ")[0] for one in found(ID, document, root)] == [
        "warning: ./greet has no input 'whom'. Did you mean 'who'?",
        "warning: ./greet must be given the input 'who', which has no default.",
    ]
    assert found(ID, step("uses: ./greet/\nwith:\n  WHO: you"), root) == []


def test_one_in_a_container_takes_arguments_too(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert found(ID, step("uses: ./docker\nwith:\n  who: you\n  args: -v"), root) == []
    assert len(found(ID, step("uses: ./docker\nwith:\n  who: you\n  arg: -v"), root)) == 1


@pytest.mark.parametrize("uses", ["./nowhere", "./broken", "./../docker", "docker://alpine"])
def test_of_what_cannot_be_looked_up_nothing_is_said(uses: str, tmp_path: Path) -> None:
    document = step(f"uses: {uses}\nwith:\n  whom: you")
    assert found(ID, document, repository(tmp_path) / "greet") == []
    assert found(ID, document) == []


def test_an_action_that_is_checked_too_need_not_be_read() -> None:
    action = parsed(COMPOSITE, "greet/action.yml")
    assert len(found(ID, {**step("uses: ./greet"), **action})) == 1


def test_the_inputs_of_a_called_workflow_are_looked_up(tmp_path: Path) -> None:
    root = repository(tmp_path)
    document = parsed(CALL % ("{wher: x}", "{tokn: x}"))
    assert places(ID, document, root) == [(6, 18), (5, 11), (7, 21), (5, 11)]
    assert [one.partition(" | ")[0] for one in found(ID, document, root)] == [
        "error: ./.github/workflows/deploy.yml has no input 'wher'. Did you mean 'where'?",
        "error: ./.github/workflows/deploy.yml must be given the input 'where'.",
        "error: ./.github/workflows/deploy.yml takes no secret 'tokn'. Did you mean 'token'?",
        "error: ./.github/workflows/deploy.yml must be given the secret 'token'.",
    ]


@pytest.mark.parametrize("secrets", ["inherit", "{TOKEN: x}", "{token: x, extra: y}"])
def test_a_call_with_all_that_is_asked_for_is_right(secrets: str, tmp_path: Path) -> None:
    assert found(ID, parsed(CALL % ("{Where: x, fast: true}", secrets)), repository(tmp_path)) == []


def test_a_workflow_that_is_not_started_by_calls_is_found(tmp_path: Path) -> None:
    wrong = (CALL % ("{}", "inherit")).replace("deploy.yml", "nightly.yml")
    (said,) = found(ID, parsed(wrong), repository(tmp_path))
    assert "nightly.yml cannot be called: it does not start on workflow_call." in said


def test_of_inputs_that_an_expression_gives_nothing_is_said(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert found(ID, step("uses: ./greet\nwith: ${{ fromJSON(vars.INPUTS) }}"), root) == []
