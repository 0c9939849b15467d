"""What is measured of reading: many expressions, many workflow files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.bench import expressions
from tests.bench.bench import Bench
from tests.bench.figures import Aim, Table, per_item, ratio
from tests.bench.measure import Subject, once, python
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
        aims.append(Aim("one more file among many, as a share of one among few", each[-1] / each[0], 1.15))
        notes.append(f"One more file takes {', then '.join(f'{cost * 1e6:,.0f} µs' for cost in each)}.")
    base = {name: f"{name.rpartition(', ')[0]}, {OURS}" for name in costs}
    return Table("6. workflow files, read and checked", costs, base=base, aims=aims, notes=notes)


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
