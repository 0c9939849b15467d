"""Expressions that are not PromQL."""

import pytest

from alertflow.prometheus import RecordingRule
from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/unparsable-expression"


def test_it_is_found_with_its_place_in_the_expression() -> None:
    assert found(ID, rules("sum(rate(x[5m]) > 1")) == [
        "error: Trouble: this is not PromQL at column 4: '(' is not closed."
        " | Prometheus refuses the whole rule file."
        " | Correct it there; 'promtool check rules' tells whether Prometheus takes it."
    ]


def test_in_a_file_it_is_found_at_the_character() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: A
                expr: |
                  up == 0
                    or sum(rate(x[5m]) > 1
        """
    assert places(ID, written(text)) == [(8, 19)]


def test_a_recording_rule_is_looked_at_too() -> None:
    (said,) = found(ID, rules(RecordingRule("a:b", expr="ratee(x[5m])")))
    assert said.startswith("error: a:b: this is not PromQL at column 1: there is no function 'ratee'.")


@pytest.mark.parametrize(
    "expr",
    [
        r"{a=~`\d+`} > 0",
        '{__name__="a.b"} > 0',
        "x @ end() offset -5m > 0",
        "# a comment\nup == 0",
        "holt_winters(x[1h], 0.5, 0.5) > 1",
        "up == 0 unless on (job) maintenance",
    ],
)
def test_unusual_promql_is_right(expr: str) -> None:
    assert found(ID, rules(expr)) == []


def test_a_project_has_been_read_already_when_it_was_loaded() -> None:
    assert found(ID, project(alert())) == []
