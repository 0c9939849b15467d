"""The shells that run scripts."""

import pytest

from alertflow.github.scripts.shells import SHELLS, shell_problem


@pytest.mark.parametrize("shell", [*SHELLS, "perl {0}", "bash -eo pipefail {0}", "${{ inputs.shell }}", ""])
def test_what_may_run_is_right(shell: str) -> None:
    assert shell_problem(shell) is None


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ("bassh", "Did you mean 'bash'?"),
        ("perl", "the whole command is given: 'perl {0}'"),
        ("bash -e", "has no {0}, which stands for the file with the script: 'bash -e {0}'"),
    ],
)
def test_what_runs_nowhere_is_told(shell: str, said: str) -> None:
    told = shell_problem(shell)
    assert told is not None and said in told


@pytest.mark.parametrize("shell", ["cmd", "powershell"])
def test_some_are_there_on_windows_only(shell: str) -> None:
    assert shell_problem(shell, ["windows"]) is None
    told = shell_problem(shell, ["windows", "linux"])
    assert told == f"'{shell}' is there on Windows only, and this runs on linux."
