"""From the project to Prometheus: alerting rules, recording rules, and the tests that prove them."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import relpath

from alertflow.compiler.lower import escalation
from alertflow.compiler.lower.alert_tests import unit_tests
from alertflow.compiler.lower.annotated import LEVELS, annotations_of, rule_labels, tests_path
from alertflow.compiler.lower.placing import place
from alertflow.declared import written_at
from alertflow.model import Alert, Project, RecordingRule, RuleGroup
from alertflow.model.conventions import ALERT_RULES
from alertflow.prometheus import AlertingRule, RuleFile, TestFile
from alertflow.prometheus import RecordingRule as RawRecordingRule
from alertflow.prometheus import RuleGroup as RawGroup


def lower(project: Project) -> dict[str, RuleFile | TestFile]:
    """The rule files of `project` and their tests, by path."""
    folder, rules = project.monitoring, rule_files(project)
    files: dict[str, RuleFile | TestFile] = {p: one for p, one in rules.items() if _holds_alerts(one)}
    if levels := escalation_rules(project):
        place(project, files, {f"{folder}/{LEVELS}": levels})
    place(project, files, {path: one for path, one in rules.items() if not _holds_alerts(one)})
    if escalation_tests := escalation.test_file(project):
        place(project, files, {f"{folder}/{escalation.TESTS}": escalation_tests})
    read = [*rules, *(path for path, one in project.files.items() if isinstance(one, RuleFile))]
    tests = unit_tests(project, [relpath(path, f"{folder}/tests") for path in read])
    place(project, files, {f"{folder}/{tests_path(project, every)}": one for every, one in tests.items()})
    return files


def rule_files(project: Project) -> dict[str, RuleFile]:
    """Every group of `project`, in its file; but for the levels of escalations."""
    files: dict[str, list[RawGroup]] = {}
    if project.ungrouped:
        own = [_alerting(project, alert) for alert in project.ungrouped]
        files[f"{project.monitoring}/{ALERT_RULES}"] = [_group(project, project.name, own)]
    for group in project.every_group:
        files.setdefault(group.path(project.monitoring), []).append(_own_group(project, group))
    return {path: written_at(groups[0].source, RuleFile(groups=groups)) for path, groups in files.items()}


def escalation_rules(project: Project) -> RuleFile | None:
    """The levels of the escalations, as one group; None where no alert escalates."""
    rules = escalation.rules(project)
    if not rules:
        return None
    group = _group(project, f"{project.name}-escalation", rules)
    return written_at(project.source, RuleFile(groups=[group]))


def _holds_alerts(file: RuleFile) -> bool:
    return any(isinstance(rule, AlertingRule) for group in file.groups for rule in group.rules)


def _group(project: Project, name: str, rules: Sequence[AlertingRule]) -> RawGroup:
    return written_at(project.source, RawGroup(name, interval=project.evaluation_interval, rules=rules))


def _own_group(project: Project, group: RuleGroup) -> RawGroup:
    return written_at(
        group.source,
        RawGroup(
            group.name,
            interval=group.interval,
            query_offset=group.query_offset,
            limit=group.limit,
            labels=group.labels,
            rules=[_rule(project, rule) for rule in group.rules],
        ),
    )


def _rule(
    project: Project, rule: Alert | RecordingRule | AlertingRule | RawRecordingRule
) -> AlertingRule | RawRecordingRule:
    match rule:
        case Alert():
            return _alerting(project, rule)
        case RecordingRule():
            recording = RawRecordingRule(rule.record, expr=rule.expr, labels=rule.labels)
            return written_at(rule.source, recording)
    return rule


def _alerting(project: Project, alert: Alert) -> AlertingRule:
    return written_at(
        alert.source,
        AlertingRule(
            alert=alert.name,
            expr=alert.expr,
            for_=alert.for_ if alert.for_ != "0s" else None,
            keep_firing_for=alert.keep_firing_for,
            labels=rule_labels(project, alert),
            annotations=annotations_of(project, alert),
        ),
    )


__all__ = ["escalation_rules", "lower", "rule_files"]
