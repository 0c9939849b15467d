from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alertflow.cli import cli
from tests.cli.running import tree


def _init(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["init", *arguments], catch_exceptions=False)


def test_a_template_is_copied_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = _init("--template", "school-timetable", "mine")
    assert run.exit_code == 0
    assert "created mine/alertflow.py\n" in run.output
    assert "alertflow build mine" in run.output
    assert CliRunner().invoke(cli, ["build", "mine", "--out", "out"]).exit_code == 0


def test_what_is_there_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "alertflow.py").write_text("mine", "utf-8")
    before = tree(tmp_path)
    run = _init("--template", "school-timetable")
    assert run.exit_code == 2
    assert run.output == (
        "error: nothing was copied, for alertflow.py is there already. "
        "Name another folder: alertflow init DIR.\n"
    )
    assert tree(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").touch()
    run = _init("--template", "school-timetable", "mine")
    assert (run.exit_code, run.output) == (2, "error: mine is a file; name a folder for the project.\n")


def test_a_folder_that_cannot_be_made_is_told() -> None:
    run = _init("--template", "school-timetable", "/proc/nothing")
    assert run.exit_code == 2
    assert run.output.startswith("error: /proc/nothing/")


def test_the_templates_are_listed_with_what_they_are_about() -> None:
    run = _init("--list")
    assert run.exit_code == 0
    assert "school-timetable  School timetable: what can go wrong" in run.output


def test_an_unknown_template_suggests_the_nearest_one() -> None:
    run = _init("--template", "school-timetabel")
    assert (run.exit_code, run.output) == (
        2,
        "error: there is no template 'school-timetabel'. Did you mean 'school-timetable'?\n",
    )
