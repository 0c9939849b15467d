"""Who reads a receiver, and what of the project decides about what they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from alertflow.compiler.lower.alertmanager.reach import Sort
from alertflow.compiler.lower.annotated import annotations_of
from alertflow.compiler.lower.escalation.policies import Escalated, escalated
from alertflow.declared import Location
from alertflow.model import Project, Severity
from alertflow.model import Receiver as Reader
from alertflow.model.conventions import SEVERITY, TARGET

BUTTONS_FROM = Severity.HIGH
"""The severity from which a channel in Slack has buttons: what is as bad as that calls for an action."""
GROUPED = ("alertname", SEVERITY, TARGET)
"""What alerts are grouped by, where neither a route nor a person's own configuration says otherwise."""


class Known:
    """What is known of the alerts of a project, found once for all of its receivers."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def grouped(self) -> Sequence[str]:
        """What alerts are grouped by, where a route does not say otherwise."""
        base = self.project.alertmanager
        return GROUPED if base is None else base.root.group_by

    @cached_property
    def escalated(self) -> list[Escalated]:
        """The alerts that escalate."""
        return escalated(self.project)

    @cached_property
    def severities(self) -> tuple[Severity, ...]:
        """The severities of the project, mildest first."""
        return tuple(reversed(self.project.severities))

    @cached_property
    def acknowledged(self) -> frozenset[str]:
        """The severities of alerts that escalate until somebody acknowledges them."""
        return frozenset(one.alert.severity.name for one in self.escalated if one.escalation.acknowledge)

    @cached_property
    def annotated(self) -> Mapping[str, bool]:
        """The annotations of the alerts, and whether every alert has each."""
        alerts = [annotations_of(self.project, alert) for alert in self.project.every_alert]
        return {name: all(name in one for one in alerts) for name in {key for one in alerts for key in one}}


class Step(NamedTuple):
    """The level of an escalation that a receiver is."""

    number: int
    of: int
    acknowledge: bool


class Audience(NamedTuple):
    """A receiver to be."""

    name: str
    readers: tuple[Reader, ...]
    severities: tuple[Severity, ...]
    """Those of the alerts that are routed to it, mildest first."""
    sorts: tuple[Sort, ...]
    """What of the project reaches it, worst first; what has no sort is of another project, or mistaken."""
    grouped: frozenset[str]
    """The labels that all alerts of a notification have in common."""
    step: Step | None
    source: Location | None
    """Where the team, the route or the level is declared that it is for."""

    @property
    def buttons(self) -> bool:
        """Whether its messages in Slack have buttons, which their texts then need not repeat."""
        return bool(self.sorts) and self.sorts[0].severity >= BUTTONS_FROM


def audiences(
    name: str,
    readers: Iterable[Reader],
    severities: Sequence[Severity],
    sorts: Iterable[Sort],
    grouped: Iterable[str] = GROUPED,
    *,
    source: Location | None,
    step: Step | None = None,
) -> list[Audience]:
    """The receivers named `name…` in which `readers` read alerts of these severities, given mildest first:
    as few as tell apart who reads what.

    `sorts` are what of the project reaches them. The first receiver is that of the least severe alerts; it
    takes what no other one takes.
    """
    everyone, reaching = tuple(readers), sorted(sorts, key=lambda one: (-one.severity.rank, one.kind))
    groups: dict[tuple[int, ...], list[Severity]] = {}
    for severity in severities:
        reading = tuple(i for i, one in enumerate(everyone) if severity >= one.min_severity)
        groups.setdefault(reading, []).append(severity)
    found: list[Audience] = []
    for reading, group in groups.items():
        found.append(
            Audience(
                name=name if not found else f"{name}-{group[0]}",
                readers=tuple(everyone[i] for i in reading),
                severities=tuple(group),
                sorts=tuple(one for one in reaching if one.severity in group),
                grouped=frozenset(grouped),
                step=step,
                source=source,
            )
        )
    return found


__all__ = ["BUTTONS_FROM", "GROUPED", "Audience", "Known", "Step", "audiences"]
