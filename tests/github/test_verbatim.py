"""Text that is written as it stands: what is wrong with it is told and not refused."""

import pytest

from alertflow.declared import AlertflowError, DeclarationError
from alertflow.github import (
    ActionFile,
    Composite,
    Input,
    Job,
    Push,
    RunStep,
    Triggers,
    Verbatim,
    Workflow,
)
from alertflow.yaml import parse


def workflow(step: RunStep) -> Workflow:
    return Workflow(on="push", jobs=[Job("a", runs_on="x", steps=[step])])


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        ("${{ github.ref }} && true", "constant"),
        ("github.reff == 'a'", "unknown-property"),
        ("steps.later.outcome == 'success'", "unknown-step"),
        ("${{ github.ref", "unreadable-expression"),
    ],
)
def test_what_is_wrong_with_it_is_told(condition: str, kind: str) -> None:
    made = workflow(RunStep(run="make", if_=Verbatim(condition)))
    assert [(one.kind, one.verbatim) for one in made.problems()] == [(kind, True)]
    assert made.to_data()["jobs"]["a"]["steps"] == [{"if": condition, "run": "make"}]


def test_what_is_wrong_with_other_text_is_refused() -> None:
    with pytest.raises(DeclarationError, match="has no property 'reff'"):
        workflow(RunStep(run="make", env={"A": "${{ github.reff }}"}))
    with pytest.raises(DeclarationError, match="has no property 'reff'"):
        workflow(RunStep(run=Verbatim("make"), env={"A": "${{ github.reff }}"}))


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("\n    echo ${{ github.sha }}\n      make\n    ", "echo ${{ github.sha }}\n  make\n"),
        ("\nmake\n", "\nmake\n"),
        ("  make\n    all", "  make\n    all"),
    ],
)
def test_only_an_indented_block_loses_its_indentation(script: str, expected: str) -> None:
    step = workflow(RunStep(run=Verbatim(script))).to_data()["jobs"]["a"]["steps"][0]
    assert step == {"run": expected}


def test_a_number_is_written_as_one() -> None:
    made = Triggers(push=Push(branches=["main", Verbatim("1", 1.0)]))
    assert made.to_data() == {"push": {"branches": ["main", 1.0]}}
    choice = Input(type="choice", options=[Verbatim("1", 1), "2"])
    assert choice.to_data() == {"type": "choice", "options": [1, "2"]}


def test_an_action_has_its_steps_even_if_there_are_none() -> None:
    made = ActionFile(name="a", description="b", runs=Composite(steps=[]))
    assert parse(made.to_yaml())["runs"] == {"using": "composite", "steps": []}


def test_unknown_keys_are_kept_where_that_is_asked_for() -> None:
    text = "on: push\nnewly: 1\njobs: {a: {runs-on: x, steps: [{run: make}]}}"
    assert Workflow.parse(text, lenient=True).to_data()["newly"] == 1
    with pytest.raises(AlertflowError, match="unknown key 'newly'"):
        Workflow.parse(text)
    action = "name: a\ndescription: b\nnewly: 1\nruns: {using: node24, main: a.js}"
    assert ActionFile.parse(action, lenient=True).to_data()["newly"] == 1
