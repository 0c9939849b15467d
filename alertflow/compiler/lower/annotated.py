"""What alerts are labelled and annotated with, and the names of the files for Prometheus."""

from __future__ import annotations

import re

from alertflow.compiler.lower.grafana.names import dashboard_of
from alertflow.model import Alert, Project
from alertflow.model.conventions import DISPATCH, GITHUB, SEVERITY, SLO, TARGET, TEAM
from alertflow.model.slo.alerting import camel

LEVELS = "escalation_rules.yml"
"""The levels of escalations, apart from the alerts, so that a test of an alert meets none of its levels."""
TESTS = "tests/alert_rules_test.yml"
"""The tests of alerts, where the rules are evaluated as often as usual."""

_NO_FILE = re.compile(r"[^\w.-]+")
"""What stands in no file's name."""


def evaluation_of(project: Project, alert: Alert | None = None) -> str:
    """How often the rules of `alert`, or of alerts at all, are evaluated in their tests, unless one takes too
    long for that.
    """
    group = project.group_of(alert) if alert is not None else None
    return (group.interval if group else None) or project.evaluation_interval or "1m"


def tests_path(project: Project, evaluation: str) -> str:
    """Where the tests stand for which the rules are evaluated every `evaluation`."""
    return TESTS if evaluation == evaluation_of(project) else TESTS.replace("_test.", f"_{evaluation}_test.")


def labels_of(project: Project, alert: Alert) -> dict[str, str]:
    """The labels that `alert` carries besides those of its series: its rule's, and those of its group."""
    group = project.group_of(alert)
    own = rule_labels(project, alert)
    return own if group is None or not group.labels else {**group.labels, **own}


def rule_labels(project: Project, alert: Alert) -> dict[str, str]:
    """The labels that the rule of `alert` sets itself."""
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
    if runbook := _runbook(project, alert):
        annotations["runbook_url"] = _address(project, runbook)
    if dashboard := alert.dashboard or dashboard_of(project, alert):
        annotations["dashboard_url"] = dashboard
    if alert.annotations:
        annotations.update(alert.annotations)
    return annotations


def runbook_path(project: Project, alert: Alert) -> str:
    """Where the runbook of `alert` is generated: alerts of one name share it, and those of one objective."""
    slo = project.slo_of(alert)
    name = alert.name if slo is None else slo.alert_prefix or camel(f"{slo.service}-{slo.name}")
    return f"{project.runbooks}/{_NO_FILE.sub('-', name)}.md"


def _runbook(project: Project, alert: Alert) -> str:
    return alert.runbook if isinstance(alert.runbook, str) else runbook_path(project, alert)


def _address(project: Project, runbook: str) -> str:
    if "://" in runbook or not project.repository:
        return runbook
    return f"https://github.com/{project.repository}/blob/HEAD/{runbook}"
