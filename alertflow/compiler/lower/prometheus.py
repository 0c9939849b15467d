"""From the project to Prometheus: alerting rules, recording rules, and the tests that prove them."""

from __future__ import annotations

from inspect import cleandoc

from alertflow.compiler.lower.annotated import RECORDING, RULES, TESTS, annotations_of, labels_of
from alertflow.declared import written_at
from alertflow.model import Alert, AlertTest, Project
from alertflow.prometheus import (
    AlertingRule,
    AlertRuleTest,
    ExpectedAlert,
    ExpectedSample,
    InputSeries,
    PromqlExprTest,
    RecordingRule,
    RuleFile,
    RuleGroup,
    TestFile,
    UnitTest,
)


def lower(project: Project) -> dict[str, RuleFile | TestFile]:
    """The rule files of `project` and their tests, by path."""
    folder, files = project.monitoring, dict[str, RuleFile | TestFile]()
    if project.every_alert:
        files[f"{folder}/{RULES}"] = alert_rules(project)
    if project.every_recording:
        files[f"{folder}/{RECORDING}"] = recording_rules(project)
    if tests := [_unit_test(project, alert, test) for alert in project.every_alert for test in alert.tests]:
        rule_files = [f"../{name}" for name in (RULES, RECORDING) if f"{folder}/{name}" in files]
        files[f"{folder}/{TESTS}"] = TestFile(rule_files=rule_files, evaluation_interval="1m", tests=tests)
    return files


def alert_rules(project: Project) -> RuleFile:
    """The alerts, as one group."""
    rules = [_rule(project, alert) for alert in project.every_alert]
    return RuleFile(groups=[written_at(project.source, RuleGroup(project.name, rules=rules))])


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


def _unit_test(project: Project, alert: Alert, test: AlertTest) -> UnitTest:
    """The alert's test, asking Prometheus's own series `ALERTS`, which tells one severity from another."""
    selected = f'ALERTS{{alertname="{alert.name}",alertstate="firing",severity="{alert.severity}"}}'
    labels = {"alertname": alert.name} | labels_of(project, alert) | dict(test.labels)
    asked: list[PromqlExprTest] = []
    if test.quiet_at is not None:
        asked.append(PromqlExprTest(expr=selected, eval_time=test.quiet_at))
    if test.fires_at is not None:
        fired = {"alertstate": "firing"} | labels
        series = (
            "ALERTS{" + ",".join(f"{name}={_quoted(value)}" for name, value in sorted(fired.items())) + "}"
        )
        asked.append(
            PromqlExprTest(expr=selected, eval_time=test.fires_at, exp_samples=[ExpectedSample(series, 1.0)])
        )
    told: list[AlertRuleTest] = []
    if test.annotations and test.fires_at is not None:
        del labels["alertname"]
        annotations = {name: cleandoc(text) for name, text in annotations_of(project, alert).items()}
        expected = ExpectedAlert(exp_labels=labels, exp_annotations=annotations | dict(test.annotations))
        told.append(AlertRuleTest(eval_time=test.fires_at, alertname=alert.name, exp_alerts=[expected]))
    return written_at(
        test.source,
        UnitTest(
            name=f"{alert.name} ({alert.severity}): {test.name}",
            interval=test.interval,
            input_series=[InputSeries(series, values) for series, values in test.series.items()],
            alert_rule_tests=told,
            promql_expr_tests=asked,
        ),
    )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
