"""What is measured: help, template, workflows; `alerting`, `reading` and `bringing` have the other parts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

from tests.bench.alerting import build_alerts, build_company, build_objectives
from tests.bench.bench import Bench
from tests.bench.bringing import check_files, import_files
from tests.bench.building import BUILDS, ENTRIES, build, clear
from tests.bench.figures import Aim, Table, ratio
from tests.bench.measure import ROOT, Subject, console, once, python
from tests.bench.peers.form import Size
from tests.bench.reading import check_rules, check_workflows, evaluate_expressions, route_alerts

MANY = Size(workflows=200, jobs=5, steps=5)
"""How many workflows are built."""


def show_help(bench: Bench) -> Table:
    """`--help` of each command line."""
    folder = bench.made("help")
    subjects = [Subject(name, [*console(entry), "--help"], folder) for name, entry in ENTRIES.items()]
    subjects.append(Subject("python -c pass", python("-c", "pass"), folder))
    costs = bench.measured(subjects)
    return Table(
        "1. --help",
        costs,
        aims=[Aim("alertflow, as a share of ghagen", ratio(costs["alertflow"], costs["ghagen"]), 0.25)],
    )


def build_template(bench: Bench) -> Table:
    """`alertflow build` of templates/school-timetable; the peers write the first of its two workflows."""
    folder = bench.made("template")
    shutil.copytree(
        ROOT / "templates/school-timetable",
        folder / "alertflow",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in BUILDS.keys() - {"alertflow"}:
        bench.made(f"template/{name}")
    tool = "tests.bench.peers.translate"
    _do(bench, Subject("alertflow", build("alertflow"), folder / "alertflow"))
    workflow = folder / "alertflow/out/.github/workflows/alert-triggered-remediation.yml"
    _do(bench, Subject("translate", python("-m", tool, str(workflow), str(folder)), folder))
    subjects = [Subject("python -c pass", python("-c", "pass"), folder)]
    for name in BUILDS:
        place = folder / name
        command = build(name)
        _do(bench, Subject(name, python("-m", "tests.bench.modules", ENTRIES[name], *BUILDS[name]), place))
        imports = "for name in open('modules'):\n try: __import__(name.strip())\n except ImportError: pass"
        subjects += [
            Subject(f"{name}, imports alone", python("-c", imports), place),
            Subject(f"{name}, new files", command, place, partial(clear, place)),
            Subject(f"{name}, nothing changed", command, place),
        ]
    costs = bench.measured(subjects)
    base = {name: name.replace(name.split(",")[0], "alertflow") for name in costs if "," in name}
    whole, imports_, bare = (
        costs[f"alertflow{what}"] if what[0] == "," else costs[what]
        for what in (", new files", ", imports alone", "python -c pass")
    )
    return Table(
        "2. build of templates/school-timetable",
        costs,
        base=base,
        aims=[
            Aim("the whole build on the clock", whole.wall, 0.3, " s"),
            Aim("its own work, as a share of its processor time", 1 - imports_.cpu / whole.cpu, 0.5),
        ],
        notes=[
            f"Of alertflow's {whole.cpu * 1000:.0f} ms, Python takes {bare.cpu * 1000:.0f}, the imports "
            f"{(imports_.cpu - bare.cpu) * 1000:.0f}, its own work {(whole.cpu - imports_.cpu) * 1000:.0f}.",
            "alertflow loads, checks and writes two workflows, rules and their tests, and two Alertmanager "
            "configurations; the peers write one of the two workflows, yamloom without inputs, pygha with "
            "little more than names and scripts.",
        ],
    )


def many_workflows(bench: Bench, size: Size = MANY) -> Table:
    """The same workflows built as objects and emitted as text by each library, in one process."""
    folder = bench.made("workflows")
    costs = bench.measured(
        Subject(name, python("-m", f"tests.bench.peers.with_{name}", *map(str, size)), folder, says=True)
        for name in ENTRIES
    )
    ours = costs["alertflow"]
    return Table(
        f"3. {size.workflows} workflows × {size.jobs} jobs × {size.steps} steps",
        costs,
        aims=[
            Aim("work alone, as a share of ghagen's", ratio(ours, costs["ghagen"]), 0.1),
            Aim("work alone, as a share of yamloom's (its core is Rust)", ratio(ours, costs["yamloom"]), 1),
        ],
        notes=[
            "Work alone: without the interpreter and the imports. alertflow reads every text back through "
            "libyaml and compares it with what was meant; yamloom validates its tree, not the text."
        ],
    )


PARTS: dict[str, Callable[[Bench], Table]] = {
    "help": show_help,
    "template": build_template,
    "workflows": many_workflows,
    "alerts": build_alerts,
    "expressions": evaluate_expressions,
    "checks": check_workflows,
    "company": build_company,
    "objectives": build_objectives,
    "rules": check_rules,
    "routing": route_alerts,
    "files": check_files,
    "import": import_files,
}
"""Every part, by the name under which the command line takes it."""


def _do(bench: Bench, subject: Subject) -> None:
    """Runs what must be there before the measurement."""
    once(subject, bench.env)
