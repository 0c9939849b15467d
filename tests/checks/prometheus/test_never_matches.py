"""Operations whose series never find partners."""

import pytest

from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/never-matches"
RATIO = 'x{status="500"} / sum by (job) (x)'


def test_it_is_found() -> None:
    assert found(ID, project(alert(expr=f"{RATIO} > 0.05"))) == [
        "error: HighErrorRate: every series on the left has the label 'status', and none on the right: "
        f"{RATIO}."
        " | No series finds a partner, so the result is always empty."
        " | Aggregate both sides by the same labels, or say by which they match: on (…), ignoring (…)."
    ]


def test_behind_unless_nothing_is_taken_away() -> None:
    (said,) = found(ID, rules('x > 5 unless on (pod) y{pod="a"} and sum(z) > on (pod) y{pod="b"}'))
    assert "has the label 'pod'" in said
    (said,) = found(ID, rules('x{pod="a"} > 5 unless sum(y) > 1'))
    assert "| No series finds a partner, so nothing is ever taken away. |" in said


def test_it_is_found_at_its_line_and_column() -> None:
    text = f"groups: [{{name: a, rules: [{{alert: A, expr: '{RATIO} > 0.05'}}]}}]"
    assert places(ID, written(text)) == [(1, 45)]


@pytest.mark.parametrize(
    "expr",
    [
        'sum by (job) (x{status="500"}) / sum by (job) (x) > 0.1',
        'x{status="500"} / on (job) group_left () sum by (job) (x) > 0.1',
        'x{status="500"} / ignoring (status) group_left () sum without (status) (x) > 0.1',
        'x{status=~"500|"} / sum by (job) (x) > 0.1',
        'sum(x{status="500"}) / sum(x) > 0.1',
        'x{status="500"} > 5 or sum by (job) (x) > 9',
        'x{status="500"} / scalar(sum(x)) > 0.1',
        'topk(1, x{job="a"}) / max by (job) (x) > 1',
        'x{status="500"} / sum by (job) (',
    ],
)
def test_right_but_unusual_operations_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr)) == []
