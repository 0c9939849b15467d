"""What a workflow knows of the project: its alerts, their commands by name, and what decides for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alertflow.duration import seconds
from alertflow.model import Alert, Command, Investigate, Pipeline, Project, Respond, Severity

AUTO, INVESTIGATE = "auto", "investigate"
"""The actions that every alert has: what the event's severity calls for, or only looking."""

RESERVED = frozenset({"access", "report"})
"""The ids of the steps around the commands of a job."""


@dataclass(frozen=True)
class Catalogue:
    """The alerts of a project with a remediation, and every command of a workflow under a name of its own."""

    project: Project
    pipeline: Pipeline
    names: dict[int, str] = field(default_factory=dict)
    _taken: dict[str, Command] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, pipeline: Pipeline) -> Catalogue:
        """The catalogue of `pipeline`, each command named, in the order they are declared."""
        catalogue = cls(project, pipeline)
        for stage in pipeline.stages:
            for command in getattr(stage, "commands", ()):
                catalogue.name(command)
        for alert in project.remediated:
            for command in alert.remediation.commands if alert.remediation else ():
                catalogue.name(command)
        return catalogue

    def name(self, command: Command) -> str:
        """The name of `command` in this workflow: its own, with a number where another one has that."""
        known = self.names.get(id(command))
        if known is not None:
            return known
        name, number = command.name, 1
        while name in RESERVED or (name in self._taken and self._taken[name] != command):
            number += 1
            name = f"{command.name}-{number}"
        self._taken.setdefault(name, command)
        self.names[id(command)] = name
        return name

    def named(self, commands: Iterable[Command]) -> list[tuple[str, Command]]:
        """`commands` with their names in this workflow."""
        return [(self.name(command), command) for command in commands]

    def distinct(self, commands: Iterable[Command]) -> list[Command]:
        """`commands` without those that stand there already under another object."""
        return list({self.name(command): command for command in reversed(list(commands))}.values())[::-1]

    @property
    def alerts(self) -> dict[str, list[Alert]]:
        """The alerts by name; several where the severities differ."""
        found: dict[str, list[Alert]] = {}
        for alert in self.project.remediated:
            found.setdefault(alert.name, []).append(alert)
        return found

    @property
    def actions(self) -> list[str]:
        """Every action that somebody can ask for."""
        asked = [c.action for a in self.project.remediated for c in _actionable(a) if c.action]
        return [AUTO, INVESTIGATE, *sorted(set(asked) - {AUTO, INVESTIGATE})]

    @property
    def acting(self) -> list[Command]:
        """The commands that change something or that a person asks for, each once."""
        return self.distinct(c for alert in self.project.remediated for c in _actionable(alert))

    @property
    def verifying(self) -> list[Command]:
        """The commands that prove it helped, each once."""
        return self.distinct(
            c
            for alert in self.project.remediated
            for c in (alert.remediation.verify if alert.remediation else ())
        )

    @property
    def diagnosing(self) -> list[Command]:
        """The commands that look, for some alert, each once."""
        return self.distinct(
            c
            for alert in self.project.remediated
            for c in (alert.remediation.diagnose if alert.remediation else ())
        )

    @property
    def approvals(self) -> dict[str, str]:
        """Command name -> the environment whose reviewers it waits for."""
        return {self.name(c): c.approval.environment for c in self.acting if c.approval is not None}

    def to_json(self) -> str:
        """What the first job decides with, a line for each alert."""
        severities = self.project.severities
        respond = next((stage for stage in self.pipeline.stages if isinstance(stage, Respond)), None)
        acts = [s.name for s in severities if respond is not None and s >= respond.min_severity]
        head: Mapping[str, Any] = {
            "severities": [severity.name for severity in severities],
            "act_from": acts,
            "approvals": self.approvals,
        }
        lines = [f'"{key}": {json.dumps(value)}' for key, value in head.items()]
        alerts = [f'"{name}": {json.dumps(self._entry(alerts))}' for name, alerts in self.alerts.items()]
        body = ",\n    ".join(alerts)
        return "{\n  " + ",\n  ".join(lines) + ',\n  "alerts": {\n    ' + body + "\n  }\n}"

    def _entry(self, alerts: list[Alert]) -> dict[str, Any]:
        """One alert; where severities share the name, the most severe one says what is done."""
        alert = max(alerts, key=lambda one: one.severity.rank)
        remediation = alert.remediation
        assert remediation is not None
        actions: dict[str, list[str]] = {}
        for command in _actionable(alert):
            if command.action:
                actions.setdefault(command.action, []).append(self.name(command))
        return {
            "target": remediation.target,
            "slo": bool(alert.slo),
            "diagnose": [self.name(c) for c in remediation.diagnose],
            "act": [self.name(c) for c in remediation.act],
            "actions": actions,
            "verify": [self.name(c) for c in remediation.verify],
            "budget": [remediation.budget.runs, int(seconds(remediation.budget.per))],
            "reason": " ".join(remediation.reason.split()).rstrip("."),
            "follow_up": " ".join(remediation.follow_up.split()),
        }

    def severities_from(self, least: Severity) -> list[str]:
        """The names of the severities from `least` up, worst first."""
        return [severity.name for severity in self.project.severities if severity >= least]

    def investigates(self, stage: Investigate) -> list[Command]:
        """The alert's own commands that `stage` runs, without those it runs for every alert."""
        always = {self.name(command) for command in stage.commands}
        return [c for c in self.diagnosing if self.name(c) not in always] if stage.diagnose else []


def _actionable(alert: Alert) -> tuple[Command, ...]:
    remediation = alert.remediation
    return (*remediation.act, *remediation.on_request) if remediation else ()
