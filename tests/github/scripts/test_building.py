"""Commands that run what lies in the working folder."""

import pytest

from alertflow.github.scripts.building import runs_the_folder


@pytest.mark.parametrize(
    ("script", "command"),
    [
        ("make test", "make"),
        ("cd app && npm  ci", "npm ci"),
        ("FOO=1 BAR=2 yarn", "yarn"),
        ("sudo make install", "make"),
        ("if ! pytest -q; then", "pytest"),
        ("pip install -q -r requirements.txt", "pip install -q -r requirements.txt"),
        ("pip install -e .", "pip install -e ."),
        ("bash -e scripts/build.sh", "bash -e scripts/build.sh"),
        ("./gradlew build", "./gradlew"),
        (". ./env.sh", ". ./env.sh"),
        ("docker \\\n  build .", "docker build"),
        ("git status\ncargo test", "cargo test"),
    ],
)
def test_a_command_that_runs_files_of_the_folder_is_told(script: str, command: str) -> None:
    assert runs_the_folder(script) == command


@pytest.mark.parametrize(
    "script",
    [
        "",
        "git diff --stat",
        "echo make",
        "# make",
        "pip install requests",
        "python -c 'print(1)'",
        "python -m build",
        "go build ./...",
        "gh pr view --json files",
        "maker",
        "cat Makefile",
    ],
)
def test_what_only_reads_is_not(script: str) -> None:
    assert runs_the_folder(script) is None
