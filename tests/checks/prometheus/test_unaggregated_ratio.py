"""Series that are divided by themselves."""

import pytest

from alertflow.prometheus import RecordingRule
from tests.checks.making import alert, found, project, rules

ID = "prometheus/unaggregated-ratio"
RATIO = 'rate(x_total{code=~"5.."}[5m]) / rate(x_total[5m])'


def test_it_is_found() -> None:
    assert found(ID, project(alert(expr=f"{RATIO} > 0.05"))) == [
        f"error: HighErrorRate divides a series by itself: {RATIO}."
        " | Each series finds only its equal on the other side, so the ratio is always 1."
        ' | Aggregate before dividing: sum(rate(x_total{code=~"5.."}[5m])) / sum(rate(x_total[5m])).'
    ]


@pytest.mark.parametrize(
    "expr",
    [f"sum({RATIO}) > 1", f"sum(y) / sum(z) > 0 and {RATIO} > 1", 'x{a="b/c"} / (x) > 1', 'x{a="b"}/x>1'],
)
def test_it_is_found_wherever_it_stands(expr: str) -> None:
    assert len(found(ID, rules(expr))) == 1


def test_a_recording_rule_is_looked_at_too() -> None:
    (said,) = found(ID, rules(RecordingRule("a:ratio", expr=RATIO)))
    assert said.startswith("error: a:ratio divides a series by itself")


@pytest.mark.parametrize(
    "expr",
    [
        'sum(rate(x_total{a="b"}[5m])) / sum(rate(x_total[5m])) > 0.1',
        'x{a="b"} / on (job) x{a="c"} > 1',
        'x{a="b"} / ignoring (a) group_left () x{a="c"} > 1',
        'x{path="/api/v1"} > 5',
        'rate(x_total{a="b"}[5m]) / rate(x_total[5m] offset 1d) > 2',
        "rate(x_sum[5m]) / rate(x_count[5m]) > 1",
        "x / 1024 / 1024 > 5",
        "x / y[",
    ],
)
def test_other_divisions_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
