"""The README and the pages of docs/ show only what works: their project is built, their commands are run."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow.compiler.lower.github import workflow as lower
from tests.compiler.every_feature import project as every_feature
from tests.reader import BLOCK, anchors

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = PAGES[0].read_text("utf-8")
HAVING = README.partition("\n### You already have ")[2].partition("\n#")[0]
"""What the README says to those who have rules and routes."""
SIMULATE = (ROOT / "docs/simulate.md").read_text("utf-8")
REMEDIATION = (ROOT / "docs/remediation.md").read_text("utf-8")


def alertflow(*arguments: str, folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{path}:/usr/bin:/bin"}
    command = [str(Path(sys.executable).parent / "alertflow"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def blocks(language: str, before: str, page: str = README) -> list[tuple[str, str]]:
    """The blocks of a page behind a comment that begins with `before`: its rest, and the code."""
    pattern = rf"<!-- {before}(?: ([^\n]*?))? -->\n```{language}\n(.*?)```"
    return re.findall(pattern, page, re.DOTALL)


def alertflow_commands(text: str) -> list[str]:
    """The commands of ours that a text has its reader run."""
    return re.findall(r"^    (alertflow .*?)(?:  +.*)?$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The README's project, built."""
    folder = tmp_path_factory.mktemp("readme")
    ((_, project),) = blocks("python", "the project")
    (folder / "alertflow.py").write_text(project, encoding="utf-8")
    done = alertflow("build", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_readme_s_project_is_clean(built: Path) -> None:
    done = alertflow("check", folder=built)
    assert (done.returncode, done.stdout) == (0, "nothing found\n")


def test_the_readme_s_rules_pass_their_tests(built: Path, programs: Callable[[str], Path]) -> None:
    done = alertflow("test", folder=built, path=str(programs("promtool-new").resolve().parent))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "excerpt"), blocks("yaml", "in"), ids=lambda value: value.partition("\n")[0]
)
def test_what_comes_out_is_what_the_readme_shows(built: Path, place: str, excerpt: str) -> None:
    assert excerpt in (built / place).read_text("utf-8")


def test_what_will_happen_is_what_the_readme_shows(built: Path) -> None:
    ((command, shown),) = blocks("text", "printed by")
    done = alertflow(*command.split()[1:], folder=built)
    assert (done.stdout, done.stderr, done.returncode) == (shown, "", 0)


def test_every_question_is_answered_as_the_page_says(built: Path, tmp_path: Path) -> None:
    ((_, workflow),) = blocks("yaml", "ci.yml", SIMULATE)
    (tmp_path / "ci.yml").write_text(workflow, encoding="utf-8")
    (tmp_path / "alertflow.py").write_bytes((built / "alertflow.py").read_bytes())
    shown = dict(blocks("text", "printed by", SIMULATE))
    events = blocks("json", "event of", SIMULATE)
    assert len(events) == 3
    for command, event in events:
        (tmp_path / "event.json").write_text(event, encoding="utf-8")
        done = alertflow(*command.split()[1:], "--event", "event.json", folder=tmp_path)
        assert (done.stderr, done.returncode) == ("", 0)
        if command in shown:
            assert done.stdout == shown.pop(command)
    ((command, explained),) = shown.items()
    done = alertflow(*command.split()[1:], folder=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (explained, "", 0)


def test_a_job_of_ones_own_reads_what_the_first_job_found() -> None:
    ((_, stage),) = blocks("python", "a stage", REMEDIATION)
    ((_, workflow),) = blocks("python", "a workflow", REMEDIATION)
    names: dict[str, Any] = {}
    exec(stage, names)
    exec(workflow, names)
    assert names["pipeline"].problems() == []
    project = every_feature.replace(pipelines=[names["pipeline"]])
    snapshot = lower(project, names["pipeline"]).to_data()["jobs"]["snapshot"]
    assert snapshot["needs"] == ["alert-context", "collect-diagnostics"]
    assert snapshot["if"] == (
        "needs.alert-context.outputs.decision == 'act' && needs.alert-context.outputs.severity == 'critical'"
    )
    assert names["workflow"].to_data()["jobs"]["page"]["if"] == (
        "github.event.client_payload.severity == 'critical'"
    )


def test_the_readme_shows_an_excerpt_of_every_kind_of_file() -> None:
    assert {Path(place).name for place, _ in blocks("yaml", "in")} == {
        "alert_rules.yml",
        "alertmanager.yml",
        "alert-triggered-remediation.yml",
    }


def test_every_command_of_the_pages_runs(tmp_path: Path, programs: Callable[[str], Path]) -> None:
    commands = alertflow_commands(README.replace(HAVING, ""))
    assert [command.split()[1] for command in commands] == [
        "init",
        "build",
        "check",
        "test",
        "simulate",
        "explain",
    ]
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    path = str(programs("promtool-new").resolve().parent)
    for command in commands:
        done = alertflow(*command.split()[1:], folder=tmp_path, path=path)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    assert alertflow("build", "--check", folder=tmp_path).returncode == 0


def test_every_command_for_those_who_have_rules_and_routes_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/migrating/before", tmp_path, dirs_exist_ok=True)
    check, bring = alertflow_commands(HAVING)
    found = alertflow(*check.split()[1:], folder=tmp_path)
    assert (found.returncode, found.stderr) == (1, "")
    assert "monitoring/alertmanager.yml:187:60: error: " in found.stdout
    brought = alertflow(*bring.split()[1:], folder=tmp_path)
    assert brought.returncode == 0, brought.stderr
    assert "proven: " in brought.stderr
    assert (tmp_path / "alertflow.py").is_file()


def test_a_project_of_another_name_is_found_and_leaves_the_library_alone(tmp_path: Path) -> None:
    ((_, setting),) = blocks("toml", "the setting")
    ((_, project),) = blocks("python", "the project")
    (tmp_path / "pyproject.toml").write_text(setting, encoding="utf-8")
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "alerts.py").write_text(project, encoding="utf-8")
    assert alertflow("build", folder=tmp_path).returncode == 0
    script = "from ops.alerts import project; print(project.alerts[0].name)"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("HighErrorRate\n", "")


def test_every_make_target_of_the_readme_exists() -> None:
    make = shutil.which("make")
    assert make is not None
    for target in re.findall(r"^    make (\w+)", README, re.MULTILINE):
        done = subprocess.run([make, "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading_of_it(page: Path) -> None:
    prose = BLOCK.sub("", page.read_text("utf-8"))
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", prose):
        if "://" not in target:
            leads_to = page.parent / target if target else page
            assert leads_to.exists(), target
            assert not anchor or anchor in anchors(leads_to.read_text("utf-8")), f"{target}#{anchor}"
