"""Whole repositories of every kind, in every style: imported, they say the same, every time."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.comparison import differences
from alertflow.importer.proof import prove
from alertflow.yaml.comments import comments
from tests.cli.running import alertflow_here, tree
from tests.importer.whole.bringing import ORIGIN, brought, built, reads_of, told
from tests.importer.whole.repositories import Files, repository

ROOT = Path(__file__).parents[3]
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize("seed", range(12))
def test_what_is_imported_says_the_same(seed: int) -> None:
    found = brought(repository(seed))
    assert told(found) == []


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.integers(1000, 1_000_000))
def test_any_other_says_the_same_too(seed: int) -> None:
    found = brought(repository(seed))
    assert told(found) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_comment_is_lost(seed: int) -> None:
    found = brought(repository(seed))
    everywhere = found.made.text + "\n".join(one.what for one in found.made.kept)
    for read in found.reads:
        for comment in comments(read.text):
            assert comment.text in everywhere, f"{read.path}:{comment.line}"


@pytest.mark.parametrize("seed", range(8))
def test_what_is_built_is_imported_as_the_same_python(seed: int) -> None:
    """But for comments, and what may be said in several orders: what is built knows nothing of that."""
    files = {path: text for path, text in repository(seed).items() if "slo" not in path}
    again = _again(files)
    assert differences(reads_of(files), reads_of(again)) == []
    last = _again(again)
    assert last == again
    assert brought(last).made.text == brought(again).made.text


def _again(files: Files) -> Files:
    """The files as they are built of the Python that they are imported as."""
    written = built(brought(files).made.text)
    assert files.keys() <= written.keys()
    return {path: written[path] for path in files}


@pytest.mark.parametrize("seed", range(3))
def test_an_import_only_reads(seed: int, tmp_path: Path) -> None:
    _written(repository(seed), tmp_path)
    before = tree(tmp_path)
    run = alertflow_here(tmp_path, "import", ".")
    assert run.exit_code == 0, run.output
    assert tree(tmp_path) == before


def test_ruff_and_mypy_have_nothing_to_say_of_the_python(tmp_path: Path) -> None:
    for seed in range(10):
        made = brought(repository(seed)).made
        (tmp_path / f"imported_{seed}.py").write_text(made.text, "utf-8")
    config = ROOT / "pyproject.toml"
    commands: tuple[list[str | Path], ...] = (
        [TOOLS / "ruff", "check", "--no-cache", "--config", config, "."],
        [TOOLS / "ruff", "format", "--no-cache", "--diff", "--config", config, "."],
        [TOOLS / "mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache", "--config-file", config, tmp_path],
    )
    for command in commands:
        done = subprocess.run(
            command,
            cwd=ROOT if "mypy" in str(command[0]) else tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_files_are_the_same_python(tmp_path: Path) -> None:
    files = repository(3)
    assert brought(files).made == brought(files).made


def test_the_proof_uses_nothing_of_the_folder_that_it_is_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("alertflow.py", "alertflow/__init__.py", "sitecustomize.py", "pydantic.py", "prometheus.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("raise SystemExit('somebody else was asked')\n")
    monkeypatch.chdir(tmp_path)
    files = repository(1)
    reads = reads_of(files)
    assert prove(brought(files).made.text, reads, ORIGIN).differences == ()


def _written(files: Files, folder: Path) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
