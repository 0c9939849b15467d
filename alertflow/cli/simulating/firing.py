"""An alert that fires, as a person says: its labels, who is told, and the event that goes to GitHub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from alertflow.cli.compiled import Compiled
from alertflow.cli.simulating.event_file import EventFile
from alertflow.compiler.lower.annotated import annotations_of, labels_of
from alertflow.compiler.predict import Routed, routed
from alertflow.declared import AlertflowError, suggestion
from alertflow.model import EVENT_TYPE, Alert, AlertEvent, FiringAlert, Pipeline, Project

INCIDENT = "af-FINGERPRINT-STARTED"
"""The incident of a simulated alert: in the form of Alertmanager's, which knows both only when it fires."""

Sent = tuple[str, dict[str, Any]]
"""The name of an event and its payload, as GitHub gives it to the workflow."""


@dataclass(frozen=True)
class Firing:
    """One alert that fires, or has resolved."""

    alert: Alert
    labels: Mapping[str, str]
    """Those that Alertmanager sees: the name, the rule's, and the ones that were given."""
    resolved: bool
    routed: tuple[Routed, ...]
    """What each of the project's Alertmanager configurations does with it."""

    @property
    def severity(self) -> str:
        """The name of its severity."""
        return self.labels["severity"]

    @property
    def dispatched_types(self) -> list[str]:
        """The types of the events that Alertmanager sends for it by itself."""
        ways = [one.dispatched for one in self.routed if one.dispatched is not None]
        return [way.event_type for way in ways if way.event_type]

    def event(self, project: Project) -> AlertEvent:
        """What is dispatched."""
        annotations = annotations_of(project, self.alert)
        status: Literal["firing", "resolved"] = "resolved" if self.resolved else "firing"
        return AlertEvent(
            alert_type=self.alert.name,
            severity=self.severity,
            status=status,
            correlation_id=INCIDENT,
            alerts=[FiringAlert(status=status, labels=self.labels, annotations=annotations)],
        )


def firing(
    source: Compiled, name: str, severity: str | None, labels: Mapping[str, str], resolved: bool
) -> Firing:
    """The alert `name` of a project; of several that share it the one of this severity, or the worst.

    `labels` are those of its series, and others that it is to have. Raises AlertflowError for an alert or a
    severity that the project does not have.
    """
    project = source.project
    for label, how in (("severity", "by --severity"), ("alertname", "as ALERT")):
        if label in labels:
            raise AlertflowError(f"the label '{label}' is given {how}.")
    alerts = sorted(
        [alert for alert in project.every_alert if alert.name == name], key=lambda alert: -alert.severity.rank
    )
    if not alerts:
        known = [alert.name for alert in project.every_alert]
        raise AlertflowError(f"there is no alert '{name}' in {source.place.path}. {suggestion(name, known)}")
    severities = [one.name for one in project.severities]
    if severity is not None and severity not in severities:
        raise AlertflowError(f"there is no severity '{severity}'. {suggestion(severity, severities)}")
    alert = next((one for one in alerts if one.severity.name == severity), alerts[0])
    alert = next((one for one in project.namesakes.of(alert) if _meant(project, one, labels)), alert)
    own = {"alertname": name, **labels_of(project, alert)}
    all_labels = {**own, **({"severity": severity} if severity else {}), **labels}
    return Firing(
        alert, all_labels, resolved, tuple(routed(project, source.build, all_labels, resolved=resolved))
    )


def _meant(project: Project, alert: Alert, labels: Mapping[str, str]) -> bool:
    """Whether `labels` tell `alert` from those that share its name and severity."""
    telling = project.namesakes.telling(alert)
    return bool(telling) and telling.items() <= labels.items()


def firing_in(source: Compiled, name: str, file: EventFile) -> Firing:
    """The alert `name` of a project, as severe as the event in a file says, where the project knows that."""
    given = file.payload.get("client_payload", file.payload.get("inputs"))
    said = given if isinstance(given, dict) else {}
    known = [one.name for one in source.project.severities]
    severity = said["severity"] if said.get("severity") in known else None
    return firing(source, name, severity, {}, said.get("status") == "resolved")


def sent(project: Project, one: Firing, event_type: str | None) -> Sent:
    """The event that starts a workflow: a dispatch of this type, or None for a person's."""
    if event_type is None:
        return "workflow_dispatch", {"inputs": {"alert_type": one.alert.name, "severity": one.severity}}
    payload = one.event(project).client_payload()
    return "repository_dispatch", {"action": event_type, "client_payload": payload}


def sent_by(file: EventFile, one: Firing, event_type: str | None) -> Sent:
    """The event that a file says, of this alert; a dispatch without a type is of `event_type`.

    It holds what a dispatch or a person sends (`client_payload`, or `inputs`), or an AlertEvent alone. Raises
    AlertflowError for another alert's, and for anything else.
    """
    payload = dict(file.payload)
    inputs, given = payload.get("inputs"), payload.get("client_payload")
    if isinstance(inputs, dict):
        given = {"alert_type": one.alert.name, "severity": one.severity, **inputs}
        name, payload = "workflow_dispatch", payload | {"inputs": given}
    elif isinstance(given, dict):
        name, payload = "repository_dispatch", {"action": event_type or EVENT_TYPE, **payload}
    else:
        raise AlertflowError(
            f'{file.path} holds no alert: it should be an AlertEvent ({{"alert_type": …, "severity": …}}), '
            '{"client_payload": {…}} as GitHub gives it, or {"inputs": {…}} as a person does.'
        )
    if given.get("alert_type") != one.alert.name:
        raise AlertflowError(f"the event in {file.path} is not of {one.alert.name}.")
    return name, payload


def event_type_for(project: Project, one: Firing, pipeline: Pipeline | None) -> str | None:
    """The type of the dispatch that starts `pipeline`; None where only people start it.

    It is what Alertmanager sends for this alert, if the pipeline hears that. Without a pipeline (somebody
    else's workflow) it is what is sent, or else what the project's first pipeline hears.
    """
    if pipeline is not None:
        sent_types = [type_ for type_ in one.dispatched_types if type_ in pipeline.events]
        return next(iter([*sent_types, *pipeline.events]), None)
    events = [event for each in project.workflows for event in each.events]
    return next(iter([*one.dispatched_types, *events]), EVENT_TYPE)


__all__ = ["INCIDENT", "Firing", "Sent", "event_type_for", "firing", "firing_in", "sent", "sent_by"]
