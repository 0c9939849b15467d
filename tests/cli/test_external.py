from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import Config
from alertflow.checks import Severity
from alertflow.cli.external import ask, ask_files
from alertflow.compiler import Build, build, load, texts
from alertflow.declared import AlertflowError, Location
from alertflow.documents import read_file
from alertflow.github import Workflow
from alertflow.prometheus import RuleFile
from tests.cli.running import PROJECT, alertflow_here, project_in

WORKFLOW = """\
on:
  issues:
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          echo "${{ github.event.issue.title }}"
          cd $HOME/work
          rm -rf $HERE
      - run: dir
        shell: pwsh
"""

REMEDIATED = PROJECT.replace(
    "project =",
    """from alertflow import Command, Effect, Remediation
from alertflow.dispatch import Direct
restart = Command("restart", title="Restart", script='echo "restarted"', effect=Effect.CHANGES, target="shop")
down = down.replace(remediation=Remediation(act=[restart]))
project =""",
).replace("Project(", 'Project(repository="a/b", dispatch=Direct(token_file="/etc/token"), ')


@pytest.fixture
def made(tmp_path: Path) -> Build:
    """A build with a document of each kind."""
    return build(load(project_in(tmp_path, REMEDIATED)))


def _first(made: Build, kind: type[object]) -> str:
    return made.of(kind)[0][0]


def _on_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setenv("PATH", ":".join(map(str, folders)))


def test_tools_that_are_not_installed_are_named(made: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    _on_path(monkeypatch, Path("/nowhere"))
    asked = ask(made, texts(made, "alertflow.py"))
    assert asked == ([], ["promtool", "amtool", "actionlint", "zizmor", "shellcheck"])


def test_a_tool_without_documents_for_it_is_not_missed(tmp_path: Path) -> None:
    project_in(tmp_path)
    run = alertflow_here(tmp_path, "check", "--external")
    assert (run.exit_code, run.stdout) == (0, "nothing found\n")
    assert run.stderr == "not on PATH, so not asked: promtool, amtool.\n"


def test_real_tools_are_content_with_what_is_built(
    made: Build, programs: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("promtool-new", "amtool-new", "zizmor", "shellcheck")
    _on_path(monkeypatch, *(programs(name).resolve().parent for name in names))
    assert ask(made, texts(made, "alertflow.py")) == ([], ["actionlint"])


def test_promtool_and_amtool_are_told_at_the_persons_line(
    made: Build, programs: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _on_path(monkeypatch, *(programs(name).resolve().parent for name in ("promtool-new", "amtool-new")))
    rules, config = _first(made, RuleFile), _first(made, Config)
    findings = ask(made, texts(made, "a.py") | {rules: b"groups: 3\n", config: b"route: 3\n"}).findings
    assert [(one.id, one.severity) for one in findings] == [
        ("external/promtool", Severity.ERROR),
        ("external/amtool", Severity.ERROR),
    ]
    assert findings[0].message.startswith(f"promtool on {rules}: {rules}: yaml: unmarshal errors:")
    assert f"amtool on {config}: " in findings[1].message
    assert "FAILED" not in findings[0].message.split(": ", 1)[1].split()[0]
    assert findings[0].location == made[rules].source


def test_zizmor_and_shellcheck_name_the_line_and_the_step(
    made: Build, programs: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _on_path(monkeypatch, *(programs(name).resolve().parent for name in ("zizmor", "shellcheck")))
    path = _first(made, Workflow)
    findings = ask(made, texts(made, "a.py") | {path: WORKFLOW.encode()}).findings
    messages = {(one.severity, one.message) for one in findings}
    assert (
        Severity.ERROR,
        f"zizmor on {path}:9: code injection via template expansion [template-injection]",
    ) in messages
    assert (
        Severity.WARNING,
        f"shellcheck on {path}: job greet, step 2, line 2 of its script: "
        "Use 'cd ... || exit' or 'cd ... || return' in case cd fails. [SC2164]",
    ) in messages


def _tool(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o700)


def test_actionlint_is_told_with_line_and_kind(
    made: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        '[{"message": "unexpected key", "filepath": "w.yml", "line": 7, "column": 3, "kind": "syntax-check"}]'
    )
    _tool(tmp_path, "actionlint", f"echo '{said}'; exit 1")
    _on_path(monkeypatch, tmp_path, Path("/bin"))
    path = _first(made, Workflow)
    (finding,) = [one for one in ask(made, texts(made, "a.py")).findings if one.id == "external/actionlint"]
    assert finding.message == f"actionlint on {path}:7: unexpected key [syntax-check]"


def test_a_tool_that_gives_no_answer_is_named(
    made: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tool(tmp_path, "zizmor", "echo 'error: unexpected argument' >&2; exit 2")
    _on_path(monkeypatch, tmp_path)
    with pytest.raises(AlertflowError, match="zizmor gave no answer: error: unexpected argument"):
        ask(made, texts(made, "a.py"))


def test_a_workflow_without_bash_is_not_shellchecks(
    made: Build, programs: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _on_path(monkeypatch, programs("shellcheck").resolve().parent)
    path = _first(made, Workflow)
    workflow = b"on: push\njobs:\n  call:\n    uses: ./.github/workflows/x.yml\n"
    assert ask(made, texts(made, "a.py") | {path: workflow}).findings == []


def test_files_that_nobody_generated_are_asked_about_where_they_lie(
    programs: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules.yml").write_text("groups: [{name: a, rules: [{alert: A, expr: 'up{'}]}]\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "promtool").symlink_to(programs("promtool-new"))
    _on_path(monkeypatch, tmp_path / "bin")
    reads, _ = read_file(tmp_path / "rules.yml")
    (finding,), missing = ask_files(reads)
    assert (finding.id, missing) == ("external/promtool", [])
    assert finding.location == Location(str(tmp_path / "rules.yml"), 1)
    assert finding.message.startswith(f"promtool: {tmp_path / 'rules.yml'}: ")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bin", "rules.yml"]


def test_of_files_only_the_tools_that_know_them_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "workflow.yml").write_text(WORKFLOW)
    _on_path(monkeypatch, Path("/nowhere"))
    assert ask_files(read_file(tmp_path / "workflow.yml")[0]) == ([], ["actionlint", "zizmor", "shellcheck"])
