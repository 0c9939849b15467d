"""What must not type-check: every line of `misuse/wrong.txt` is rejected, nothing of `misuse/right.txt`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

MISUSE = Path(__file__).parent / "misuse"
LINES = (MISUSE / "wrong.txt").read_text().splitlines()
BEGINS = LINES.index(next(line for line in LINES if re.fullmatch(r"# -+ wrong", line))) + 1
"""How many lines are right; those behind them are wrong, each with what mypy says of it as its comment."""


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """What `mypy --strict` says of both files, by the file's name and the line."""
    folder = tmp_path_factory.mktemp("misuse")
    for name in ("right", "wrong"):
        (folder / f"{name}.py").write_text((MISUSE / f"{name}.txt").read_text())
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, dict[int, str]] = {"right": {}, "wrong": {}}
    for name, line, message in re.findall(r"(\w+)\.py:(\d+): error: (.*)", done.stdout):
        found[name][int(line)] = message
    return found


def test_right_use_is_taken(errors: dict[str, dict[int, str]]) -> None:
    assert errors["right"] == {}


def test_right_use_runs_too() -> None:
    exec(compile((MISUSE / "right.txt").read_text(), "right.txt", "exec"), {"__name__": "right"})


def test_what_is_right_among_the_wrong_is_taken(errors: dict[str, dict[int, str]]) -> None:
    assert {line: message for line, message in errors["wrong"].items() if line <= BEGINS} == {}


@pytest.mark.parametrize("line", range(BEGINS + 1, len(LINES) + 1))
def test_every_wrong_line_is_rejected_for_its_own_reason(
    line: int, errors: dict[str, dict[int, str]]
) -> None:
    code, _, reason = LINES[line - 1].partition("  # ")
    assert reason, f"{code}: says no reason"
    assert errors["wrong"].get(line, "taken").startswith(reason)
