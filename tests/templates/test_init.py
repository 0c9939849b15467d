"""A project that is started from a template becomes what the repository shows."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from alertflow.cli import cli
from tests.cli.running import tree
from tests.templates.conftest import NAMES, ROOT


def alertflow(*arguments: str) -> str:
    run = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return run.output


@pytest.mark.parametrize("name", NAMES)
def test_what_init_copies_builds_to_the_files_that_are_shown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    mine = f"templates/{name}"  # the generated files name their source, from the repository's root
    alertflow("init", "--template", name, mine)
    alertflow("build", mine, "--out", "out")
    built, shown = tree(tmp_path / "out"), tree(ROOT / "generated" / name)
    different = [path for path in sorted({*built, *shown}) if built.get(path) != shown.get(path)]
    assert different == [], "if that is right: make generated"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_a_template(name: str) -> None:
    assert alertflow("check", str(ROOT / "templates" / name)) == "nothing found\n"
