"""What alerts are labelled and annotated with, and the names of the files for Prometheus."""

from __future__ import annotations

from alertflow.model import Alert, Project
from alertflow.model.conventions import DISPATCH, GITHUB, SEVERITY, SLO, TARGET, TEAM

RULES = "alert_rules.yml"
RECORDING = "recording_rules.yml"
TESTS = "tests/alert_rules_test.yml"


def labels_of(project: Project, alert: Alert) -> dict[str, str]:
    """The labels that `alert` carries besides those of its series."""
    labels = {SEVERITY: alert.severity.name}
    if team := project.team_of(alert):
        labels[TEAM] = team.name
    if alert.slo:
        labels[SLO] = alert.slo
    if alert.remediation is not None:
        if target := alert.remediation.target:
            labels[TARGET] = target
        if project.dispatches:
            labels[DISPATCH] = GITHUB
    if alert.labels:
        labels.update(alert.labels)
    return labels


def annotations_of(project: Project, alert: Alert) -> dict[str, str]:
    """The annotations of `alert`; a runbook in the repository becomes its address on GitHub."""
    annotations: dict[str, str] = {}
    if alert.summary:
        annotations["summary"] = alert.summary
    if alert.description:
        annotations["description"] = alert.description
    if alert.runbook:
        annotations["runbook_url"] = _address(project, alert.runbook)
    if alert.dashboard:
        annotations["dashboard_url"] = alert.dashboard
    if alert.annotations:
        annotations.update(alert.annotations)
    return annotations


def _address(project: Project, runbook: str) -> str:
    if "://" in runbook or not project.repository:
        return runbook
    return f"https://github.com/{project.repository}/blob/HEAD/{runbook}"
