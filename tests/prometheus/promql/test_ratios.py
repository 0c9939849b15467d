"""Ratios of vectors that are not aggregated, and operations that never find partners."""

import re
from pathlib import Path

import pytest
from promql_parser import BinaryExpr, Expr

from alertflow.prometheus import parse, ratios_by_series, unaggregated_ratios, unmatched
from tests.prometheus.promql.generated import SERIES, expressions
from tests.prometheus.promtool import EXPERIMENTAL, Promtool


@pytest.mark.parametrize(
    ("expr", "ratio"),
    [
        (
            'rate(x_total{status=~"5.."}[5m]) / rate(x_total[5m]) > 0.05',
            'rate(x_total{status=~"5.."}[5m]) / rate(x_total[5m])',
        ),
        (
            'sum(rate(x_total{a="b"}[5m]) / rate(x_total[5m])) > 1',
            'rate(x_total{a="b"}[5m]) / rate(x_total[5m])',
        ),
        ('{__name__="x", a="1"} / x > 1', '{__name__="x",a="1"} / x'),
    ],
)
def test_a_series_divided_by_itself_is_found(expr: str, ratio: str) -> None:
    (found,) = unaggregated_ratios(parse(expr))
    assert found.expression == ratio
    assert f"{found.left} / {found.right}" == ratio
    assert not found.empty


def test_where_no_series_is_on_both_sides_nothing_comes_out() -> None:
    (found,) = unaggregated_ratios(parse('(x{a="1"}) / (x{a="2"}) > 1'))
    assert found == ('(x{a="1"}) / (x{a="2"})', '(x{a="1"})', '(x{a="2"})', True)


@pytest.mark.parametrize(
    "expr",
    [
        'sum(rate(x_total{a="b"}[5m])) / sum(rate(x_total[5m]))',
        'rate(x_total{a="b"}[5m]) / ignoring (a) rate(x_total{a="c"}[5m])',
        'x{a="b"} / on (c) x{a="d"}',
        'rate(x_total{a="b"}[5m]) / ignoring (a) group_left () rate(x_total{a="c"}[5m])',
        "rate(x_sum[5m]) / rate(x_count[5m])",
        "rate(errors_total[5m]) / rate(requests_total[5m])",
        "rate(x_total[5m]) / rate(x_total[1h])",
        'rate(x_total{a="b"}[5m]) / rate(x_total[5m] offset 1d)',
        'x{a="b"} / x @ start()',
        'x{a="b"} / x{a="b"}',
        "x / 2",
        'x{a="b"} - x',
        'increase(x_total{a="b"}[5m]) / rate(x_total[5m])',
        '{a="b"} / {c="d"}',
    ],
)
def test_other_divisions_are_left_in_peace(expr: str) -> None:
    assert unaggregated_ratios(parse(expr)) == []


def test_a_ratio_for_each_series_is_told_apart_from_averages_and_sums() -> None:
    (found,) = ratios_by_series(parse("rate(failed_total[5m]) / rate(requests_total[5m]) > 0.05"))
    assert found.expression == "rate(failed_total[5m]) / rate(requests_total[5m])"
    for expr in (
        "sum(rate(failed_total[5m])) / sum(rate(requests_total[5m]))",
        "rate(latency_sum[5m]) / rate(latency_count[5m])",
        "pool_used / pool_size",
        "rate(failed_total[5m]) / on (job) rate(requests_total[5m])",
        "rate(failed_total[5m]) / rate(requests_total[1h])",
    ):
        assert ratios_by_series(parse(expr)) == []


@pytest.mark.parametrize(
    ("expr", "label", "side"),
    [
        ('rate(x{status="500"}[5m]) / sum by (job) (rate(x[5m]))', "status", "left"),
        ('sum by (job) (x) > sum by (job, pod) (y{pod!=""})', "pod", "right"),
        ('x{a=~"b.+"} and sum(y)', "a", "left"),
        ('sum by (job) (x{job="a"}) / on (job) sum by (pod) (y)', "job", "left"),
        ('x{a="b"} * ignoring (c) group_left () y{a=""}', "a", "left"),
        ('up{job="a"} == 0 unless absent(y)', "job", "left"),
    ],
)
def test_a_label_that_only_one_side_has_is_found(expr: str, label: str, side: str) -> None:
    assert [(one.label, one.side) for one in unmatched(parse(expr))] == [(label, side)]


@pytest.mark.parametrize(
    "expr",
    [
        'rate(x{status="500"}[5m]) / rate(y[5m])',
        'rate(x{status="500"}[5m]) / ignoring (status) sum by (job) (rate(x[5m]))',
        'rate(x{status="500"}[5m]) / on (job) group_left () sum by (job) (rate(x[5m]))',
        'sum(x{status="500"}) / sum(x)',
        'x{a=~"b?"} / sum(y)',
        'x{a!="b"} / sum(y)',
        'x{a=~"b.+"} or sum(y)',
        'label_replace(x{a="b"}, "a", "", "c", ".*") / sum(y)',
        'x{a="b"} / scalar(sum(y))',
        'up{job="a"} == 0 and on () vector(1)',
    ],
)
def test_what_may_find_a_partner_is_left_in_peace(expr: str) -> None:
    assert unmatched(parse(expr)) == []


def _is_unless(tree: Expr) -> bool:
    return isinstance(tree, BinaryExpr) and str(tree.op) == "unless"


def test_prometheus_finds_no_partners_either(tmp_path: Path, promtool_new: Promtool) -> None:
    """Of generated expressions; some are refused by Prometheus, which matches one side with itself first."""
    found = {one.expression for expr in expressions(9, 4000) for one in unmatched(parse(expr))}
    exprs = sorted(expr for expr in found if not _is_unless(parse(expr)))
    answers = promtool_new.answers(tmp_path, SERIES, exprs, "10m", EXPERIMENTAL)
    assert len(exprs) > 200
    assert answers.count("") > 0.8 * len(exprs)
    assert [expr for expr, answer in zip(exprs, answers, strict=True) if re.match(r"[{,]", answer)] == []
