"""What is measured of files that nobody generated: they are checked, imported, and compared."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.bench.alerting import STEADY
from tests.bench.bench import Bench
from tests.bench.building import ENTRIES
from tests.bench.figures import Aim, Table, per_item, ratio
from tests.bench.measure import Cost, Subject, console, once, python
from tests.bench.rule_files import RULES
from tests.programs import ProgramMissingError, program

PROMTOOL = "promtool 2.42"
COUNTS = (1000, 5000, 10_000)
"""How many rules."""


def check_files(bench: Bench, counts: Sequence[int] = COUNTS) -> Table:
    """`alertflow check` of rule files, ten rules each, and promtool's check of the same."""
    notes: list[str] = []
    subjects: list[Subject] = []
    for count in counts:
        folder = _files(bench, "checked", count)
        subjects.append(Subject(f"{count:,} rules, alertflow check", _alertflow("check", "rules"), folder))
        try:
            names = sorted(str(file.relative_to(folder)) for file in (folder / "rules").iterdir())
            checking = [str(program("promtool-old")), "check", "rules", *names]
            subjects.append(Subject(f"{count:,} rules, {PROMTOOL}", checking, folder))
        except ProgramMissingError as error:
            notes = [f"Without {PROMTOOL}: {error}."]
    costs = bench.measured(subjects)
    aims = _steady(costs, counts, "alertflow check")
    if (theirs := costs.get(f"{counts[-1]:,} rules, {PROMTOOL}")) is not None:
        ours = costs[f"{counts[-1]:,} rules, alertflow check"]
        aims = [
            Aim(f"{counts[-1]:,} rules: processor time, as a share of theirs", ratio(ours, theirs), 1),
            Aim(f"{counts[-1]:,} rules: on the clock, as a share of theirs", ours.wall / theirs.wall, 1),
            *aims,
        ]
    base = {name: f"{name.rpartition(', ')[0]}, alertflow check" for name in costs}
    return Table("11. rule files of ten rules, checked", costs, base=base, aims=aims, notes=notes)


def import_files(bench: Bench, counts: Sequence[int] = COUNTS) -> Table:
    """`alertflow import` of the same files, with its proof; and two copies of them compared."""
    subjects: list[Subject] = []
    for count in counts:
        folder = _files(bench, "imported", count)
        shutil.copytree(folder / "rules", folder / "again")
        importing = _alertflow("import", "rules", "-o", "alertflow.py")
        new = partial((folder / "alertflow.py").unlink, missing_ok=True)
        subjects.append(Subject(f"{count:,} rules, alertflow import", importing, folder, new))
        subjects.append(
            Subject(f"{count:,} rules, alertflow diff", _alertflow("diff", "rules", "again"), folder)
        )
    costs = bench.measured(subjects)
    aims = [one for what in ("alertflow import", "alertflow diff") for one in _steady(costs, counts, what)]
    base = {name: f"{name.rpartition(', ')[0]}, alertflow import" for name in costs}
    notes = ["An import ends with its proof: the Python is run, built, written out, read and compared."]
    return Table("12. rule files of ten rules, imported and compared", costs, base, aims, notes)


def _steady(costs: dict[str, Cost], counts: Sequence[int], what: str) -> list[Aim]:
    """What one more rule may cost."""
    each = per_item([(count, costs[f"{count:,} rules, {what}"].cpu) for count in counts])
    if len(each) < 2:
        return []
    return [Aim(f"{what}: one more of many rules, as a share of one of few", each[-1] / each[0], STEADY)]


def _files(bench: Bench, what: str, count: int) -> Path:
    """A folder with so many rules in the files of its folder `rules`; another process writes them."""
    folder = bench.made(f"{what}/{count}")
    (folder / "rules").mkdir()
    making = python("-m", "tests.bench.rule_files", str(folder / "rules"), str(count // RULES))
    once(Subject("rule files", making, folder), bench.env)
    return folder


def _alertflow(*arguments: str) -> list[str]:
    return [*console(ENTRIES["alertflow"]), *arguments]
