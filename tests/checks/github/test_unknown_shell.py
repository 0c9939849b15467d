"""Shells that are not there."""

import pytest

from alertflow.github import Defaults, RunStep
from tests.checks.making import found, parsed, places, step, workflow

ID = "github/unknown-shell"


def test_a_shell_that_github_does_not_know_is_found() -> None:
    document = step("run: make\nshell: pwhs")
    assert places(ID, document) == [(8, 16)]
    assert found(ID, document) == [
        "error: 'pwhs' is no shell that GitHub knows by its name. Did you mean 'pwsh'? Of any other the whole"
        " command is given: 'pwhs {0}'."
        " | The step fails before the first line of its script is run."
        " | Name a shell that is there, or give its whole command."
    ]


@pytest.mark.parametrize("shell", ["zsh", "bash -e", "cmd", "powershell"])
def test_what_does_not_run_on_linux_is_found_in_python_too(shell: str) -> None:
    assert len(found(ID, workflow(RunStep(run="make", shell=shell)))) == 1
    assert len(found(ID, workflow(RunStep(run="make"), defaults=Defaults(shell=shell)))) == 1


@pytest.mark.parametrize(
    "shell", ["bash", "sh", "pwsh", "python", "Bash", "zsh -e {0}", "${{ matrix.shell }}"]
)
def test_what_runs_is_right(shell: str) -> None:
    assert found(ID, step(f"run: make\nshell: {shell}")) == []


@pytest.mark.parametrize(
    "runs_on",
    ["windows-2025", "[self-hosted, linux]", "my-windows-machine", "${{ inputs.os }}", "${{ matrix.os }}"],
)
def test_cmd_may_be_there_where_windows_may_be(runs_on: str) -> None:
    text = f"""
    on: push
    jobs:
      a:
        strategy: {{matrix: {{os: "${{{{ fromJSON(inputs.os) }}}}"}}}}
        runs-on: {runs_on}
        steps: [{{run: make, shell: cmd}}]
    """
    assert found(ID, parsed(text)) == []


def test_a_matrix_with_linux_in_it_is_seen() -> None:
    text = """
    on: push
    jobs:
      a:
        strategy: {matrix: {os: [ubuntu-24.04, macos-15, windows-2025]}}
        runs-on: ${{ matrix.os }}
        steps: [{run: make, shell: cmd}]
    """
    (said,) = found(ID, parsed(text))
    assert "'cmd' is there on Windows only, and this runs on linux and macos." in said


def test_the_defaults_of_a_workflow_and_the_steps_of_an_action_are_looked_at() -> None:
    of_workflow = "on: push\ndefaults: {run: {shell: fish}}\njobs: {a: {runs-on: b, steps: [{run: make}]}}"
    assert places(ID, parsed(of_workflow)) == [(2, 25)]
    action = """
    name: Greet
    description: Greets
    runs: {using: composite, steps: [{run: make, shell: fish}]}
    """
    assert len(found(ID, parsed(action, "action.yml"))) == 1
