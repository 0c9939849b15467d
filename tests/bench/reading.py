"""What is measured of reading: expressions, workflow files, rule files; and of routing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.bench import expressions
from tests.bench.alerting import BOTH, PROMTOOL, STEADY, checked_by
from tests.bench.bench import Bench
from tests.bench.building import build
from tests.bench.figures import Aim, Table, per_item, ratio
from tests.bench.measure import Subject, once, python
from tests.bench.projects import source
from tests.programs import ProgramMissingError, program

NODE = "GitHub's own in node"
OURS = "alertflow"
CHECKERS: dict[str, list[str]] = {
    "actionlint": [],
    "zizmor": ["--offline", "--no-exit-codes", "--persona", "auditor", "--format", "json"],
}
"""The other programs that check workflow files, and what they are told before the files."""
FOUND = 1
"""The exit code with which actionlint says that it has found something."""


def evaluate_expressions(bench: Bench, counts: Sequence[int] = (2000, 20_000)) -> Table:
    """Each expression read and evaluated once, beside GitHub's own engine in node."""
    try:
        engine = str(program("github-expressions"))
    except ProgramMissingError as error:
        engine, notes = None, [f"Without GitHub's engine: {error}."]
    else:
        notes = ["Work alone: without the start of Python or node, and without the imports."]
    folder = bench.made("expressions")
    subjects: list[Subject] = []
    for count in counts:
        file = folder / f"{count}.json"
        file.write_text(json.dumps(expressions.questions(count)), encoding="utf-8")
        ours = python("-m", "tests.bench.expressions", str(file))
        subjects.append(Subject(f"{count:,}, alertflow", ours, folder, says=True))
        if engine is not None:
            subjects.append(
                Subject(f"{count:,}, {NODE}", [engine, "--seconds", str(file)], folder, says=True)
            )
    costs = bench.measured(subjects)
    aims = []
    for count in counts if engine is not None else ():
        share = ratio(costs[f"{count:,}, alertflow"], costs[f"{count:,}, {NODE}"])
        aims.append(Aim(f"{count:,}: work alone, as a share of node's", share, 3))
    base = {name: name.replace(NODE, "alertflow") for name in costs}
    return Table("5. expressions, read and evaluated", costs, base=base, aims=aims, notes=notes)


def check_workflows(bench: Bench, counts: Sequence[int] = (100, 500, 1000)) -> Table:
    """Workflow files read and checked, as whole processes; the fewest and the most by other programs, too."""
    programs, notes = _checkers()
    subjects: list[Subject] = []
    for count in counts:
        folder, files = _written(bench, count)
        command = python("-m", "tests.bench.checking", *files)
        subjects.append(Subject(f"{count:,} files, {OURS}", command, folder, says=True))
        if count in (counts[0], counts[-1]):
            subjects += [
                Subject(f"{count:,} files, {name}", [path, *CHECKERS[name], *files], folder, codes=(0, FOUND))
                for name, path in programs.items()
            ]
    costs = bench.measured(subjects)
    most = f"{counts[-1]:,} files"
    aims: list[Aim] = []
    for name in programs:
        ours, theirs = costs[f"{most}, {OURS}"], costs[f"{most}, {name}"]
        aims += [
            Aim(f"{most}: processor time, as a share of {name}'s", ratio(ours, theirs), 1),
            Aim(f"{most}: memory, as a share of {name}'s", ours.memory / theirs.memory, 1),
        ]
    each = per_item([(count, costs[f"{count:,} files, {OURS}"].cpu) for count in counts])
    if len(each) > 1:
        aims.append(Aim("one more file among many, as a share of one among few", each[-1] / each[0], STEADY))
        notes.append(f"One more file takes {', then '.join(f'{cost * 1e6:,.0f} µs' for cost in each)}.")
    base = {name: f"{name.rpartition(', ')[0]}, {OURS}" for name in costs}
    return Table("6. workflow files, read and checked", costs, base=base, aims=aims, notes=notes)


def check_rules(bench: Bench, counts: Sequence[int] = (1000, 5000, 10_000)) -> Table:
    """Rule files, and with them the configuration that routes their alerts, read and checked."""
    notes: list[str] = []
    subjects: list[Subject] = []
    for kind, what, peers in (
        ("services", "rules", PROMTOOL),
        ("company", "rules and their routes", BOTH),
    ):
        for count in counts:
            folder = _project(bench, f"{kind}-{count}", source(kind, COUNT=count))
            pattern = "*_rules.yml" if peers == PROMTOOL else "*.yml"
            files = [
                str(file.relative_to(folder)) for file in sorted(folder.glob(f"out/monitoring/{pattern}"))
            ]
            command = python("-m", "tests.bench.checking", *files)
            subjects.append(Subject(f"{count:,} {what}, {OURS}", command, folder, says=True))
            try:
                subjects.append(Subject(f"{count:,} {what}, {peers}", checked_by(peers), folder))
            except ProgramMissingError as error:
                notes = [f"Without {peers}: {error}."]
    costs = bench.measured(subjects)
    aims: list[Aim] = []
    for what, peers in (("rules", PROMTOOL), ("rules and their routes", BOTH)):
        most = f"{counts[-1]:,} {what}"
        if (theirs := costs.get(f"{most}, {peers}")) is not None:
            aims.append(
                Aim(
                    f"{most}: processor time, as a share of theirs",
                    ratio(costs[f"{most}, {OURS}"], theirs),
                    1,
                )
            )
        each = per_item([(count, costs[f"{count:,} {what}, {OURS}"].cpu) for count in counts])
        if len(each) > 1:
            aims.append(Aim(f"one more of many {what}, as a share of one of few", each[-1] / each[0], STEADY))
            notes.append(
                f"Of {what}, one more takes {', then '.join(f'{cost * 1e6:,.0f} µs' for cost in each)}."
            )
    base = {name: f"{name.rpartition(', ')[0]}, {OURS}" for name in costs}
    return Table("9. rule files and routes, read and checked", costs, base=base, aims=aims, notes=notes)


def route_alerts(bench: Bench, counts: Sequence[int] = (1000, 5000, 10_000)) -> Table:
    """Alerts of one project routed, more and more of them."""
    folder = _project(bench, "routing", source("company", COUNT=counts[-1]))
    files = ["out/monitoring/alertmanager.yml", "out/monitoring/alert_rules.yml"]
    costs = bench.measured(
        Subject(
            f"{count:,} alerts", python("-m", "tests.bench.routing", str(count), *files), folder, says=True
        )
        for count in counts
    )
    each = per_item([(count, costs[f"{count:,} alerts"].inner or 0) for count in counts])
    aims = []
    if len(each) > 1:
        aims = [Aim("one more alert among many, as a share of one among few", each[-1] / each[0], STEADY)]
    notes = [
        f"One more alert takes {', then '.join(f'{cost * 1e6:,.0f} µs' for cost in each)}.",
        "Work alone: without reading the files. Nothing to compare it with: amtool tests one alert in a "
        "process, and what an Alertmanager takes to answer is not routing alone.",
    ]
    return Table("10. alerts that all fire, routed through 220 routes", costs, {}, aims, notes)


def _project(bench: Bench, name: str, text: str) -> Path:
    """A folder with what alertflow builds of a project."""
    folder = bench.made(f"read/{name}")
    (folder / "alertflow.py").write_text(text, encoding="utf-8")
    once(Subject("alertflow", build("alertflow"), folder), bench.env)
    return folder


def _checkers() -> tuple[dict[str, str], list[str]]:
    """The programs that are there, with their paths, and why the others are not."""
    found: dict[str, str] = {}
    notes: list[str] = []
    for name in CHECKERS:
        try:
            found[name] = str(program(name))
        except ProgramMissingError as error:
            notes.append(f"Without {name}: {error}.")
    return found, notes


def _written(bench: Bench, count: int) -> tuple[Path, list[str]]:
    """A folder with so many files, and their paths in it.

    Another process writes them: what this one takes, those that it starts are counted to have taken.
    """
    folder = bench.made(f"checks/{count}")
    making = python("-m", "tests.bench.workflow_files", str(folder), str(count))
    once(Subject("workflow files", making, folder), bench.env)
    return folder, sorted(str(file.relative_to(folder)) for file in folder.glob(".github/workflows/*.yml"))
