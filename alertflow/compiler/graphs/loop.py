"""The loop: for each alert how it is detected, who is told, and which job does something about it.

Routes are walked as Alertmanager walks them, in the configuration that was built, so that what the picture
shows is what will happen. Where alerts are many, those that go the same way share a box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alertflow.alertmanager import Config, EmailConfig, PagerdutyConfig, Receiver, SlackConfig, WebhookConfig
from alertflow.compiler.build import Build
from alertflow.compiler.graphs.pipeline import CHANGES, INVESTIGATES, TELLS
from alertflow.compiler.lower.annotated import labels_of
from alertflow.compiler.lower.github.responding import approved_id
from alertflow.github.drawing import Arrow, Box, Graph, Kind, Note
from alertflow.model import Alert, Bridge, Investigate, Pipeline, Project, Respond
from alertflow.model.conventions import DISPATCH_RECEIVER

FIRES = Kind("fires in Prometheus", "grey")
AGREED = Kind("changes something once a person agrees", "purple")
LOST = Kind("tells no one", "red")
UNANSWERED = Kind("its remediation is never started", "red")

MANY = 16
"""From more alerts than this, those that go the same way share a box."""
_NAMED = 3
"""How many alerts of a box are named, and how many commands."""
_SHOWN = 52
"""How many characters of an expression are shown."""


_THRESHOLD = re.compile(r"\s(==|!=|>=?|<=?)\s*(?:bool\s+)?([-+.\w]+)$")


class _Way(NamedTuple):
    """What happens when an alert fires; alerts of one way share a box where they are many."""

    team: str
    receivers: tuple[str, ...]
    jobs: tuple[str, ...]
    """The jobs that it starts and that do something about it; none where nothing does."""
    started: bool
    """Whether its remediation is, which it need not have."""


def loop_graph(project: Project, build: Build) -> Graph:
    """The graph of `project`, from its alerts to receivers and jobs, as `build` was made of it."""
    way = project.dispatches[0] if project.dispatches else None
    configs = dict(build.of(Config))
    config = configs.get(project.config_of(way))
    pipeline = next((one for one in project.workflows if one.events), None)
    ways = {id(alert): _way(project, alert, config, pipeline) for alert in project.every_alert}
    groups: dict[object, list[Alert]] = {}
    for alert in project.every_alert:
        shared = ways[id(alert)] if len(project.every_alert) > MANY else id(alert)
        groups.setdefault(shared, []).append(alert)
    jobs = _jobs(pipeline)
    boxes: dict[str, Box] = {}
    arrows: list[Arrow] = []
    for number, alerts in enumerate(groups.values()):
        went = ways[id(alerts[0])]
        box = _alert_box(f"alert {number}", project, alerts, went)
        boxes[box.id] = box
        for name in went.receivers:
            receiver = _receiver_box(name, config)
            boxes.setdefault(receiver.id, receiver)
            arrows.append(Arrow(box.id, receiver.id, receiver.kind.hue))
        for key in went.jobs:
            boxes.setdefault(jobs[key].id, jobs[key])
            arrows.append(Arrow(box.id, jobs[key].id, jobs[key].kind.hue))
    title = f"{project.name}: from alert to answer"
    return Graph(title, _subtitle(project, pipeline), tuple(boxes.values()), tuple(dict.fromkeys(arrows)))


def _way(project: Project, alert: Alert, config: Config | None, pipeline: Pipeline | None) -> _Way:
    """Which receivers and jobs `alert` reaches."""
    labels = {"alertname": alert.name, **labels_of(project, alert)}
    told = config.route(labels).receivers if config is not None else ()
    dispatched = DISPATCH_RECEIVER in told and pipeline is not None
    team = project.team_of(alert)
    return _Way(
        team.name if team else "",
        tuple(dict.fromkeys(name for name in told if name != DISPATCH_RECEIVER)),
        tuple(_started(alert, pipeline)) if dispatched and pipeline is not None else (),
        dispatched or alert.remediation is None,
    )


def _started(alert: Alert, pipeline: Pipeline) -> list[str]:
    """The keys of the jobs that answer `alert` by themselves: '' looks only, an environment asks there."""
    remediation = alert.remediation
    if remediation is None:
        return []
    respond = next((stage for stage in pipeline.stages if isinstance(stage, Respond)), None)
    if respond is None or alert.severity < respond.min_severity or not remediation.act:
        return [_LOOKS]
    return list(
        dict.fromkeys(_ACTS if c.approval is None else c.approval.environment for c in remediation.act)
    )


_BY_HAND = "by hand:"
_LOOKS, _ACTS = "looks ", "acts "
"""The keys of the jobs that only look, and that act at once: no environment's name holds a space."""


class _Jobs(dict[str, Box]):
    """The job that answers, as a box, for each key of `_started`."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__()
        self._file = Note("in", pipeline.file)
        self._respond = next((stage.id for stage in pipeline.stages if isinstance(stage, Respond)), "")
        self._looks = next(
            (s.id for s in pipeline.stages if isinstance(s, Investigate) and s.diagnose),
            pipeline.stages[0].id,
        )

    def __missing__(self, key: str) -> Box:
        if key == _LOOKS:
            found = self._job(self._looks, INVESTIGATES)
        elif key == _ACTS:
            found = self._job(self._respond, CHANGES)
        else:
            found = self._job(approved_id(self._respond, key), AGREED, Note("reviewers of", key))
        self[key] = found
        return found

    def _job(self, id_: str, kind: Kind, *notes: Note) -> Box:
        return Box(f"job {id_}", id_, kind, (*notes, self._file))


def _jobs(pipeline: Pipeline | None) -> Mapping[str, Box]:
    return _Jobs(pipeline) if pipeline is not None else {}


def _alert_box(id_: str, project: Project, alerts: Sequence[Alert], way: _Way) -> Box:
    kind = FIRES if way.started else UNANSWERED
    if len(alerts) == 1:
        (alert,) = alerts
        expr = " ".join(alert.expr.split())
        wait = "" if alert.for_ == "0s" else f", after {alert.for_}"
        notes = [Note("", f"{alert.severity}{wait}"), Note("if", _shortened(expr), expr)]
        return Box(id_, alert.name, kind, (*notes, *_answer(alerts, way)))
    severities = Counter(alert.severity for alert in alerts)
    told = ", ".join(f"{severities[one]} {one}" for one in sorted(severities, reverse=True))
    names = list(dict.fromkeys(alert.name for alert in alerts))
    notes = [
        *([Note("team", way.team)] if way.team else []),
        Note("", told),
        Note("", _listed(names), ", ".join(names)),
    ]
    return Box(id_, f"{len(alerts):,} alerts", kind, (*notes, *_answer(alerts, way)))


def _answer(alerts: Iterable[Alert], way: _Way) -> list[Note]:
    """What is done about them: the commands, by themselves or when a person asks; or why there are none."""
    remedies = [alert.remediation for alert in alerts if alert.remediation is not None]
    commands = list(dict.fromkeys(command.name for one in remedies for command in one.act))
    if commands:
        label = "then" if set(way.jobs) - {_LOOKS} else _BY_HAND
        return [Note(label, _listed(commands), ", ".join(commands))]
    reasons = list(dict.fromkeys(one.reason.rstrip(".") for one in remedies))
    return [Note(_BY_HAND, reasons[0] if len(reasons) == 1 else f"{len(reasons)} reasons")] if reasons else []


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _shortened(expr: str) -> str:
    """The beginning of an expression, where the metric stands, and its threshold."""
    if len(expr) <= _SHOWN:
        return expr
    threshold = _THRESHOLD.search(expr)
    end = f" {threshold[1]} {threshold[2]}" if threshold else ""
    return f"{expr[: _SHOWN - len(end) - 1].rstrip()}…{end}"


def _receiver_box(name: str, config: Config | None) -> Box:
    receiver = next((one for one in config.receivers if one.name == name), None) if config else None
    notes = tuple(_channels(receiver)) if receiver is not None else ()
    return Box(f"receiver {name}", name, TELLS if notes else LOST, notes)


def _channels(receiver: Receiver) -> Iterable[Note]:
    """Where people read what reaches `receiver`."""
    for slack in receiver.slack_configs:
        yield Note("Slack", slack.channel or "")
    for _ in receiver.pagerduty_configs:
        yield Note("", "PagerDuty")
    for email in receiver.email_configs:
        yield Note("e-mail", email.to)
    for webhook in receiver.webhook_configs:
        yield Note("webhook", webhook.url or "")
    for other in receiver.integrations:
        if not isinstance(other, SlackConfig | PagerdutyConfig | EmailConfig | WebhookConfig):
            name = type(other).__name__.removesuffix("Config")
            yield Note("", "Microsoft Teams" if name == "MsteamsV2" else name)


def _subtitle(project: Project, pipeline: Pipeline | None) -> str:
    count = len(project.every_alert)
    alerts = f"{count:,} alert{'' if count == 1 else 's'}"
    if not project.dispatches or pipeline is None:
        return f"{alerts}, routed by Alertmanager; nothing is dispatched to GitHub"
    way = project.dispatches[0]
    how = "through the bridge" if isinstance(way, Bridge) else "by Alertmanager itself"
    return f"{alerts}, routed by Alertmanager; {pipeline.events[0]} is dispatched {how}"


__all__ = ["loop_graph"]
