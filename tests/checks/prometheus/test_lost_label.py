"""Texts that read a label which the expression drops."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.model import Alert, Severity
from alertflow.prometheus import AlertingRule
from tests.checks.making import found, places, project, rules, written
from tests.prometheus.promtool import Promtool

ID = "prometheus/lost-label"


def annotated(text: str, expr: str = "sum by (job) (x) > 5", **labels: str) -> AlertingRule:
    """An alert whose summary is this text."""
    return AlertingRule("Trouble", expr=expr, labels=labels, annotations={"summary": text})


def test_it_is_found_in_a_project() -> None:
    lossy = Alert(
        name="Trouble", expr="sum by (job) (x) > 5", severity=Severity.INFO, summary="{{ $labels.pod }}"
    )
    assert found(ID, project(lossy)) == [
        "warning: the annotation summary of Trouble reads the label 'pod', which no series of its expression "
        "has: they have job only."
        " | Prometheus puts nothing in its place: people read a sentence with a gap."
        " | Keep it in the expression, as in sum by (pod) (…), or do without it."
    ]


def test_it_is_found_in_a_file_at_its_line_and_column() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Trouble
                expr: sum(x) > 5
                labels:
                  pod: '{{ $labels.pod }}'
                annotations:
                  description: |
                    First,
                    {{ .Labels.pod }}
        """
    assert places(ID, written(text)) == [(8, 27), (12, 23)]
    assert [one.partition(" | ")[0] for one in found(ID, written(text))] == [
        "error: the label pod of Trouble reads the label 'pod', which no series of its expression has: they "
        "have no labels.",
        "warning: the annotation description of Trouble reads the label 'pod', which no series of its "
        "expression has: they have no labels.",
    ]


def test_what_the_rule_sets_itself_is_written_instead() -> None:
    (said,) = found(ID, rules(annotated("{{ $labels.severity }}", severity="page")))
    assert said.endswith("| What a rule sets itself is not in $labels: write 'page'.")
    (said,) = found(ID, rules(annotated("{{ $labels.alertname }}")))
    assert said.endswith("| Write the name itself: Trouble.")


def test_a_label_that_is_taken_away_is_found() -> None:
    (said,) = found(ID, rules(annotated("{{ $labels.pod }}", "sum without (pod) (x) > 5")))
    assert "which its expression takes away." in said


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        ("up == 0", "{{ $labels.anything }}"),
        ("sum by (job) (x) > 5", "{{ $labels.job }} {{ $externalLabels.cluster }}"),
        ("sum by (job) (x) > 5", "{{ if $labels.pod }}pod {{ $labels.pod }}{{ end }}"),
        ("sum by (job) (x) > 5", "{{ with .Labels.pod }}{{ . }}{{ end }}"),
        ("sum by (job) (x) > 5", '{{ or $labels.pod "some pod" }}'),
        ("sum by (job) (x) > 5", "{{ range query `up` }}{{ .Labels.pod }}{{ end }}"),
        ("sum by (job) (x) > 5", "{{ range $name, $value := $labels }}{{ $name }}{{ end }}"),
        ("x / on (job) group_left (team) y > 5", "{{ $labels.team }} {{ $labels.pod }}"),
        ('label_replace(sum(x), "pod", "$1", "a", "b") > 5', "{{ $labels.pod }}"),
        ('count_values("version", build) > 1', "{{ $labels.version }}"),
        ("topk(3, x) > 5", "{{ $labels.pod }}"),
        ('absent(up{job="api"})', "{{ $labels.job }}"),
        ("sum(x) > 5 or up == 0", "{{ $labels.pod }}"),
        ("sum(x) >", "{{ $labels.pod }}"),
        ("sum(x) > 5", "{{ $labels.pod"),
        ("sum(x) > 5", "$labels.pod, as text"),
    ],
)
def test_what_may_be_there_is_left_in_peace(expr: str, text: str) -> None:
    assert found(ID, rules(annotated(text, expr))) == []


@pytest.mark.parametrize("program", ["promtool-old", "promtool-new"])
def test_prometheus_has_no_other_labels_there(
    program: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    text = (
        "{{ $labels.job }},{{ $labels.pod }},{{ $labels.severity }},{{ $labels.alertname }},{{ $labels.dc }}"
    )
    rule = annotated(text, severity="page")
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "a", "rules": [rule.to_data()]}]}))
    expected = {
        "exp_labels": {"job": "api", "severity": "page"},
        "exp_annotations": {"summary": "api,,,,"},
    }
    test = {
        "interval": "1m",
        "external_labels": {"dc": "north"},
        "input_series": [{"series": 'x{job="api",pod="api-0"}', "values": "9"}],
        "alert_rule_test": [{"eval_time": "0m", "alertname": "Trouble", "exp_alerts": [expected]}],
    }
    (tmp_path / "test.yml").write_text(json.dumps({"rule_files": ["rules.yml"], "tests": [test]}))
    Promtool(programs(program))("test", "rules", tmp_path / "test.yml")
    assert len(found(ID, rules(rule))) == 4
