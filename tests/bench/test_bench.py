"""What is measured is the same work, and measuring it works; how fast it is is no test's business."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from alertflow.checks import check
from alertflow.cli.compiled import compiled
from alertflow.github import Workflow
from alertflow.github.expressions import evaluate
from alertflow.yaml import parse
from tests.bench import expressions, workflow_files
from tests.bench.alerting import build_alerts, build_company, build_objectives
from tests.bench.bench import Bench
from tests.bench.bringing import check_files, import_files
from tests.bench.building import ENTRIES
from tests.bench.figures import Aim, Table, per_item
from tests.bench.measure import Cost, FailedError, Subject, environment, median, once, python
from tests.bench.parts import build_template, many_workflows, show_help
from tests.bench.peers.form import Size
from tests.bench.projects import source
from tests.bench.reading import check_rules, check_workflows, evaluate_expressions, route_alerts
from tests.github.expressions.engine import Engine

MISSING = [name for name in ENTRIES if find_spec(name) is None]
needs_peers = pytest.mark.skipif(
    bool(MISSING), reason=f"{', '.join(MISSING)}: not installed; pip install -e '.[bench]'"
)
TINY = Size(workflows=1, jobs=3, steps=5)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("bytecode"))


@pytest.fixture
def bench(tmp_path: Path, env: dict[str, str]) -> Bench:
    return Bench(tmp_path, env, rounds=1, say=lambda what: None)


def schema_errors(workflow: Any) -> list[str]:
    schema = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    return [one.message for one in Draft7Validator(json.loads(schema.read_text())).iter_errors(workflow)]


@needs_peers
@pytest.mark.parametrize(
    "part",
    [
        show_help,
        partial(many_workflows, size=TINY),
        partial(build_alerts, counts=[3, 6]),
        partial(build_company, counts=[10, 30]),
        partial(build_objectives, counts=[1, 2]),
        partial(check_rules, counts=[5, 10]),
        partial(route_alerts, counts=[5, 10]),
        partial(check_files, counts=[10, 20]),
        partial(import_files, counts=[10, 20]),
    ],
    ids=["help", "workflows", "alerts", "company", "objectives", "rules", "routing", "files", "import"],
)
def test_each_part_measures_every_process(bench: Bench, part: Callable[[Bench], Table]) -> None:
    measured_every_process(part(bench))


@pytest.mark.parametrize("name", ["services", "company", "objectives"])
def test_a_project_is_of_the_wanted_size_and_has_nothing_wrong_with_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "alertflow.py"
    file.write_text(source(name, COUNT=20), encoding="utf-8")
    made = compiled(str(file))
    assert len(made.project.slos if name == "objectives" else made.project.alerts) == 20
    assert made.findings() == []


def test_a_setting_that_a_project_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"objectives\.py does not set OWN_METRICS"):
        source("objectives", OWN_METRICS=True)


def measured_every_process(table: Table) -> None:
    assert all(cost.cpu > 0 and cost.wall > 0 and cost.memory > 1 for cost in table.costs.values())
    assert all(name in str(table) for name in table.costs)
    assert json.loads(json.dumps(table.data()))["title"] == table.title


@needs_peers
def test_the_peers_build_the_jobs_and_steps_of_the_template(bench: Bench) -> None:
    build_template(bench)
    folder = bench.folder / "template"
    ours = parse((folder / "alertflow/out/.github/workflows/alert-triggered-remediation.yml").read_text())
    for path in ("ghagen/.github/workflows", "pygha/out", "yamloom/.github/workflows"):
        theirs = parse((folder / path / "workflow.yml").read_text())
        assert schema_errors(theirs) == []
        assert scripts(theirs) == scripts(ours)


def scripts(workflow: Any) -> dict[str, list[str]]:
    return {
        name: [step.get("run") or step["uses"] for step in job["steps"]]
        for name, job in workflow["jobs"].items()
    }


@needs_peers
def test_the_many_workflows_are_the_same_in_every_library(bench: Bench, tmp_path: Path) -> None:
    made = {name: one_of_many(name, bench, tmp_path) for name in ENTRIES}
    assert made["alertflow"].pop("permissions") == {}  # the peers' have what the repository allows
    for name, workflow in made.items():
        assert schema_errors(workflow) == []
        assert workflow == made["alertflow"], name


def one_of_many(name: str, bench: Bench, folder: Path) -> Any:
    file = folder / f"{name}.yml"
    once(
        Subject(
            name,
            python("-m", f"tests.bench.peers.with_{name}", *map(str, TINY), str(file)),
            folder,
            says=True,
        ),
        bench.env,
    )
    return parse(file.read_text())


def test_both_engines_find_the_same_values(bench: Bench, programs: Callable[[str], Path]) -> None:
    measured_every_process(evaluate_expressions(bench, counts=[20, 40]))
    asked = expressions.questions(400)
    assert len(set(asked["expressions"])) == 400
    functions = {name: lambda *_, value=value: value for name, value in asked["functions"].items()}
    engine = Engine(programs("github-expressions"))
    for text in asked["expressions"]:
        answer = engine.ask(text, asked["context"], asked["functions"])
        assert answer["value"] == evaluate(text, asked["context"], functions), text
    engine.close()


def test_the_workflow_files_are_read_and_checked_by_every_program(
    bench: Bench, programs: Callable[[str], Path]
) -> None:
    for name in ("actionlint", "zizmor"):
        programs(name)
    table = check_workflows(bench, counts=[2, 4, 6])
    measured_every_process(table)
    assert [name for name in table.costs if name.startswith("6 files")] == [
        "6 files, alertflow",
        "6 files, actionlint",
        "6 files, zizmor",
    ]


def test_no_two_workflow_files_are_the_same_and_the_same_is_found_in_each_repetition() -> None:
    count = workflow_files.DIFFERENT
    files = list(workflow_files.texts(3 * count))
    assert len({text for _, text in files}) == len({name for name, _ in files}) == 3 * count
    for number, (name, text) in enumerate(files[:count]):
        again, third = (files[number + count * times][1] for times in (1, 2))
        assert findings(name, text) == findings(name, again) == findings(name, third), name


def findings(name: str, text: str) -> list[str]:
    return [finding.id for finding in check(None, {name: Workflow.parse(text, name)})]


def test_an_exit_code_that_is_expected_is_no_failure(tmp_path: Path, env: dict[str, str]) -> None:
    finding = Subject("finding", python("-c", "print('found'); raise SystemExit(1)"), tmp_path, codes=(0, 1))
    assert once(finding, env).cpu > 0
    with pytest.raises(FailedError, match=r"finding failed \(1\):\nfound"):
        once(finding._replace(codes=(0,)), env)


def test_the_median_of_each_figure_counts() -> None:
    runs = [Cost(1, 9, 20, 0.5), Cost(2, 8, 30, 0.1), Cost(3, 1, 10, 0.2)]
    assert median(runs) == Cost(2, 8, 20, 0.2)


def test_what_one_more_costs_is_told_from_one_number_to_the_next() -> None:
    assert per_item([(10, 2.0), (20, 3.0), (40, 7.0)]) == [0.1, 0.2]


def test_a_table_shows_each_row_beside_its_base() -> None:
    costs = {"alertflow": Cost(0.05, 0.06, 15), "peer": Cost(0.2, 0.3, 50)}
    table = Table("Help", costs, aims=[Aim("share of peer", 0.25, 0.3), Aim("the clock", 2, 1, " s")])
    assert str(table).splitlines() == [
        "Help",
        "----",
        "              CPU    wall  peak memory  alertflow takes",
        "alertflow   50 ms   60 ms       15 MiB",
        "peer       200 ms  300 ms       50 MiB       0.25 of it",
        "share of peer: 0.25, wanted below 0.3: reached",
        "the clock: 2.00 s, wanted below 1 s: NOT reached",
    ]
