"""Labels that change with every evaluation."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.prometheus import AlertingRule
from tests.checks.making import found, places, rule, rules, written
from tests.prometheus.promtool import Promtool

ID = "prometheus/changing-label"


def test_it_is_found() -> None:
    changing = AlertingRule("Trouble", expr="x > 5", for_="5m", labels={"size": "{{ $value }}"})
    assert found(ID, rules(changing)) == [
        "error: the label size of Trouble has the value of the alert in it, which changes with every "
        "evaluation."
        " | Each change makes it another alert, which waits 5m anew: it never fires."
        " | Put the value into an annotation."
    ]


def test_without_for_it_is_a_warning_at_its_place() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Trouble
                expr: x > 5
                labels:
                  size: 'at {{ .Value | humanize }}'
        """
    (said,) = found(ID, written(text))
    assert said.startswith("warning: the label size of Trouble")
    assert places(ID, written(text)) == [(8, 21)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ if gt $value 0.9 }}critical{{ else }}warning{{ end }}",
        "{{ if $labels.x }}a{{ else if lt .Value 5.0 }}b{{ end }}",
        "{{ gt $value 5.0 }}",
        "{{ $labels.value }}",
        "{{ range query `x` }}{{ .Value }}{{ end }}",
        "$value",
        "{{ $value",
    ],
)
def test_a_label_that_only_compares_is_left_in_peace(text: str) -> None:
    assert found(ID, rules(rule(severity=text))) == []


def test_an_annotation_may_change() -> None:
    assert found(ID, rules(AlertingRule("A", expr="x > 5", annotations={"s": "{{ $value }}"}))) == []


@pytest.mark.parametrize("program", ["promtool-old", "promtool-new"])
def test_such_an_alert_never_fires_in_prometheus(
    program: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    changing = AlertingRule("Trouble", expr="x > 5", for_="5m", labels={"size": "{{ $value }}"})
    steady = AlertingRule("Steady", expr="x > 5", for_="5m")
    group = {"name": "a", "rules": [changing.to_data(), steady.to_data()]}
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [group]}))
    test = {
        "interval": "1m",
        "input_series": [{"series": "x", "values": "6+1x30"}],
        "alert_rule_test": [
            {"eval_time": "20m", "alertname": "Trouble", "exp_alerts": []},
            {"eval_time": "20m", "alertname": "Steady", "exp_alerts": [{"exp_labels": {}}]},
        ],
    }
    (tmp_path / "test.yml").write_text(json.dumps({"rule_files": ["rules.yml"], "tests": [test]}))
    Promtool(programs(program))("test", "rules", tmp_path / "test.yml")
