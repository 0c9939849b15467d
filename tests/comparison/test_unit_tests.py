"""promtool's tests compared."""

import pytest

from alertflow.comparison import differences
from alertflow.documents import read

TESTS = """\
rule_files: [a.yml, b.yml]
evaluation_interval: 1m
tests:
  - name: down
    interval: 60s
    input_series:
      - series: up{job="api",instance="a"}
        values: 0+1x2 _
      - series: up{job="db"}
        values: 1 1
    alert_rule_test:
      - eval_time: 5m
        alertname: Down
        exp_alerts:
          - exp_labels: {instance: a, severity: critical}
          - exp_labels: {instance: b, severity: critical}
      - {eval_time: 10m, alertname: Down}
    promql_expr_test:
      - expr: sum by (job, instance) (up)
        eval_time: 0s
        exp_samples:
          - {labels: '{job="db"}', value: 1}
          - {labels: '{instance="a",job="api"}', value: 0}
"""
TURNED = """\
rule_files: [b.yml, a.yml]
tests:
  - name: down
    interval: 1m
    promql_expr_test:
      - expr: sum by (instance, job) ((up))
        exp_samples:
          - {labels: '{job="api", instance="a"}'}
          - {labels: '{job="db"}', value: 1.0}
    alert_rule_test:
      - {eval_time: 600s, alertname: Down, exp_alerts: []}
      - alertname: Down
        eval_time: 300s
        exp_alerts:
          - exp_labels: {severity: critical, instance: b}
          - exp_labels: {severity: critical, instance: a}
    input_series:
      - series: up{job="db"}
        values: 1x1
      - series: up{instance="a", job="api"}
        values: 0 1 2 _
"""


def told(new: str) -> list[str]:
    old, _ = read(TESTS, "t.yml")
    reads, unreadable = read(new, "t.yml")
    assert not unreadable
    return [str(one) for one in differences(old, reads)]


def test_tests_of_the_same_are_the_same() -> None:
    assert told(TURNED) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "values: 1 1",
            "values: 1 2",
            'tests[down].input_series[up{job="db"}].values: 1 1 → 1 2',
        ),
        (
            "eval_time: 10m",
            "eval_time: 11m",
            "tests[down].alert_rule_test[1].eval_time: 10m → 11m",
        ),
        (
            "{instance: b, severity: critical}",
            "{instance: b, severity: warning}",
            "tests[down].alert_rule_test[0].exp_alerts[1].exp_labels.severity: critical → warning",
        ),
        (
            """'{job="db"}', value: 1""",
            """'{job="db"}', value: 2""",
            'tests[down].promql_expr_test[0].exp_samples[{job="db"}].value: 1 → 2',
        ),
    ],
)
def test_what_a_test_expects_else_is_told(before: str, after: str, said: str) -> None:
    assert told(TESTS.replace(before, after)) == [said]
