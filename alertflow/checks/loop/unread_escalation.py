"""A level of an escalation is told to nobody.

What will happen: nobody acknowledges the alert, the level is reached, and no one hears of it. Those who were
to be told last are told nothing.

How to mend it: give the level receivers that somebody reads, whose `min_severity` the alert reaches. What
only starts a workflow is read by nobody.

Wrong:

    Level("30m", owner="the manager", receivers=[PagerDuty(min_severity=Severity.CRITICAL)])
    Alert(name="DiskFull", severity=Severity.HIGH, escalation=oncall, …)

Right:

    Level("30m", owner="the manager", receivers=[PagerDuty()])
    Alert(name="DiskFull", severity=Severity.HIGH, escalation=oncall, …)
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.routing import reaches
from alertflow.checks.subject import Labelled, Subject, place
from alertflow.declared import Location
from alertflow.model import Escalation, Project
from alertflow.model.conventions import ESCALATION, ESCALATION_POLICY

ID = "loop/unread-escalation"
ACROSS = True


class _Level(NamedTuple):
    """The level of an escalation, in one configuration."""

    policy: str
    number: str
    path: str


def check(subject: Subject) -> Iterator[Finding]:
    """The levels that reach only receivers which tell nobody, each once in each configuration."""
    levels = [alert for alert in subject.alerts if ESCALATION in alert.labels]
    unread: dict[_Level, list[Labelled]] = {}
    for path, reach in subject.remembered(reaches).items() if levels else ():
        for alert in levels:
            if not reach.tells(alert):
                level = _Level(alert.labels.get(ESCALATION_POLICY, ""), alert.labels[ESCALATION], path)
                unread.setdefault(level, []).append(alert)
    escalations = _escalations(subject.project) if unread and subject.project is not None else {}
    for level, alerts in unread.items():
        of = f" of '{level.policy}'" if level.policy else ""
        others = f" (and of {len(alerts) - 1} more)" if len(alerts) > 1 else ""
        yield Finding(
            ID,
            Severity.ERROR,
            _place(level, alerts[0], escalations),
            f"nobody is told of level {level.number}{of} for {alerts[0].rule.alert}{others} in {level.path}.",
            "It is reached while nobody acknowledges the alert, and no one hears of it.",
            "Give it receivers that somebody reads, for the severity of its alerts.",
        )


def _escalations(project: Project) -> Mapping[str, Escalation]:
    """Those of the project by name, wherever it names them."""
    named = [
        *(one for team in project.teams for one in team.escalations),
        *(route.escalation for route in project.routes),
        *(alert.escalation for alert in project.every_alert),
    ]
    return {one.name: one for one in named if one is not None}


def _place(level: _Level, alert: Labelled, escalations: Mapping[str, Escalation]) -> Location | None:
    escalation = escalations.get(level.policy)
    if escalation is not None and level.number.isdecimal():
        return place(*escalation.levels[int(level.number) - 1 :][:1], escalation, alert.rule)
    return alert.rule.place_of("labels", ESCALATION) or alert.rule.source
