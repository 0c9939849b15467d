"""The commands that GitHub has switched off."""

import pytest

from alertflow.github import RunStep
from tests.checks.making import found, parsed, places, step, workflow

ID = "github/insecure-commands"
NAME = "ACTIONS_ALLOW_UNSECURE_COMMANDS"


def test_the_variable_is_found_wherever_it_is_set() -> None:
    document = parsed(f"""
        on: push
        env: {{{NAME}: true}}
        jobs:
          old:
            runs-on: ubuntu-24.04
            env:
              {NAME}: "1"
            steps:
              - id: set
                run: make
                env: {{ {NAME}: TRUE }}
    """)
    assert [said.partition(" | ")[0] for said in found(ID, document)] == [
        f"error: the workflow (.github/workflows/file.yml) sets {NAME}.",
        f"error: job 'old' (.github/workflows/file.yml) sets {NAME}.",
        f"error: step 'set' (.github/workflows/file.yml) sets {NAME}.",
    ]
    assert [line for line, _ in places(ID, document)] == [3, 8, 12]


def test_it_says_what_to_write_instead() -> None:
    (said,) = found(ID, workflow(RunStep(id="set", run="make", env={NAME: "true"})))
    assert said == (
        f"error: step 'set' (.github/workflows/answer.yml) sets {NAME}."
        " | Whatever is printed can set variables, and with BASH_ENV run code in the job."
        ' | Take it out, and write to the files: echo "NAME=value" >> "$GITHUB_ENV".'
    )


@pytest.mark.parametrize("value", ["false", '"0"', "no", '""'])
def test_what_is_not_true_is_right(value: str) -> None:
    assert found(ID, step(f"run: make\nenv: {{{NAME}: {value}}}")) == []
