"""Rule files: what is written, what is refused, and that both promtools take it."""

from pathlib import Path
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, RuleGroup
from alertflow.yaml import dump
from tests.prometheus.promtool import Promtool

HIGH_ERROR_RATE = AlertingRule(
    alert="HighErrorRate",
    expr="""
        sum(rate(http_requests_total{status=~"5.."}[5m]))
          / sum(rate(http_requests_total[5m])) > 0.05
    """,
    for_="5m",
    labels={"severity": "critical"},
    annotations={"summary": "{{ $value | humanizePercentage }} of requests fail"},
)


def test_a_rule_is_written_in_customary_order_and_without_defaults() -> None:
    rule = HIGH_ERROR_RATE.replace(keep_firing_for="10m")
    assert list(rule.to_data()) == ["alert", "expr", "for", "keep_firing_for", "labels", "annotations"]
    assert AlertingRule("Down", expr="up == 0").to_data() == {"alert": "Down", "expr": "up == 0"}
    assert RecordingRule("job:up:sum", expr="sum by (job) (up)").to_data() == {
        "record": "job:up:sum",
        "expr": "sum by (job) (up)",
    }


def test_a_group_is_written_in_customary_order_and_without_defaults() -> None:
    group = RuleGroup(
        "api",
        rules=[RecordingRule("a", expr="b", labels={"x": "y"})],
        interval="30s",
        query_offset="1m",
        limit=10,
        labels={"team": "platform"},
    )
    assert group.to_data() == {
        "name": "api",
        "interval": "30s",
        "query_offset": "1m",
        "limit": 10,
        "labels": {"team": "platform"},
        "rules": [{"record": "a", "expr": "b", "labels": {"x": "y"}}],
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("up == 0", "up == 0"),
        ("  up == 0\n", "up == 0"),
        ("\n        a\n          / b   \n        > 1\n    ", "a\n  / b\n> 1"),
        ("a\n        / b\n          > 1", "a\n/ b\n  > 1"),
        ("\n    a\n\n    > 1", "a\n\n> 1"),
        ("a{b=~`x\n   y`}", "a{b=~`x\n   y`}"),
    ],
)
def test_an_expression_loses_the_indentation_of_the_code_around_it(written: str, kept: str) -> None:
    assert AlertingRule("A", expr=written).expr == kept


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"alert": ""}, "alert: should be a text that is not empty, not ''"),
        ({"expr": " \n "}, "expr: the expression is empty; write what to ask Prometheus, such as up == 0."),
        ({"for_": "5 minutes"}, "for_: "),
        ({"labels": {"": "c"}}, "labels: should be the name of a label, which is not empty, not ''"),
        ({"labels": {"__name__": "c"}}, "the label __name__ is the name of the series"),
        ({"labels": {"a": 1}}, "labels['a']: should be text, not 1"),
        ({"for": "5m"}, "unknown name 'for'. Did you mean 'for_'?"),
    ],
)
def test_a_wrong_rule_is_refused_in_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        AlertingRule(**({"alert": "A", "expr": "up == 0"} | given))
    assert f"AlertingRule(…): {sentence}" in refused.value.message
    assert refused.value.location is not None
    assert refused.value.location.path == __file__


def test_a_recording_rule_needs_the_name_of_a_metric() -> None:
    with pytest.raises(DeclarationError, match="record: should be the name of a metric; what selects series"):
        RecordingRule('errors{job="a"}', expr="a")


def test_two_groups_of_a_file_cannot_share_a_name() -> None:
    with pytest.raises(DeclarationError, match="two groups are named 'a'; Prometheus refuses the file"):
        RuleFile(groups=[RuleGroup("a", rules=[]), RuleGroup("a", rules=[])])


def test_both_promtools_take_a_generated_file(tmp_path: Path, promtools: list[Promtool]) -> None:
    rules: list[AlertingRule | RecordingRule] = [
        HIGH_ERROR_RATE.replace(keep_firing_for="10m"),
        AlertingRule("Raw", expr=r"""count(x{path=~`/\d+`, y="\\\"'"}) > 0""", annotations={"a": "x: y # z"}),
        RecordingRule("job:errors:rate5m", expr="sum by (job) (rate(errors_total[5m]))", labels={"l": "007"}),
    ]
    file = RuleFile(
        groups=[RuleGroup("one", rules=rules, interval="30s", limit=3), RuleGroup("two", rules=[])]
    )
    path = tmp_path / "rules.yml"
    path.write_text(dump(file.to_data()), encoding="utf-8")
    for promtool in promtools:
        promtool("check", "rules", "--lint-fatal", path)


def test_the_new_promtool_takes_what_only_newer_releases_know(tmp_path: Path, promtool_new: Promtool) -> None:
    group = RuleGroup("one", rules=[HIGH_ERROR_RATE], query_offset="1m", labels={"team": "platform"})
    path = tmp_path / "rules.yml"
    path.write_text(dump(RuleFile(groups=[group]).to_data()), encoding="utf-8")
    promtool_new("check", "rules", "--lint-fatal", path)
