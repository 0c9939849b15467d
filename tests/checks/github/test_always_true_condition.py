"""Conditions that say something else than they seem to."""

import pytest

from alertflow.github import RunStep
from tests.checks.making import found, places, step, workflow

ID = "github/always-true-condition"


def test_words_beside_an_expression_are_found() -> None:
    document = step("if: ${{ github.ref_type == 'tag' }} && github.ref_protected\nrun: make")
    assert places(ID, document) == [(7, 13)]
    assert found(ID, document) == [
        "error: if: GitHub takes words beside `${{ … }}` for a text, which is always true. Write it without."
        " | What should run sometimes always runs, or never."
        " | Write the condition as one expression, without ${{ and }}, in which each part is asked in full."
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "'!${{ github.ref_protected }}'",
        "'${{ github.ref_protected }} '",
        "|\n  ${{ github.ref_protected }}",
        "github.event_name == 'push' || 'schedule'",
    ],
)
def test_a_condition_that_always_holds_is_found(wrong: str) -> None:
    assert len(found(ID, step(f"run: make\nif: {wrong}"))) == 1


@pytest.mark.parametrize(
    "right",
    [
        "${{ github.ref_protected }}",
        "'!github.ref_protected'",
        ">-\n  ${{ github.ref_protected }}",
        "github.event_name == 'push' || github.event_name == 'schedule'",
        "always()",
        "true",
        "false",
    ],
)
def test_a_condition_that_asks_is_right(right: str) -> None:
    assert found(ID, step(f"run: make\nif: {right}")) == []


def test_in_python_it_means_what_it_says() -> None:
    condition = "${{ github.ref_protected }} && github.ref_type == 'tag'"
    assert found(ID, workflow(RunStep(run="make", if_=condition))) == []
