"""What the template becomes is right in the eyes of the real programs, old and new."""

import itertools
import json
import subprocess
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from alertflow.alertmanager import Config
from alertflow.compiler import build
from alertflow.model import Project
from alertflow.yaml import parse
from tests.loop.generated import V1, V2, without_queue

Programs = Callable[[str], Path]
WORKFLOWS = [V1, V2]
CONFIGS = {"monitoring/alertmanager.yml": ["new"], "monitoring/alertmanager-bridge.yml": ["old", "new"]}
"""Each Alertmanager configuration, and the releases it is for."""
RELEASES = ["old", "new"]


def run(program: Path, *arguments: str | Path, folder: Path | None = None) -> str:
    """What the program printed; it must have succeeded."""
    done = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def workflow(generated: Path, name: str) -> Path:
    return generated / ".github/workflows" / name


def steps(generated: Path) -> Iterator[dict[str, Any]]:
    for name in WORKFLOWS:
        parsed: Any = parse(workflow(generated, name).read_text(encoding="utf-8"))
        for job in parsed["jobs"].values():
            yield from job["steps"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_workflow_is_valid_by_the_schema(generated: Path, name: str) -> None:
    schemas = resources.files("check_jsonschema") / "builtin_schemas/vendor"
    schema = json.loads((schemas / "github-workflows.json").read_text(encoding="utf-8"))
    data = parse(workflow(generated, name).read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(data)] == []


def test_github_s_own_parser_reports_nothing(generated: Path, programs: Programs) -> None:
    files = [workflow(generated, name) for name in WORKFLOWS]
    assert json.loads(run(programs("github-parser"), *files)) == []


def test_actionlint_reports_nothing(generated: Path, programs: Programs, tmp_path: Path) -> None:
    for name in WORKFLOWS:
        text = workflow(generated, name).read_text(encoding="utf-8")
        assert text.count("queue: max") == 2
        (tmp_path / name).write_text(without_queue(text), encoding="utf-8")
    assert json.loads(run(programs("actionlint"), *(tmp_path / name for name in WORKFLOWS))) == []


def test_zizmor_finds_nothing_that_is_not_explained(generated: Path, programs: Programs) -> None:
    found = run(
        *(programs("zizmor"), "--offline", "--persona", "auditor", "--no-progress", "--format", "json", "."),
        folder=generated,
    )
    assert [one for one in json.loads(found) if not one.get("ignored")] == []
    for name in WORKFLOWS:
        for line in workflow(generated, name).read_text(encoding="utf-8").splitlines():
            _, ignored, reason = line.partition("# zizmor: ignore[")
            assert not ignored or len(reason.partition("] ")[2]) > 20, f"no reason is given: {line}"


def test_shellcheck_finds_nothing_in_any_step(generated: Path, programs: Programs, tmp_path: Path) -> None:
    library = parse(workflow(generated, V1).read_text(encoding="utf-8"))
    assert isinstance(library, dict)
    scripts = {library["env"]["ALERTFLOW_LIBRARY"]} | {
        step["run"] for step in steps(generated) if "run" in step
    }
    assert len(scripts) > 20
    for number, script in enumerate(sorted(scripts)):
        (tmp_path / f"{number}.sh").write_text(script + "\n", encoding="utf-8")
    run(programs("shellcheck"), "--shell=bash", "--exclude=SC1091", *sorted(tmp_path.iterdir()))


def test_no_script_holds_an_expression(generated: Path) -> None:
    assert not [step["run"] for step in steps(generated) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("release", RELEASES)
def test_the_rules_pass_promtool_and_their_own_tests(
    generated: Path, programs: Programs, release: str
) -> None:
    promtool, folder = programs(f"promtool-{release}"), generated / "monitoring"
    for rules in ("alert_rules.yml", "recording_rules.yml"):
        assert "FAILED" not in run(promtool, "check", "rules", "--lint-fatal", folder / rules)
    run(promtool, "test", "rules", folder / "tests/alert_rules_test.yml")


def test_every_alert_is_proved_to_fire_and_to_stay_quiet(project: Project) -> None:
    for alert in project.alerts:
        assert [test for test in alert.tests if test.fires_at], f"{alert.name} never fires"
        assert [test for test in alert.tests if test.quiet_at], f"{alert.name} is never quiet"


@pytest.mark.parametrize(
    ("path", "release"), [(path, release) for path, releases in CONFIGS.items() for release in releases]
)
def test_amtool_takes_the_configuration(generated: Path, programs: Programs, path: str, release: str) -> None:
    run(programs(f"amtool-{release}"), "check-config", generated / path)


@pytest.mark.parametrize("path", CONFIGS)
def test_amtool_routes_every_alert_as_the_model_says(
    generated: Path, programs: Programs, project: Project, path: str
) -> None:
    config = build(project)[path]
    assert isinstance(config, Config)
    rules: Any = parse((generated / "monitoring/alert_rules.yml").read_text(encoding="utf-8"))
    alerts = list(itertools.chain.from_iterable(group["rules"] for group in rules["groups"]))
    assert len(alerts) == len(project.alerts)
    for alert in alerts:
        labels = {"alertname": alert["alert"], **alert["labels"]}
        pairs = [f'{name}="{value}"' for name, value in labels.items()]
        for release in CONFIGS[path]:
            said = run(
                *(programs(f"amtool-{release}"), "config", "routes", "test"),
                *(f"--config.file={generated / path}", *pairs),
            )
            assert said.strip().split(",") == config.receivers_for(labels)
        assert config.receivers_for(labels)[0] == "github-dispatch"
        critical = "-critical" if labels["severity"] == "critical" else ""
        assert config.receivers_for(labels)[1:] == [labels["team"] + critical]
