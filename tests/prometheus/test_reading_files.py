"""Rule and test files as people have them: what is read, where it stands, and what is no such file."""

from pathlib import Path

import pytest

from alertflow.declared import AlertflowError
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, TestFile
from alertflow.yaml import dump, parse
from tests.prometheus.promtool import Promtool

RULES = """\
groups:
- name: api   # of the website
  interval: 30s
  query_offset: 1m
  limit: 10
  labels: {team: web}
  rules:
  - alert: HighErrors
    expr: |
      sum(rate(errors_total[5m]))
        / sum(rate(requests_total[5m])) > 0.05
    for: 5m
    keep_firing_for: 10m
    labels:
      severity: critical
      "tier": "1"
    annotations:
      summary: >-
        {{ $value }}
        fail
  - record: job:errors:rate5m
    expr: sum by (job) (rate(errors_total[5m]))
    labels: &labels {a: 1, b: yes}
  - {record: job:requests:rate5m, expr: 1, labels: {<<: *labels, b: "no"}}
"""
TESTS = """\
rule_files: [rules.yml]
evaluation_interval: 1m
fuzzy_compare: true
group_eval_order: [api, web]
tests:
- name: one
  interval: 1m
  start_timestamp: 2025-01-01T00:00:00Z
  external_labels: {region: eu}
  external_url: https://prometheus.example.org
  input_series:
  - series: up{job="a"}
    values: 1x5 _ stale {{schema:0 sum:5 count:4 buckets:[1 2 1]}}
  alert_rule_test:
  - eval_time: 5m
    alertname: Down
    exp_alerts:
    - exp_labels: {severity: critical}
      exp_annotations: {summary: it is down}
  promql_expr_test:
  - expr: up == 1
    eval_time: 5m
    exp_samples:
    - {labels: 'up{job="a"}', value: 1}
    - {labels: '{}', histogram: '{{sum:5}}'}
"""


def test_every_key_of_a_rule_file_is_read_and_written_again() -> None:
    file = RuleFile.parse(RULES, "rules.yml")
    (group,) = file.groups
    alert, recorded, merged = group.rules
    assert isinstance(alert, AlertingRule) and isinstance(merged, RecordingRule)
    assert (group.name, group.interval, group.query_offset, group.limit) == ("api", "30s", "1m", 10)
    assert alert.for_ == "5m"
    assert alert.expr.endswith("\n  / sum(rate(requests_total[5m])) > 0.05\n")
    assert recorded.labels == {"a": "1", "b": "yes"}
    assert merged.labels == {"a": "1", "b": "no"}
    assert merged.expr == "1"
    assert RuleFile.parse(dump(file.to_data()), "again.yml").to_data() == file.to_data()


def test_every_value_of_a_rule_file_has_its_place() -> None:
    group = RuleFile.parse(RULES, "rules.yml").groups[0]
    alert = group.rules[0]
    places = {
        group.place("limit"): "rules.yml:5:10",
        group.place_of("labels", "team"): "rules.yml:6:18",
        alert.source: "rules.yml:8:5",
        alert.place("alert"): "rules.yml:8:12",
        alert.place("for_"): "rules.yml:12:10",
        alert.place_of("labels", "tier"): "rules.yml:16:15",
        alert.place_in("expr", alert.expr, alert.expr.index("requests")): "rules.yml:11:20",
        alert.place_in("expr", alert.expr, alert.expr.index("0.05")): "rules.yml:11:43",
        group.rules[1].place("expr"): "rules.yml:22:11",
    }
    assert {str(found): place for found, place in places.items()} == {one: one for one in places.values()}


def test_every_key_of_a_test_file_is_read_and_written_again() -> None:
    file = TestFile.parse(TESTS, "tests.yml")
    (unit,) = file.tests
    assert file.group_eval_order == ("api", "web")
    assert unit.start_timestamp == "2025-01-01T00:00:00Z"
    assert unit.horizon == 300
    series = unit.input_series[0]
    assert series.expanded[5:8] == [1.0, None, "stale"]
    assert str(series.place("values")) == "tests.yml:13:13"
    case = unit.promql_expr_tests[0]
    assert str(case.exp_samples[1].place("histogram")) == "tests.yml:25:33"
    assert file.to_data() == parse(TESTS) | {"fuzzy_compare": True}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("groups: {}", ["1:9: groups: should be a list, not a mapping."]),
        ("groups:\n- rules: []", ["2:3: groups[0]: 'name' is missing."]),
        (
            "groups:\n- name: a\n  rules:\n  - alert: A\n    exp: up\n    for: 5 m\n",
            [
                "4:5: groups[0].rules[0]: 'expr' is missing.",
                "5:5: groups[0].rules[0]: unknown key 'exp'. Did you mean 'expr'?",
                "6:10: groups[0].rules[0].for: should be a duration such as 5m or 1h30m, not '5 m'.",
            ],
        ),
        (
            "groups:\n- name: a\n  rules:\n  - {expr: up}\n  - {alert: A, record: b, expr: up}",
            [
                "4:5: groups[0].rules[0]: should have 'alert' or 'record'.",
                "5:5: groups[0].rules[1]: has 'alert' and 'record', which exclude each other.",
            ],
        ),
        (
            "groups:\n- name: ''\n  rules:\n  - {alert: A, expr: ''}\n  - {record: 'a{b}', expr: up}",
            [
                "2:9: groups[0].name: should be a text that is not empty, not ''.",
                "4:22: groups[0].rules[0].expr: the expression is empty",
                "5:14: groups[0].rules[1].record: should be the name of a metric",
            ],
        ),
        (
            "groups:\n- name: a\n  partial_response_strategy: warn\n  rules:\n"
            "  - {record: a, expr: up, for: 5m, annotations: {}}",
            [
                "3:3: groups[0]: Thanos has a 'partial_response_strategy', and Prometheus has not.",
                "5:27: groups[0].rules[0]: a recording rule has no 'for': only alerts wait. Take it away.",
                "5:36: groups[0].rules[0]: a recording rule has no annotations; its labels are labels of",
            ],
        ),
        ("groups:\n- name: a\n  limit: x\n", ["3:10: groups[0].limit: should be a whole number, not 'x'."]),
        ("group: []", ["1:1: unknown key 'group'. Did you mean 'groups'?"]),
        ("groups: [", ["this is not YAML"]),
    ],
)
def test_what_is_no_rule_file_is_refused_with_every_place(text: str, sentences: list[str]) -> None:
    with pytest.raises(AlertflowError) as refused:
        RuleFile.parse(text, "f.yml")
    told = str(refused.value).replace("f.yml:", "")
    for sentence in sentences:
        assert sentence in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("group_eval_order: [a, b, a]", "1:19: group_eval_order: 'a' stands in it twice"),
        ("tests:\n- start_timestamp: soon", "2:20: tests[0].start_timestamp: 'soon' is no time"),
        ("tests:\n- alert_rule_test:\n  - {}", "3:5: tests[0].alert_rule_test[0]: 'alertname' is missing."),
        (
            "tests:\n- input_series:\n  - {series: 'up{', values: 1}",
            "3:14: tests[0].input_series[0].series: 'up{'",
        ),
        (
            "tests:\n- input_series:\n  - {series: up, values: 1x}",
            "3:26: tests[0].input_series[0].values: '1x'",
        ),
        ("tests:\n- input_serie: []", "2:3: tests[0]: unknown key 'input_serie'. Did you mean"),
    ],
)
def test_what_is_no_test_file_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(AlertflowError) as refused:
        TestFile.parse(text, "f.yml")
    assert f"f.yml:{sentence}" in str(refused.value)


def test_an_empty_file_has_no_groups() -> None:
    assert RuleFile.parse("", "f.yml").to_data() == {"groups": []}
    assert RuleFile.parse("groups:\n", "f.yml").groups == ()


def test_both_promtools_read_what_is_written_of_a_file(tmp_path: Path, promtools: list[Promtool]) -> None:
    older = RULES.replace("  query_offset: 1m\n", "").replace("  labels: {team: web}\n", "")
    path = tmp_path / "rules.yml"
    path.write_text(dump(RuleFile.parse(older, "rules.yml").to_data()), encoding="utf-8")
    for promtool in promtools:
        promtool("check", "rules", "--lint-fatal", path)
