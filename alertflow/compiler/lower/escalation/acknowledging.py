"""Acknowledging: the silence that keeps the levels of an escalation from being told."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.alertmanager import Matcher
from alertflow.compiler.lower.conditions import any_of
from alertflow.compiler.lower.escalation.policies import escalated
from alertflow.declared import AlertflowError
from alertflow.model import Project
from alertflow.model.conventions import DISPATCH, ESCALATION, ESCALATION_POLICY, SEVERITY

_OF_ONE_LEVEL = frozenset({DISPATCH, ESCALATION, ESCALATION_POLICY})


def acknowledgement(project: Project, labels: Mapping[str, str], reached: int = 0) -> tuple[Matcher, ...]:
    """The matchers of the silence that acknowledges the alert with `labels`.

    It silences the levels above `reached`, the last that has been told. Who was told is not silenced: they
    are to hear that it is over (a silence keeps PagerDuty's incident open). Raises AlertflowError where the
    alert does not escalate, where there is no such level, and where its escalation takes no acknowledgement.
    """
    name, severity = labels.get("alertname", ""), labels.get(SEVERITY, "")
    found = [
        one.escalation
        for one in escalated(project)
        if (one.alert.name, one.alert.severity.name) == (name, severity)
    ]
    if not found:
        raise AlertflowError(f"{name} ({severity}) does not escalate: there is nothing to acknowledge.")
    (escalation,) = found
    if not escalation.acknowledge:
        raise AlertflowError(
            f"{name} ({severity}) cannot be acknowledged: its escalation '{escalation.name}' goes on until "
            "it has resolved.",
            escalation.source,
        )
    above = range(reached + 1, len(escalation.levels) + 1)
    if not above:
        raise AlertflowError(
            f"{name} ({severity}) has reached the last level of '{escalation.name}', {reached}: "
            "there is nobody left who is not to be told."
        )
    return (
        *(Matcher(label, "=", value) for label, value in labels.items() if label not in _OF_ONE_LEVEL),
        Matcher(ESCALATION_POLICY, "=", escalation.name),
        any_of(ESCALATION, map(str, above)),
    )


__all__ = ["acknowledgement"]
