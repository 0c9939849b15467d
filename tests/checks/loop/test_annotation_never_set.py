"""Annotations that are read and never set."""

import pytest

from alertflow.prometheus import AlertingRule
from tests.checks.making import alert, found, project, remedied, rules, shown, written

ID = "loop/annotation-never-set"
RULES = """
---
groups:
  - name: shop
    rules:
      - {alert: Down, expr: up == 0, labels: {team: web}, annotations: {summary: It is down}}
      - {alert: Lag, expr: lag > 9, labels: {team: db}, annotations: {summary: Lags, runbook_url: x}}
"""


def told(text: str, route: str = "{receiver: chat}") -> str:
    slack = f"{{api_url_file: /slack, text: '{text}'}}"
    return (
        f"route: {route}\nreceivers:\n  - name: nobody\n  - name: chat\n    slack_configs: [{slack}]\n"
        + RULES.lstrip()
    )


def test_one_that_no_rule_sets_is_found_where_it_is_read() -> None:
    documents = written(told("{{ .CommonAnnotations.message }}"))
    assert shown(ID, documents) == [
        "alertmanager.yml:5:72 warning: text of the receiver 'chat' in alertmanager.yml reads "
        ".CommonAnnotations.message, and no alert that reaches it has this annotation."
    ]
    (said,) = found(ID, documents)
    assert said.endswith("read another. Known: runbook_url, summary.")


def test_only_the_alerts_that_reach_the_receiver_count() -> None:
    web = "{receiver: nobody, routes: [{receiver: chat, matchers: [team=web]}]}"
    reading = "{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}"
    assert len(found(ID, written(told(reading, web)))) == 1
    assert found(ID, written(told(reading))) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ .CommonAnnotations.summary }}",
        "{{ .CommonAnnotations.runbook_url }}",  # some have it
        "{{ if .CommonAnnotations.message }}{{ .CommonAnnotations.message }}{{ end }}",
        "{{ with .CommonAnnotations.message }}{{ . }}{{ end }}",
        "{{ range .CommonAnnotations.SortedPairs }}{{ .Value }}{{ end }}",
    ],
)
def test_what_some_alert_has_or_is_asked_for_first_is_right(text: str) -> None:
    assert found(ID, written(told(text))) == []


def test_a_receiver_that_no_alert_reaches_and_rules_without_a_configuration_are_right() -> None:
    assert found(ID, written(told("{{ .CommonAnnotations.message }}", "{receiver: nobody}"))) == []
    assert found(ID, rules(AlertingRule("A", expr="up == 0"))) == []


def test_what_alertflow_makes_reads_only_what_it_sets() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
