"""Texts that GitHub cannot read as expressions."""

import pytest

from tests.checks.making import found, places, step

ID = "github/invalid-expression"


def test_an_expression_that_nothing_closes_is_found() -> None:
    assert found(ID, step("run: echo ${{ github.sha")) == [
        "error: run: `${{ github.sha` has no closing `}}`."
        " | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Write it as GitHub's language of expressions has it: text in single quotes, every ${{ closed."
    ]


def test_the_place_is_that_of_the_expression() -> None:
    document = step("""
        run: |
          make
          echo ${{ github.sha == }} ${{ "text" }}
    """)
    assert places(ID, document) == [(9, 16), (9, 37)]


@pytest.mark.parametrize(
    "wrong",
    [
        "if: github.ref ==",
        "if: a b",
        "name: ${{ unknown() }}",
        "run: ${{ startsWith(github.ref) }}",
        "run: ${{ }}",
    ],
)
def test_what_is_no_expression_is_found(wrong: str) -> None:
    assert len(found(ID, step(wrong if wrong.startswith("run") else f"{wrong}\nrun: make"))) == 1


@pytest.mark.parametrize("right", ["echo ${{ github.sha }}", "echo '{{ x }}' }}", "echo $HOME ${HOME}"])
def test_expressions_and_what_only_looks_like_one_are_right(right: str) -> None:
    assert found(ID, step(f"run: |\n  {right}")) == []
