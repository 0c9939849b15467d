"""What is found in the YAML of the examples that alertflow began with, as it stands (tests/seeds), where, and
what `--fix` makes of it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_regressions.file_regression import FileRegressionFixture

from alertflow.cli import cli

SEEDS = Path(__file__).parents[1] / "seeds"
EVERY = sorted(one.name for one in SEEDS.glob("*.yml"))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEEDS)


def findings(*names: str) -> list[dict[str, Any]]:
    """What `alertflow check` finds in these files."""
    run = CliRunner().invoke(cli, ["check", "--format", "json", *names], catch_exceptions=False)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def at(name: str, line: int, id_: str, *names: str) -> dict[str, Any]:
    """The one finding of this check in this line."""
    (found,) = [one for one in findings(name, *names) if (one["line"], one["id"]) == (line, id_)]
    assert found["column"] and found["remedy"]
    return found


@pytest.mark.parametrize(
    ("name", "line", "id_", "words"),
    [
        # keys of Alertmanager that do not exist
        ("alertmanager_dispatch.yml", 6, "files/refused", "headers are http_config.http_headers (0.28)"),
        ("alertmanager_dispatch.yml", 9, "files/refused", "who asks is said by http_config.authorization"),
        ("alertmanager_routes.yml", 6, "files/refused", "a webhook has no 'headers'"),
        ("alertmanager_routes.yml", 9, "files/refused", "a webhook has no 'custom_headers'"),
        ("alertmanager_routes.yml", 12, "files/refused", "they stand in 'route'"),
        # variables that nobody fills in
        ("alertmanager_dispatch.yml", 7, "alertmanager/unexpanded-variable", "${{ secrets.GITHUB_TOKEN }}"),
        ("alertmanager_dispatch.yml", 10, "alertmanager/unexpanded-variable", "${{ secrets.GITHUB_TOKEN }}"),
        ("alertmanager_routes.yml", 8, "alertmanager/unexpanded-variable", "$GITHUB_PAT"),
        # annotations of a group
        (
            "redis_alertmanager.yml",
            65,
            "alertmanager/wrong-template",
            "A group of alerts has no .Annotations.",
        ),
        (
            "redis_alertmanager.yml",
            69,
            "alertmanager/wrong-template",
            "A group of alerts has no .Annotations.",
        ),
        # what should be in a file of its own
        ("redis_alertmanager.yml", 13, "alertmanager/inlined-secret", "global.slack_api_url"),
        ("redis_alertmanager.yml", 64, "alertmanager/inlined-secret", "routing_key"),
        # a ratio of vectors that are not aggregated, and a burn rate over one window
        (
            "redis_rules.yml",
            16,
            "prometheus/ratio-by-series",
            "RedisGatewayHighErrorRate divides series by series",
        ),
        ("redis_rules.yml", 120, "prometheus/burn-rate-without-window", "a burn rate of 14.4 over 1h alone"),
        # parts of files
        ("recording_rules.yml", 1, "files/unknown-kind", "above them belongs the key 'groups:'"),
        ("alertmanager_inhibition.yml", 2, "files/unknown-kind", "'route' and 'receivers' are missing"),
        ("alertmanager_webhook.yml", 2, "files/refused", "'route' is missing"),
    ],
)
def test_a_defect_is_told_at_its_line(name: str, line: int, id_: str, words: str) -> None:
    assert words in at(name, line, id_)["message"]


def test_rules_and_configuration_together_show_who_never_hears_of_what() -> None:
    shadowed = at("redis_alertmanager.yml", 43, "loop/shadowed-route", "redis_rules.yml")
    assert "'slo-alerts'" in shadowed["message"]
    assert shadowed["remedy"].startswith("Put it before that route, or let that one say continue: true")
    vacuous = at("redis_alertmanager.yml", 104, "loop/vacuous-inhibition", "redis_rules.yml")
    assert vacuous["remedy"] == "Leave alertname out of equal."


@pytest.mark.parametrize("name", ["threader_rules.yml"])
def test_what_is_right_has_no_error_and_no_doubt_but_its_runbook(name: str) -> None:
    assert [one["id"] for one in findings(name)] == ["prometheus/missing-runbook"]


def test_what_surely_can_be_mended_is(file_regression: FileRegressionFixture) -> None:
    run = CliRunner().invoke(cli, ["check", "--fix", "--diff", *EVERY], catch_exceptions=False)
    assert run.exit_code == 1
    diff = run.stdout.partition(" mended in ")[0].rpartition("\n")[0] + "\n"
    file_regression.check(diff, extension=".diff", encoding="utf-8")


def test_of_the_configuration_only_secrets_are_left(programs: Callable[[str], Path], tmp_path: Path) -> None:
    file = tmp_path / "redis_alertmanager.yml"
    file.write_bytes((SEEDS / file.name).read_bytes())
    CliRunner().invoke(cli, ["check", "--fix", str(file)], catch_exceptions=False)
    left = [one for one in findings(str(file)) if one["severity"] != "info"]
    assert {one["id"] for one in left} == {"alertmanager/inlined-secret"}
    text = file.read_text("utf-8").partition("alertmanager.yml: |\n")[2]
    config = tmp_path / "alertmanager.yml"
    config.write_text("\n".join(line[4:] for line in text.splitlines()) + "\n", "utf-8")
    run = subprocess.run(
        [programs("amtool-new"), "check-config", config], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
