"""An alert has a remediation that nothing starts.

What will happen: the alert fires, and the workflow that would answer it never runs, unless a person
starts it.

How to mend it: give the project a way to GitHub, `dispatch=Direct(…)` or `Bridge(…)`; leave the label
`dispatch`, by which the alert is routed there, as alertflow sets it; and let a pipeline listen to the
event type that is sent.

Wrong:

    Project(name="shop", alerts=[high_error_rate])

Right:

    Project(
        name="shop",
        repository="example/shop",
        alerts=[high_error_rate],
        dispatch=Direct(token_file="/etc/alertmanager/github-token"),
    )
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.routing import is_dispatch, reaches
from alertflow.checks.subject import Subject, place
from alertflow.declared import argument, suggestion
from alertflow.github import Workflow, triggers_of
from alertflow.model import Project

ID = "loop/remediation-without-dispatch"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The remediations that no alert starts, and the events that no workflow listens to."""
    yield from _unheard(subject)
    project = subject.project
    if project is None or not project.remediated:
        return
    if not project.dispatches:
        yield _without_way(project)
        return
    yield from _not_routed(subject, project)


def _without_way(project: Project) -> Finding:
    first, count = project.remediated[0], len(project.remediated)
    others = f" (and those of {count - 1} more)" if count > 1 else ""
    return Finding(
        ID,
        Severity.ERROR,
        project.source,
        f"the remediation of {first.name}{others} never starts: the project has no dispatch.",
        "The alert fires, and its workflow runs only when a person starts it.",
        'Say how alerts reach GitHub: dispatch=Direct(token_file="/etc/alertmanager/github-token").',
    )


def _not_routed(subject: Subject, project: Project) -> Iterator[Finding]:
    """The alerts with a remediation that their labels keep from every receiver which starts workflows."""
    remediated = {(alert.name, alert.severity.name): alert for alert in project.remediated}
    lost: dict[int, Finding] = {}
    for path, config in subject.of(Config):
        starts = {one.name for one in config.receivers if is_dispatch(one, project)}
        reach = subject.remembered(reaches)[path]
        for one in subject.alerts:
            alert = remediated.get((one.rule.alert, one.labels.get("severity", "")))
            if alert is None or id(alert) in lost or not starts.isdisjoint(reach.of(one)):
                continue
            lost[id(alert)] = Finding(
                ID,
                Severity.ERROR,
                argument(alert.source, "labels"),
                f"the remediation of {alert.name} never starts: no route of {path} takes it to GitHub.",
                "The alert fires, and its workflow runs only when a person starts it.",
                'The dispatch route takes alerts with the label dispatch="github", which alertflow sets: '
                "do not set that label to something else.",
            )
    yield from lost.values()


def _unheard(subject: Subject) -> Iterator[Finding]:
    """The receivers that send an event type which no workflow listens to, where there are workflows."""
    events = [triggers_of(workflow.on).repository_dispatch for _, workflow in subject.of(Workflow)]
    heard = [set(event.event_types) for event in events if event is not None]
    if not heard or not all(heard):
        return
    known = set[str]().union(*heard)
    for path, config in subject.of(Config):
        for receiver in config.receivers:
            for hook in receiver.webhook_configs:
                sent = hook.payload.get("event_type") if isinstance(hook.payload, dict) else None
                if not isinstance(sent, str) or "{{" in sent or sent in known:
                    continue
                yield Finding(
                    ID,
                    Severity.ERROR,
                    place(hook, receiver, config),
                    f"receiver '{receiver.name}' of {path} sends the event '{sent}', "
                    "to which no workflow listens.",
                    "GitHub takes the event, answers 204, and starts nothing.",
                    f"Let a workflow listen to it, or send another event type. {suggestion(sent, known)}",
                )
