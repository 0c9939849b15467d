"""What is measured of projects: many alerts, the same with all that decides who is told, many objectives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from shlex import quote
from typing import NamedTuple

from tests.bench.bench import Bench
from tests.bench.building import build, clear
from tests.bench.figures import Aim, Table, per_item, ratio
from tests.bench.measure import Subject
from tests.bench.projects import source
from tests.programs import ProgramMissingError, program

BUILD = "alertflow build"
PROMTOOL, BOTH = "promtool", "promtool and amtool"
STEADY = 1.15
"""What one more may cost among many, as a multiple of what it costs among few: more is not linear."""


class Case(NamedTuple):
    """A project, by what a row calls it."""

    name: str
    text: str
    size: int
    alike: bool = True
    """Whether it differs from the other cases in size alone."""


def build_alerts(bench: Bench, counts: Sequence[int] = (100, 1000, 10_000)) -> Table:
    """`alertflow build` of many alerts, and promtool's check of the rules that come out."""
    cases = [Case(f"{count:,} alerts", source("services", COUNT=count), count) for count in counts]
    most = counts[-1]
    own = source("services", COUNT=most, OWN_METRICS=True)
    cases.append(Case(f"{most:,} alerts on {most:,} metrics", own, most, alike=False))
    return _built(bench, "4. many alerts", "alert", cases, PROMTOOL)


def build_company(bench: Bench, counts: Sequence[int] = (1000, 5000, 10_000)) -> Table:
    """The same with routes, inhibitions, escalations and objectives, and both programs' checks."""
    title = "7. many alerts of 200 teams, with routes, inhibitions, escalations and objectives"
    cases = [Case(f"{count:,} alerts, routed", source("company", COUNT=count), count) for count in counts]
    return _built(bench, title, "alert", cases, BOTH)


def build_objectives(bench: Bench, counts: Sequence[int] = (50, 100, 200)) -> Table:
    """`alertflow build` of many objectives, and promtool's check of the rules that come out."""
    cases = [Case(f"{count:,} objectives", source("objectives", COUNT=count), count) for count in counts]
    return _built(bench, "8. many objectives", "objective", cases, PROMTOOL)


def checked_by(peers: str) -> list[str]:
    """The command by which `peers` check what was built. Raises ProgramMissingError."""
    steps = [f"{quote(str(program('promtool-new')))} check rules --lint-fatal out/monitoring/*_rules.yml"]
    if peers == BOTH:
        steps.append(f"{quote(str(program('amtool-new')))} check-config out/monitoring/alertmanager.yml")
    return ["sh", "-ec", "\n".join(steps)]


def _built(bench: Bench, title: str, item: str, cases: Sequence[Case], peers: str) -> Table:
    """Each project built, and what comes out checked by `peers`."""
    notes: list[str] = []
    checking: list[str] | None = None
    try:
        checking = checked_by(peers)
    except ProgramMissingError as error:
        notes.append(f"Without {peers}: {error}.")
    subjects: list[Subject] = []
    for name, text, *_ in cases:
        folder = bench.made(name.replace(" ", "-"))
        (folder / "alertflow.py").write_text(text, encoding="utf-8")
        subjects.append(Subject(f"{name}, {BUILD}", build("alertflow"), folder, partial(clear, folder)))
        if checking is not None:
            subjects.append(Subject(f"{name}, {peers}", checking, folder))
    costs = bench.measured(subjects)
    aims: list[Aim] = []
    for name, _, size, _ in cases if checking is not None else ():
        if size == cases[-1].size:
            ours, theirs = costs[f"{name}, {BUILD}"], costs[f"{name}, {peers}"]
            aims += [
                Aim(f"{name}: processor time, as a share of theirs", ratio(ours, theirs), 1),
                Aim(f"{name}: on the clock, as a share of theirs", ours.wall / theirs.wall, 1),
                Aim(f"{name}: memory, as a share of theirs", ours.memory / theirs.memory, 1),
            ]
    each = per_item([(case.size, costs[f"{case.name}, {BUILD}"].cpu) for case in cases if case.alike])
    if len(each) > 1:
        aims.append(
            Aim(f"one more {item} among many, as a share of one among few", each[-1] / each[0], STEADY)
        )
        notes.append(f"One more {item} takes {', then '.join(f'{cost * 1e6:,.0f} µs' for cost in each)}.")
    base = {name: name.replace(peers, BUILD) for name in costs}
    return Table(title, costs, base=base, aims=aims, notes=notes)
