import json
from pathlib import Path

from click.testing import CliRunner

from alertflow.cli import cli
from tests.cli.running import PROJECT, project_in, tree

NO_SUMMARY = PROJECT.replace('summary="The shop is down"', 'summary=""')
NO_RECEIVER = PROJECT.replace('"#shop"', '"#shop", min_severity=Severity("page", rank=50)')


def _check(folder: Path, *arguments: str) -> tuple[int, str]:
    run = CliRunner().invoke(cli, ["check", str(folder), *arguments], catch_exceptions=False)
    return run.exit_code, run.stdout


def test_a_good_project_has_nothing_found_and_nothing_written(tmp_path: Path) -> None:
    before = tree(project_in(tmp_path))
    assert _check(tmp_path) == (0, "nothing found\n")
    assert tree(tmp_path) == before


def test_warnings_are_told_and_are_no_failure(tmp_path: Path) -> None:
    code, out = _check(project_in(tmp_path, NO_SUMMARY))
    assert code == 0
    assert out.splitlines()[-1] == "1 warning"


def test_an_error_is_exit_code_1(tmp_path: Path) -> None:
    code, out = _check(project_in(tmp_path, NO_RECEIVER))
    assert (code, out.splitlines()[-1]) == (1, "1 error, 1 warning")


def test_for_programs_paths_are_relative_to_the_repository(tmp_path: Path) -> None:
    project_in(tmp_path, NO_SUMMARY)
    (found,) = json.loads(_check(tmp_path, "--format", "json")[1])
    assert (found["file"], found["line"], found["id"]) == ("alertflow.py", 4, "prometheus/missing-summary")
    assert _check(tmp_path, "--format", "github")[1].startswith("::warning file=alertflow.py,line=4,title=")
    log = json.loads(_check(tmp_path, "--format", "sarif")[1])
    assert log["runs"][0]["results"][0]["ruleId"] == "prometheus/missing-summary"
