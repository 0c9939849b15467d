"""One event of Alertmanager starts two workflows.

What will happen: one alert is remediated twice, by workflows that do not know of each other: two
rollbacks, two restarts at once.

How to mend it: give each workflow event types of its own, and let Alertmanager send one of them.

Wrong:

    Pipeline(file="v1.yml", events=["prometheus-alert"], stages=[…])
    Pipeline(file="v2.yml", events=["prometheus-alert"], stages=[…])

Right:

    Pipeline(file="v1.yml", events=["prometheus-alert"], stages=[…])
    Pipeline(file="v2.yml", events=["prometheus-alert-v2"], stages=[…])
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import argument
from alertflow.github import Workflow, triggers_of
from alertflow.model import EVENT_TYPE

ID = "loop/remediated-twice"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The events sent for alerts to which two workflows listen; other events may start many."""
    listening: dict[str, list[tuple[str, Workflow]]] = {event: [] for event in _sent(subject)}
    for path, workflow in subject.of(Workflow):
        trigger = triggers_of(workflow.on).repository_dispatch
        for event, workflows in listening.items():
            if trigger is not None and (event in trigger.event_types or not trigger.event_types):
                workflows.append((path, workflow))
    for event, workflows in listening.items():
        if len(workflows) > 1:
            paths = " and ".join(path for path, _ in workflows)
            yield Finding(
                ID,
                Severity.ERROR,
                argument(workflows[1][1].source, "events"),
                f"the event '{event}' starts {paths}.",
                "One alert is remediated twice, by workflows that do not know of each other.",
                "Give each of them event types of its own.",
            )


def _sent(subject: Subject) -> list[str]:
    """The event types that stand for an alert: alertflow's own, and those that a receiver sends."""
    payloads = [
        hook.payload
        for _, config in subject.of(Config)
        for receiver in config.receivers
        for hook in receiver.webhook_configs
    ]
    sent = [payload.get("event_type") for payload in payloads if isinstance(payload, dict)]
    return list(dict.fromkeys([EVENT_TYPE, *(one for one in sent if isinstance(one, str))]))
