"""Contexts and functions in places where GitHub does not have them."""

import pytest

from tests.checks.making import found, parsed, places, step

ID = "github/unavailable-context"


def test_a_secret_in_an_if_is_found() -> None:
    document = step("if: secrets.TOKEN != ''\nrun: make")
    assert places(ID, document) == [(7, 13)]
    assert found(ID, document) == [
        "error: if: `secrets` is not available in jobs.<job_id>.steps.if; available: env, github, inputs,"
        " job, matrix, needs, runner, steps, strategy, vars. Set it in `env` of the job, and ask for the"
        " variable: env.NAME != ''."
        " | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Use what there is in this place, or take the value somewhere else."
    ]


@pytest.mark.parametrize("wrong", ["name: ${{ success() }}", "env: {A: '${{ always() }}'}"])
def test_a_status_function_elsewhere_than_in_an_if_is_found(wrong: str) -> None:
    assert len(found(ID, step(f"{wrong}\nrun: make"))) == 1


def test_it_is_found_in_an_action_too() -> None:
    text = """
    name: Greet
    description: Greets
    runs:
      using: composite
      steps:
        - run: make
          shell: bash
          env:
            TOKEN: ${{ secrets.TOKEN }}
    """
    assert places(ID, parsed(text, "greet/action.yml")) == [(10, 16)]


@pytest.mark.parametrize("right", ["if: env.TOKEN != ''", "if: failure()", "name: ${{ matrix.os }}"])
def test_what_is_available_is_right(right: str) -> None:
    assert found(ID, step(f"{right}\nrun: make")) == []
