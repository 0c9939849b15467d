from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import PROJECT, alertflow_here, project_in, tree


@pytest.fixture(params=["promtool-old", "promtool-new"])
def promtool(request: pytest.FixtureRequest, programs: Callable[[str], Path]) -> Path:
    """The folder of a promtool."""
    return programs(request.param).resolve().parent


def test_the_rules_pass_their_tests_and_nothing_is_written(tmp_path: Path, promtool: Path) -> None:
    before = tree(project_in(tmp_path))
    run = alertflow_here(tmp_path, "test", path=[promtool])
    assert (run.exit_code, run.stdout, run.stderr) == (
        0,
        "monitoring/tests/alert_rules_test.yml: 1 test passed\n",
        "",
    )
    assert tree(tmp_path) == before


def test_a_test_that_fails_shows_what_promtool_says(tmp_path: Path, promtool: Path) -> None:
    project_in(tmp_path, PROJECT.replace('fires_at="10m"', 'fires_at="1m"'))
    run = alertflow_here(tmp_path, "test", path=[promtool])
    assert run.exit_code == 1
    assert run.stdout.startswith("monitoring/tests/alert_rules_test.yml: 1 test failed\n")
    assert "FAILED" in run.stdout
    assert "Down" in run.stdout


def test_without_promtool_it_says_where_to_get_it(tmp_path: Path) -> None:
    project_in(tmp_path)
    run = alertflow_here(tmp_path, "test")
    assert run.exit_code == 2
    assert run.stderr == (
        "error: promtool is not on PATH, and it is what runs the tests. It comes with Prometheus: "
        "'apt install prometheus', 'brew install prometheus', or https://prometheus.io/download/.\n"
    )


def test_a_project_without_tests_has_nothing_to_test(tmp_path: Path, promtool: Path) -> None:
    lines = [line for line in PROJECT.splitlines() if "tests=" not in line]
    project_in(tmp_path, "\n".join(lines))
    run = alertflow_here(tmp_path, "test", path=[promtool])
    assert (run.exit_code, run.stdout) == (0, "there is nothing to test: no alert has tests.\n")
