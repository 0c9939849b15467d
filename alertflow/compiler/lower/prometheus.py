"""From the project to Prometheus: alerting rules, recording rules, and the tests that prove them."""

from __future__ import annotations

from collections.abc import Sequence

from alertflow.compiler.lower import escalation
from alertflow.compiler.lower.alert_tests import unit_tests
from alertflow.compiler.lower.annotated import (
    LEVELS,
    RECORDING,
    RULES,
    annotations_of,
    labels_of,
    tests_path,
)
from alertflow.declared import written_at
from alertflow.model import Alert, Project
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, RuleGroup, TestFile


def lower(project: Project) -> dict[str, RuleFile | TestFile]:
    """The rule files of `project` and their tests, by path."""
    folder, files = project.monitoring, dict[str, RuleFile | TestFile]()
    if project.every_alert:
        files[f"{folder}/{RULES}"] = alert_rules(project)
    if levels := escalation_rules(project):
        files[f"{folder}/{LEVELS}"] = levels
    if project.every_recording:
        files[f"{folder}/{RECORDING}"] = recording_rules(project)
    if escalation_tests := escalation.test_file(project):
        files[f"{folder}/{escalation.TESTS}"] = escalation_tests
    rule_files = [f"../{name}" for name in (RULES, RECORDING) if f"{folder}/{name}" in files]
    for evaluation, tests in unit_tests(project, rule_files).items():
        files[f"{folder}/{tests_path(project, evaluation)}"] = tests
    return files


def alert_rules(project: Project) -> RuleFile:
    """The alerts, as one group."""
    rules = [_rule(project, alert) for alert in project.every_alert]
    return RuleFile(groups=[_group(project, project.name, rules)])


def escalation_rules(project: Project) -> RuleFile | None:
    """The levels of the escalations, as one group; None where no alert escalates."""
    rules = escalation.rules(project)
    if not rules:
        return None
    return RuleFile(groups=[_group(project, f"{project.name}-escalation", rules)])


def recording_rules(project: Project) -> RuleFile:
    """The recording rules, in the groups they were written in."""
    return RuleFile(
        groups=[
            RuleGroup(
                group.name,
                interval=group.interval,
                rules=[
                    written_at(rule.source, RecordingRule(rule.record, expr=rule.expr, labels=rule.labels))
                    for rule in group.rules
                ],
            )
            for group in project.every_recording
        ]
    )


def _group(project: Project, name: str, rules: Sequence[AlertingRule]) -> RuleGroup:
    return written_at(project.source, RuleGroup(name, interval=project.evaluation_interval, rules=rules))


def _rule(project: Project, alert: Alert) -> AlertingRule:
    return written_at(
        alert.source,
        AlertingRule(
            alert=alert.name,
            expr=alert.expr,
            for_=alert.for_ if alert.for_ != "0s" else None,
            keep_firing_for=alert.keep_firing_for,
            labels=labels_of(project, alert),
            annotations=annotations_of(project, alert),
        ),
    )
