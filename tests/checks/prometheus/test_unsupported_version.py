"""What the targeted Prometheus cannot do."""

import pytest

from alertflow.checks import Subject
from alertflow.checks.subject import Document
from alertflow.model import Targets
from alertflow.prometheus import AlertingRule, RuleFile, RuleGroup, TestFile
from tests.checks.making import alert, found, project, rules

ID = "prometheus/unsupported-version"


def at(version: str, expr: str, **changes: str) -> list[str]:
    return found(ID, project(alert(expr=expr, **changes), targets=Targets(prometheus=version)))


def test_a_function_that_the_target_does_not_know_yet_is_found() -> None:
    assert at("2.42", "double_exponential_smoothing(x[1h], 0.5, 0.5) > 1") == [
        "error: double_exponential_smoothing() in HighErrorRate (monitoring/alert_rules.yml) "
        "needs Prometheus 3.0, and the target is 2.42."
        " | Prometheus 2.42 refuses the whole file."
        " | Write it without, or raise the target to what you run: 3.0 or later."
    ]


def test_a_function_that_the_target_has_lost_is_found() -> None:
    (said,) = at("3.5", "holt_winters(x[1h], 0.5, 0.5) > 1")
    assert said == (
        "error: holt_winters() in HighErrorRate (monitoring/alert_rules.yml) "
        "exists only before Prometheus 3.0, and the target is 3.5."
        " | Prometheus 3.5 refuses the whole file."
        " | Write it without, or lower the target to what you run: earlier than 3.0."
    )


def test_keys_of_rules_groups_and_tests_are_looked_at() -> None:
    (said,) = at("2.41", "up == 0", keep_firing_for="5m")
    assert said.startswith(
        "error: keep_firing_for in HighErrorRate (monitoring/alert_rules.yml) needs Prometheus 2.42"
    )
    group = RuleGroup("all", query_offset="1m", rules=[AlertingRule("A", expr="up == 0")])
    documents: dict[str, Document] = {
        "rules.yml": RuleFile(groups=[group]),
        "t.yml": TestFile(rule_files=["x"], tests=[], fuzzy_compare=True),
    }
    said_of_both = found(ID, Subject(documents, project(alert())))
    assert [one.partition(", and")[0] for one in said_of_both] == [
        "error: fuzzy_compare (t.yml) needs Prometheus 3.5",
        "error: query_offset in group all (rules.yml) needs Prometheus 2.53",
    ]


@pytest.mark.parametrize(
    ("version", "expr"),
    [
        ("3.5", "double_exponential_smoothing(x[1h], 0.5, 0.5) > 1"),
        ("2.42", "holt_winters(x[1h], 0.5, 0.5) > 1"),
        ("2.42", "info > 0"),
        ("2.42", 'x{a="limitk(3)"} > 0'),
        ("2.42", "histogram_avg_of_mine > 0"),
    ],
)
def test_what_the_target_can_do_is_right(version: str, expr: str) -> None:
    assert at(version, expr) == []


def test_files_without_a_project_have_no_target() -> None:
    assert found(ID, rules("double_exponential_smoothing(x[1h], 0.5, 0.5) > 1")) == []
