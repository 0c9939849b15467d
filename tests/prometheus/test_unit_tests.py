"""Files for promtool's tests: what is written, and that both promtools run it and would notice an error."""

from pathlib import Path

import pytest

from alertflow.declared import DeclarationError
from alertflow.prometheus import (
    AlertingRule,
    AlertRuleTest,
    ExpectedAlert,
    ExpectedSample,
    InputSeries,
    PromqlExprTest,
    RuleFile,
    RuleGroup,
    TestFile,
    UnitTest,
)
from alertflow.yaml import dump
from tests.prometheus.promtool import Promtool

RULES = RuleFile(
    groups=[
        RuleGroup(
            "up",
            rules=[
                AlertingRule(
                    "Down",
                    expr='up{job="api"} == 0',
                    for_="2m",
                    labels={"severity": "critical"},
                    annotations={"summary": "{{ $labels.instance }} is down in {{ $externalLabels.region }}"},
                )
            ],
        )
    ]
)
FIRING = ExpectedAlert(
    exp_labels={"severity": "critical", "job": "api", "instance": "a:80"},
    exp_annotations={"summary": "a:80 is down in eu"},
)


def written(fires_at: str = "3m") -> TestFile:
    return TestFile(
        rule_files=["rules.yml"],
        evaluation_interval="1m",
        tests=[
            UnitTest(
                name="an instance goes down",
                interval="1m",
                external_labels={"region": "eu"},
                input_series=[InputSeries('up{job="api", instance="a:80"}', "1 0x10")],
                alert_rule_tests=[
                    AlertRuleTest(eval_time="2m", alertname="Down"),
                    AlertRuleTest(eval_time=fires_at, alertname="Down", exp_alerts=[FIRING]),
                ],
                promql_expr_tests=[
                    PromqlExprTest(
                        expr="sum(up) + 0.5", eval_time="0s", exp_samples=[ExpectedSample("{}", 1.5)]
                    ),
                    PromqlExprTest(expr="count(up)", eval_time="1m", exp_samples=[ExpectedSample("{}", 1.0)]),
                ],
            )
        ],
    )


def test_a_test_file_is_written_in_customary_order_and_silence_is_written_out() -> None:
    (unit,) = written().to_data()["tests"]
    assert list(unit) == [
        "name",
        "interval",
        "external_labels",
        "input_series",
        "alert_rule_test",
        "promql_expr_test",
    ]
    quiet = {"eval_time": "2m", "alertname": "Down", "exp_alerts": []}
    assert unit["alert_rule_test"][0] == quiet
    assert unit["promql_expr_test"][1]["exp_samples"] == [{"labels": "{}", "value": 1}]


def test_options_of_a_file_are_written_where_they_are_given() -> None:
    file = TestFile(rule_files=["a.yml"], group_eval_order=["x", "y"], fuzzy_compare=True, tests=[])
    assert file.to_data() == {
        "rule_files": ["a.yml"],
        "group_eval_order": ["x", "y"],
        "fuzzy_compare": True,
        "tests": [],
    }
    unit = UnitTest(interval="1m", external_url="http://prometheus")
    assert unit.to_data() == {"interval": "1m", "external_url": "http://prometheus"}


def test_an_interval_must_be_a_duration() -> None:
    with pytest.raises(DeclarationError, match="interval"):
        UnitTest(interval="a minute")


def test_both_promtools_run_it_and_notice_an_alert_that_is_not_there(
    tmp_path: Path, promtools: list[Promtool]
) -> None:
    (tmp_path / "rules.yml").write_text(dump(RULES.to_data()), encoding="utf-8")
    right, wrong = tmp_path / "right.yml", tmp_path / "wrong.yml"
    right.write_text(dump(written().to_data()), encoding="utf-8")
    wrong.write_text(dump(written(fires_at="2m").to_data()), encoding="utf-8")
    for promtool in promtools:
        promtool("test", "rules", right)
        assert "FAILED" in promtool.run("test", "rules", wrong).stderr
