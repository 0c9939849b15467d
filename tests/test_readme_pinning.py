"""What the README says of pinned actions is what happens, without a network."""

import re
from pathlib import Path

import pytest

from tests.cli.running import alertflow_here, project_in
from tests.cli.test_pin import PROJECT

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


def block(comment: str, language: str) -> str:
    found = re.search(rf"<!-- {comment} -->\n```{language}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")  # nothing answers there
    text = PROJECT.replace("STEPS", 'github.RunStep(run="true")').replace("Custom(own,", "Custom(notes,")
    text = text.replace("context = ", f"{block('a job of your own', 'python')}context = ")
    return project_in(tmp_path, text)


def test_a_version_in_python_is_a_commit_in_the_workflow(repository: Path) -> None:
    pinned = alertflow_here(repository, "pin")
    assert pinned.exit_code == 0, pinned.output
    assert "alertflow.lock written" in pinned.output
    built = alertflow_here(repository, "build")
    assert built.exit_code == 0, built.output
    workflow = (repository / ".github" / "workflows" / "own.yml").read_text("utf-8")
    for line in block("built of it", "yaml").splitlines():
        assert line in workflow.splitlines()


def test_a_workflow_file_is_pinned_in_place(repository: Path) -> None:
    file = repository / "ci.yml"
    file.write_text("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v7\n")
    assert alertflow_here(repository, "pin", "ci.yml").exit_code == 0
    assert file.read_text("utf-8").splitlines()[-1] == block("built of it", "yaml").splitlines()[1]
    drawn = alertflow_here(repository, "graph", "--workflow", "ci.yml", "--out", "ci.svg")
    assert (drawn.exit_code, drawn.output) == (0, "wrote ci.svg\n")
