"""What each template becomes is right in the eyes of the real programs, old and new."""

import json
import subprocess
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from alertflow.alertmanager import Config
from alertflow.yaml import parse
from tests.loop.generated import without_queue
from tests.templates.conftest import Template

Programs = Callable[[str], Path]
RELEASES = ["old", "new"]


def run(program: Path, *arguments: str | Path, folder: Path | None = None, stdin: str = "") -> str:
    """What the program printed; it must have succeeded."""
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def steps(template: Template) -> Iterator[dict[str, Any]]:
    for file in template.workflows():
        for job in template.parsed(file)["jobs"].values():
            yield from job["steps"]


def test_the_workflows_are_valid_by_the_schema(template: Template) -> None:
    schemas = resources.files("check_jsonschema") / "builtin_schemas/vendor"
    schema = json.loads((schemas / "github-workflows.json").read_text(encoding="utf-8"))
    for file in template.workflows():
        assert [error.message for error in Draft7Validator(schema).iter_errors(template.parsed(file))] == []


def test_github_s_own_parser_reports_nothing(template: Template, programs: Programs) -> None:
    assert json.loads(run(programs("github-parser"), *template.workflows())) == []


def test_actionlint_reports_nothing(template: Template, programs: Programs, tmp_path: Path) -> None:
    for file in template.workflows():
        said = file.read_text(encoding="utf-8")
        # Without it a remediation that waits would be cancelled by the next one.
        changes = {"la-factoria": 0}.get(template.name, 2)
        assert said.count("queue: max") == said.count("    concurrency:") == changes
        text = without_queue(said)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    assert json.loads(run(programs("actionlint"), *tmp_path.iterdir())) == []


def test_zizmor_finds_nothing_that_is_not_explained(template: Template, programs: Programs) -> None:
    found = run(
        *(programs("zizmor"), "--offline", "--persona", "auditor", "--no-progress", "--format", "json", "."),
        folder=template.folder,
    )
    assert [one for one in json.loads(found) if not one.get("ignored")] == []
    for file in template.workflows():
        for line in file.read_text(encoding="utf-8").splitlines():
            _, ignored, reason = line.partition("# zizmor: ignore[")
            assert not ignored or len(reason.partition("] ")[2]) > 20, f"no reason is given: {line}"


def test_shellcheck_finds_nothing_in_any_step(template: Template, programs: Programs, tmp_path: Path) -> None:
    libraries = {template.parsed(file)["env"]["ALERTFLOW_LIBRARY"] for file in template.workflows()}
    scripts = libraries | {step["run"] for step in steps(template) if "run" in step}
    assert len(scripts) > (10 if template.name == "la-factoria" else 20)
    for number, script in enumerate(sorted(scripts)):
        (tmp_path / f"{number}.sh").write_text(script + "\n", encoding="utf-8")
    run(programs("shellcheck"), "--shell=bash", "--exclude=SC1091", *sorted(tmp_path.iterdir()))


def test_no_script_holds_an_expression(template: Template) -> None:
    assert not [step["run"] for step in steps(template) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("release", RELEASES)
def test_the_rules_pass_promtool_and_their_own_tests(
    template: Template, programs: Programs, release: str
) -> None:
    promtool, folder = programs(f"promtool-{release}"), template.folder / "monitoring"
    assert "FAILED" not in run(promtool, "check", "rules", "--lint-fatal", *template.rule_files())
    tests = sorted((folder / "tests").iterdir())
    assert "alert_rules_test.yml" in [file.name for file in tests]
    run(promtool, "test", "rules", *tests)


def test_every_alert_is_proved_to_fire_and_to_stay_quiet(template: Template) -> None:
    declared = [alert for alert in template.project.every_alert if template.project.slo_of(alert) is None]
    for alert in declared:  # those of objectives are proved by generated tests
        assert [test for test in alert.tests if test.fires or test.fires_at], f"{alert.name} never fires"
        quiet = [test for test in alert.tests if test.fires is False or test.quiet_at]
        assert quiet, f"{alert.name} is never quiet"


def test_amtool_takes_the_configurations(template: Template, programs: Programs) -> None:
    for path, releases in template.configs.items():
        for release in releases:
            run(programs(f"amtool-{release}"), "check-config", template.folder / path)


def test_amtool_routes_every_alert_as_the_model_says(template: Template, programs: Programs) -> None:
    alerts = [{"alertname": rule["alert"], **rule["labels"]} for rule in template.rules()]
    assert len(alerts) >= len(template.project.every_alert)
    for path, releases in template.configs.items():
        config = template.build[path]
        assert isinstance(config, Config)
        for labels in alerts:
            pairs = [f'{name}="{value}"' for name, value in labels.items() if value]
            for release in releases:
                said = run(
                    *(programs(f"amtool-{release}"), "config", "routes", "test"),
                    *(f"--config.file={template.folder / path}", *pairs),
                )
                assert said.strip().split(",") == list(config.route(labels).receivers)


def test_alerts_of_the_timetable_go_to_github_and_then_to_their_team(
    compiled: Callable[[str], Template],
) -> None:
    template = compiled("school-timetable")
    alerts = [{"alertname": rule["alert"], **rule["labels"]} for rule in template.rules()]
    assert len(alerts) == len(template.project.every_alert)
    for path in template.configs:
        config = template.build[path]
        assert isinstance(config, Config)
        for labels in alerts:
            critical = "-critical" if labels["severity"] == "critical" else ""
            assert config.route(labels).receivers == ("github-dispatch", labels["team"] + critical)


def test_the_manifests_are_those_that_kubernetes_and_the_operators_know(
    template: Template, programs: Programs
) -> None:
    folder = template.folder / "k8s"
    if template.project.kubernetes is None:
        assert not folder.exists()
        return
    manifests = [template.parsed(file) for file in sorted(folder.rglob("*.yaml"))]
    told = json.loads(run(programs("kubernetes-validator"), stdin=json.dumps(manifests)))
    assert told == [[] for _ in manifests]
    (secret,) = [one for one in manifests if one["kind"] == "Secret"]
    inside = parse(secret["stringData"]["alertmanager.yaml"])
    (path,) = template.configs
    assert inside == template.parsed(path)
