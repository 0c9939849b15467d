"""What is done about an alert: who is told, what is dispatched, and what its workflow then runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alertflow.cli.compiled import Compiled
from alertflow.cli.simulating.firing import Firing
from alertflow.compiler.lower.escalation import escalation_of
from alertflow.compiler.predict import Told
from alertflow.github import Workflow
from alertflow.model import Alert, Command, Pipeline, Project, Receiver, Remediation


def tells(fired: Firing) -> Iterator[str]:
    """Who hears of it, when, how often, and together with what; by which file, where several differ."""
    said: dict[str, list[str]] = {}
    for routed in fired.routed:
        for one in routed.told:
            said.setdefault(_told(one), []).append(routed.path)
        if not routed.told:
            said.setdefault("nobody", []).append(routed.path)
    for sentence, paths in said.items():
        yield sentence if len(paths) == len(fired.routed) else f"{sentence} [{', '.join(paths)}]"


def _told(told: Told) -> str:
    times = f", {' and '.join(told.intervals)}" if told.intervals else ""
    if not told.channels:
        return f"nobody{times}: the receiver {told.receiver} has no channel"
    by = ", ".join(told.group_by)
    together = {"": "all together", "...": "each alert by itself"}.get(by, f"one message by {by}")
    return (
        f"{told.receiver}: {', '.join(told.channels)}; after {told.after}, again every {told.repeat}, "
        f"{together}{times}"
    )


def escalates(project: Project, alert: Alert) -> Iterator[str]:
    """Who is told next while nobody acknowledges it."""
    escalation = escalation_of(project, alert)
    if escalation is None:
        return
    for level in escalation.levels:
        when = "at once" if level.after in ("0", "0s") else f"after {level.after}"
        yield f"{when} to {level.owner}: {', '.join(_channel(one) for one in level.receivers)}"
    until = "until somebody acknowledges it or it resolves" if escalation.acknowledge else "until it resolves"
    yield f"then every {escalation.repeat}, {until}"


def _channel(receiver: Receiver) -> str:
    where = getattr(receiver, "channel", "") or getattr(receiver, "to", "") or getattr(receiver, "url", "")
    return f"{type(receiver).__name__} {where}".rstrip()


def quiet_while(fired: Firing) -> Iterator[str]:
    """Which alerts keep it quiet while they fire."""
    hiding = dict.fromkeys(one for routed in fired.routed for one in routed.hidden_by)
    for one in hiding:
        equal = f" with the same {' and '.join(one.equal)}" if one.equal else ""
        yield f"{' and '.join(one.sources)} fires{equal}"


def dispatches(fired: Firing) -> Iterator[str]:
    """What goes to GitHub, and by which way."""
    ways = dict.fromkeys(routed.dispatched for routed in fired.routed if routed.dispatched is not None)
    for way in ways:
        what = f"to the bridge {way.address}" if way.bridge else f"{way.event_type} to {way.address}"
        yield f"{what}; after {way.after}, again every {way.repeat}"


def workflows(source: Compiled, fired: Firing) -> Iterator[str]:
    """The workflows that what is dispatched starts, with their jobs in order."""
    if fired.alert.remediation is None:
        return
    built = dict(source.build.of(Workflow))
    for pipeline in source.project.workflows:
        path = f".github/workflows/{pipeline.file}"
        if path in built:
            jobs = " → ".join(job.id for job in built[path].jobs)
            yield f"{path}, {_starts(pipeline, fired)}: {jobs}"


def _starts(pipeline: Pipeline, fired: Firing) -> str:
    heard = [event for event in pipeline.events if event in fired.dispatched_types]
    if heard:
        return f"started by {heard[0]}"
    if any(one.dispatched is not None and one.dispatched.bridge for one in fired.routed):
        return f"started by {' or '.join(pipeline.events)}, through the bridge"
    return "started by hand only"


def commands(remediation: Remediation) -> Iterator[tuple[str, Sequence[str]]]:
    """What the workflow looks at, changes and verifies; what a person may ask for; why nothing is changed."""
    yield "Diagnoses", _titles(remediation.diagnose)
    acts = [
        f"{one.title}, once somebody approves in {one.approval.environment}" if one.approval else one.title
        for one in remediation.act
    ]
    if acts:
        acts.append(f"at most {remediation.budget.runs} runs per {remediation.budget.per}")
    yield "Acts", acts or [f"nothing: {remediation.reason}"]
    yield "Verifies", _titles(remediation.verify)
    yield "By hand", [f"action={one.action}: {one.title}" for one in remediation.on_request]
    yield "Afterwards", [remediation.follow_up] if remediation.follow_up else []


def _titles(given: Sequence[Command]) -> list[str]:
    return [" · ".join(one.title for one in given)] if given else []


__all__ = ["commands", "dispatches", "escalates", "quiet_while", "tells", "workflows"]
