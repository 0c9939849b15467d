"""A simulation for people: who is told, what starts, and each job with its reason, on one screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from alertflow.cli.page import Cell, Page
from alertflow.cli.simulating.data import Simulated, does

if TYPE_CHECKING:
    from alertflow.cli.simulating.firing import Firing
    from alertflow.compiler.predict import Dispatched, Routed
    from alertflow.github.simulation import JobRun, Run, StepRun

Rows: TypeAlias = list[tuple[str, Sequence[str]]]
"""Labels, each with its paragraphs."""

_COLOURS = {"green": "green", "red": "red", "grey": "bright_black", "orange": "yellow"}
_QUIET, _CHANGES, _CODE = "bright_black", "yellow", "cyan"
_STEP = {"success": "runs", "failure": "fails", "cancelled": "is cancelled", "skipped": "skipped"}
_USUAL = "no step before it failed"
"""Why most steps run: not worth a line."""
_COMMAND = re.compile(r"^begin (?:collect|act|verify) .*\n", re.MULTILINE)
"""The line of a generated script behind which its command stands."""


def text(found: Simulated, *, colours: bool, verbose: bool) -> str:
    """What `simulate` prints; with `verbose`, every step and what it would run."""
    page, run = Page(colours), found.run
    rows: Rows = [*_start(found)]
    if found.firing is not None:
        page.heading(_title(found.firing))
        rows = [("Alertmanager", [*_alertmanager(found.firing)]), *rows]
    end: Rows = [("Result", [_result(run)]), ("Assumed", _assumed(found))]
    if not run.jobs:
        page.rows([*rows, *end])
        return page.text
    page.rows(rows)
    page.blank()
    _jobs(page, found, run, verbose, 0)
    page.blank()
    page.rows(end)
    return page.text


def unanswered(firing: Firing, *, colours: bool) -> str:
    """What is printed of an alert that no workflow answers."""
    page = Page(colours)
    page.heading(_title(firing))
    nothing = ["no workflow answers it: it has no remediation"]
    page.rows([("Alertmanager", [*_alertmanager(firing)]), ("GitHub", nothing)])
    return page.text


def _title(firing: Firing) -> str:
    happens = "has resolved" if firing.resolved else "fires"
    return f"{firing.alert.name} ({firing.severity}) {happens}"


def _alertmanager(firing: Firing) -> Iterator[str]:
    """Who is told, and what is dispatched; by which file, where several differ."""
    said: dict[str, list[str]] = {}
    for routed in firing.routed:
        for sentence in _routed(routed, firing.resolved):
            said.setdefault(sentence, []).append(routed.path)
    for sentence, paths in said.items():
        yield sentence if len(paths) == len(firing.routed) else f"{sentence} [{', '.join(paths)}]"


def _routed(routed: Routed, resolved: bool) -> Iterator[str]:
    for one in routed.told:
        channels = ", ".join(one.channels)
        yield f"tells {one.receiver}: {channels}" if channels else f"tells no one: {one.receiver}"
    if routed.dispatched is not None:
        yield _dispatched(routed.dispatched, resolved)
    else:
        yield "dispatches nothing to GitHub"
    for hiding in routed.hidden_by:
        equal = f" with the same {' and '.join(hiding.equal)}" if hiding.equal else ""
        yield f"does neither while {' and '.join(hiding.sources)} fires{equal}"


def _dispatched(way: Dispatched, resolved: bool) -> str:
    when = "" if resolved else f" after {way.after}, again every {way.repeat} while it fires"
    if way.bridge:
        return f"sends it to the bridge {way.address}{when}"
    repository = re.sub(r"^.*/repos/(.+)/dispatches$", r"\1", way.address)
    return f"dispatches {way.event_type} to {repository}{when}"


def _start(found: Simulated) -> Iterator[tuple[str, Sequence[str]]]:
    """What starts, by what, and what the first job decides."""
    run, told = found.run, found.predicted.event
    yield "Workflow", [found.scenario.path]
    yield "Event", [*_event(found)]
    if not run.triggered:
        yield "Run", [f"does not start: {run.reason}"]
        return
    yield "Run", [run.name]
    if run.concurrency is not None:
        yield "Group", [f"{run.concurrency.name}: {run.concurrency.effect}"]
    if found.predicted.refused:
        yield "Decision", [f"refused: {found.predicted.refused}"]
    elif told:
        dry = "; a dry run, so what would change something is only named" if found.predicted.dry_run else ""
        yield "Decision", [f"{told['decision']}: {told['reason']}{dry}"]


def _event(found: Simulated) -> Iterator[str]:
    event, firing = found.scenario.event, found.firing
    if event.name == "repository_dispatch":
        payload = event.payload.get("client_payload")
        incident = payload.get("correlation_id") if isinstance(payload, dict) else None
        said = " ".join([event.name, *filter(None, [event.action])])
        yield f"{said}, incident {incident}" if incident else said
        if firing is not None and event.action not in firing.dispatched_types:
            yield "Alertmanager does not send it by itself"
        return
    inputs = event.payload.get("inputs")
    given = f": {', '.join(f'{name}={value}' for name, value in inputs.items())}" if inputs else ""
    action = f" ({event.action})" if event.action else ""
    first = "" if firing or found.scenario.told.path else "; its first, --event FILE says another"
    yield f"{event.name}{action} of {event.ref.removeprefix('refs/heads/')}{given}{first}"


def _jobs(page: Page, found: Simulated, run: Run, verbose: bool, indent: int) -> None:
    widths = (max(len(_name(job)) for job in run.jobs), max(len(does(job).words) for job in run.jobs))
    for job in run.jobs:
        kind = does(job)
        quiet = _QUIET if job.result == "skipped" else None
        cells = [Cell(_name(job), quiet), Cell(kind.words, _COLOURS[kind.hue]), Cell(found.why(job), quiet)]
        page.columns(cells, widths, indent)
        _details(page, found, job, verbose, indent + 4)


def _name(job: JobRun) -> str:
    """A job as `--outcome` names it."""
    values = ", ".join(str(value) for value in (job.matrix or {}).values())
    return f"{job.id} ({values})" if values else job.id


def _details(page: Page, found: Simulated, job: JobRun, verbose: bool, indent: int) -> None:
    """What a job runs, and what is particular about where it does."""
    if job.calls is not None and job.calls.jobs:
        _jobs(page, found, job.calls, verbose, indent)
    elif verbose:
        if job.reason != found.why(job):
            page.paragraph(Cell(job.reason, _QUIET), indent)
        for step in job.steps:
            _step(page, found, job, step, indent)
    else:
        _running(page, found, job, indent)
    if job.runs and job.concurrency is not None:
        page.paragraph(Cell(f"one at a time: {job.concurrency.name}", _QUIET), indent)
    if job.runs and job.environment and not found.predicted.event:
        page.paragraph(Cell(f"in environment {job.environment}, which may ask its reviewers", _QUIET), indent)


def _running(page: Page, found: Simulated, job: JobRun, indent: int) -> None:
    """The names of the steps that run, in their order; what changes something on lines of its own."""
    running = [step for step in job.steps if step.runs and not found.surrounds(job, step)]
    for changes, steps in groupby(running, lambda step: found.changes(job, step)):
        names = [step.name for step in steps]
        if not changes:
            page.paragraph(Cell(" · ".join(names)), indent)
            continue
        dry = " (only named)" if found.predicted.dry_run else ""
        for name in names:
            page.paragraph(Cell(f"{name}{dry}", _CHANGES), indent, "  ! ")


def _step(page: Page, found: Simulated, job: JobRun, step: StepRun, indent: int) -> None:
    """One step with its reason; of what is not only around the commands, also what it runs."""
    changes = found.changes(job, step)
    colour = _QUIET if not step.runs else _CHANGES if changes else None
    name = f"{'! ' if changes else ''}{step.index}. {step.name}"
    page.columns([Cell(_STEP[step.outcome], colour), Cell(name, colour)], (7,), indent)
    inside = indent + 9
    if step.reason != _USUAL:
        page.paragraph(Cell(step.reason, _QUIET), inside)
    if step.runs and not found.surrounds(job, step):
        for line in _COMMAND.split(step.command, maxsplit=1)[-1].splitlines():
            page.verbatim(f"| {line}", inside, _CODE)


def _result(run: Run) -> str:
    if not any(job.runs for job in run.jobs):
        return "nothing runs"
    failed = [_name(job) for job in run.jobs if job.result in ("failure", "cancelled")]
    asks = [job.environment or "" for job in run.jobs if job.waits_for_approval and job.runs]
    after = f", once somebody approves in {' and '.join(asks)}" if asks else ""
    return f"{run.conclusion}: {', '.join(failed)}" if failed else f"{run.conclusion}{after}"


def _assumed(found: Simulated) -> list[str]:
    """What was taken for granted, as a list."""
    said = list(found.assumed)
    if found.well and any(job.runs for job in found.run.jobs):
        said.append("Every step succeeds; --outcome JOB=failure shows what happens where one does not.")
    return said


__all__ = ["text", "unanswered"]
