"""What is compared with what: numbers that are calculated, quantities in one form, thresholds that meet."""

import math
import operator
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.prometheus import comparison, comparisons, constant, implies, overlaps, parse
from alertflow.prometheus.promql.comparisons import Comparison
from tests.prometheus.promtool import Promtool

CONSTANTS = [
    "14.4 * (1 - 0.999)", "-2 ^ 2", "(-2) ^ 2", "2 ^ 3 ^ 2", "2 ^ -1", "7 % 3", "-7 % 3", "7 % -3",
    "1 / 0", "-1 / 0", "0 / 0", "5 % 0", "0 ^ -1", "(-8) ^ 0.5", "10 ^ 400", "1e308 * 10", "Inf - Inf",
    "-Inf", "NaN", "0x1F", "1e-3", "1 + 2 * 3", "(1 + 2) * 3", "10 - 4 - 3", "3 > bool 2", "2 == bool 3",
    "NaN != bool NaN", "1 atan2 2", "pi() / 2", "+5", "--5", "-(3 - 5)", "1 / -0", "2 >= bool 2",
]  # fmt: skip


def test_numbers_come_to_what_prometheus_makes_of_them(tmp_path: Path, promtools: list[Promtool]) -> None:
    for promtool in promtools:
        for expr, answer in zip(CONSTANTS, promtool.answers(tmp_path, {}, CONSTANTS, "1m"), strict=True):
            value = constant(parse(expr))
            assert value is not None
            theirs = float(answer.removeprefix("{} ").replace("+Inf", "inf"))
            assert value == pytest.approx(theirs, rel=1e-15, nan_ok=True), expr


@pytest.mark.parametrize(
    "expr", ["up", "time()", "scalar(up)", "vector(1)", "1 + up", "'text'", "sum(up) > 1"]
)
def test_what_depends_on_series_or_time_is_no_constant(expr: str) -> None:
    assert constant(parse(expr)) is None


@pytest.mark.parametrize(
    ("expr", "quantity", "sign", "threshold"),
    [
        ("errors / total > 0.05", "errors / total", ">", 0.05),
        ("0.05 < (errors / total)", "errors / total", ">", 0.05),
        ("100 * errors / total >= 5", "errors / total", ">=", 0.05),
        ("(errors / total) * 100 > 5", "errors / total", ">", 0.05),
        ("errors * 100 / (2 * total) > 2.5", "errors / total", ">", 0.05),
        ("1 - up < 0.1", "up", ">", 0.9),
        ("-x == 3", "x", "==", -3),
        ("100 - (free / size * 100) > 80", "free / size", "<", 0.2),
        ("x - 5 > 0", "x", ">", 5),
        ("x > 14.4 * (1 - 0.999)", "x", ">", 0.0144),
        ("sum by (b, a) (x) != 1", "sum by (a, b) (x)", "!=", 1),
        ('sum by(a,b)(x{d="1",c="by (b, a)"}) <= 1', 'sum by (a, b) (x{c="by (b, a)",d="1"})', "<=", 1),
        ("a / (b / c) > 2", "a / (b / c)", ">", 2),
        ("(a + b) * 2 > 4", "a + b", ">", 2),
        ("(a + b) / c > 4", "(a + b) / c", ">", 4),
        ("a / on (x) b > 4", "a / on (x) b", ">", 4),
        ("(x > 5) < 10", "x > 5", "<", 10),
        ("0 * x > 1", "0 * x", ">", 1),
        ("1 / x > 2", "1 / x", ">", 2),
        ("rate(x[5m]) > Inf", "rate(x[5m])", ">", math.inf),
        ("a > b", "a", ">", None),
    ],
)
def test_a_comparison_is_of_one_form(expr: str, quantity: str, sign: str, threshold: float | None) -> None:
    found = comparison(parse(expr))
    assert found is not None
    assert (found.quantity, found.operator, found.threshold) == (quantity, sign, threshold)


def test_all_filters_are_found_and_comparisons_with_bool_are_none() -> None:
    tree = parse("a > 1 and (b < bool 2) == 1 or sum(c >= 3) unless on () d == e")
    assert [one.expression for one in comparisons(tree)] == ["a > 1", "(b < bool 2) == 1", "c >= 3", "d == e"]
    assert comparison(tree) is None
    assert comparison(parse("a > bool 1")) is None
    assert comparison(parse("(a > 1)")) is not None
    assert comparisons(tree)[-1].right == "e"


SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "==": operator.eq,
    "!=": operator.ne,
}  # fmt: skip
FILTERS = st.builds(
    lambda sign, threshold: Comparison("", "x", sign, threshold, ""),
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from([1.0, 2.0, 3.0]),
)
POINTS = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]


def passes(one: Comparison, value: float) -> bool:
    assert one.threshold is not None
    return SIGNS[one.operator](value, one.threshold)


@given(FILTERS, FILTERS)
def test_how_two_thresholds_relate_is_how_values_pass_them(one: Comparison, other: Comparison) -> None:
    assert implies(one, other) is all(passes(other, value) for value in POINTS if passes(one, value))
    assert overlaps(one, other) is any(passes(other, value) for value in POINTS if passes(one, value))


def test_different_quantities_and_unknown_thresholds_are_not_related() -> None:
    x, y, unknown = (comparison(parse(expr)) for expr in ("x > 1", "y > 1", "x > y"))
    assert x is not None and y is not None and unknown is not None
    for one, other in ((x, y), (x, unknown), (unknown, x)):
        assert not implies(one, other)
        assert not overlaps(one, other)
