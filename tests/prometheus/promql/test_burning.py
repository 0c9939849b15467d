"""What burn-rate alerts ask, through recorded series; and shares that say the same in other words."""

from __future__ import annotations

import pytest

from alertflow.prometheus import RecordingRule, RuleFile, RuleGroup, parse
from alertflow.prometheus.promql.burning import Burning, burning, records_of
from alertflow.prometheus.promql.shares import is_single, is_summed, limits, normal, window_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('sum(rate(a{x="1",y="2"}[5m]))', 'sum(rate(a{y="2", x="1"}[300s]))'),
        ("sum(rate(a[5m])) or 0 * sum(rate(b[5m]))", "sum(rate(a[5m]))"),
        ("sum(rate(a[5m])) or vector(0)", "sum(rate(a[5m]))"),
        ("sum(rate(a[5m])) > 0", "sum(rate(a[5m]))"),
        ("sum(sum(rate(a[5m])))", "(sum(rate(a[5m])))"),
        ("sum(rate(a[5m])) + sum(rate(b[5m]))", "sum(rate(b[5m])) + sum(rate(a[5m]))"),
        ("sum(rate(a[5m])) * (14.4 * 0.001)", "0.0144 * sum(rate(a[5m]))"),
    ],
)
def test_shares_that_say_the_same_have_one_form(one: str, other: str) -> None:
    assert normal(parse(one)) == normal(parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sum(rate(a[5m]))", "sum(rate(a[6m]))"),
        ("sum(rate(a[5m]))", "sum(rate(a[5m] offset 1h))"),
        ("sum(rate(a[5m]))", "sum by (job) (rate(a[5m]))"),
        ("sum(rate(a[5m])) - sum(rate(b[5m]))", "sum(rate(b[5m])) - sum(rate(a[5m]))"),
        ("sum(rate(a[5m])) > 1", "sum(rate(a[5m]))"),
        ("sum(rate(a[5m])) or sum(rate(b[5m]))", "sum(rate(a[5m]))"),
        ("sum(a)", "a"),
        ('rate(a{x="1"}[5m])', 'rate(a{x!="1"}[5m])'),
    ],
)
def test_shares_that_do_not_have_two(one: str, other: str) -> None:
    assert normal(parse(one)) != normal(parse(other))


@pytest.mark.parametrize(
    ("expr", "single", "summed"),
    [
        ("sum(rate(a[5m]))", True, True),
        ("rate(a[5m])", False, True),
        ("sum(increase(a[5m])) - sum(increase(b[5m]))", True, True),
        ("sum_over_time(count(a)[5m:]) or on () vector(0)", True, True),
        ("sum(max_over_time(a[5m]))", True, False),
        ("max(rate(a[5m]))", True, False),
        ("sum(rate(a[5m])) * 2", True, False),
        ("vector(1)", True, False),
        ("1", False, False),
    ],
)
def test_counts_of_one_series_can_be_summed_over_time(expr: str, single: bool, summed: bool) -> None:
    assert (is_single(parse(expr)), is_summed(parse(expr))) == (single, summed)


def test_a_window_is_the_one_range_of_all() -> None:
    assert window_of(parse("sum(rate(a[5m])) / sum(rate(b[300s]))")) == 300
    assert window_of(parse("sum(rate(a[5m])) / sum(rate(b[6m]))")) is None
    assert window_of(parse("a")) is None


@pytest.mark.parametrize(
    "expr", ["a >= 1", "a > b", "a > bool 1", "a", "a > 1 unless b > 1", "(a > 1 or b > 1) and c > 1"]
)
def test_what_is_no_pair_of_limits_is_none(expr: str) -> None:
    assert limits(parse(expr)) is None


def test_recorded_series_are_looked_through() -> None:
    rules = [
        RecordingRule("errors:rate5m", expr="sum(rate(a[5m])) or 0 * sum(rate(b[5m]))", labels={"s": "x"}),
        RecordingRule("all:rate5m", expr="sum(rate(b[5m]))", labels={"s": "x"}),
        RecordingRule("all:rate5m", expr="sum(rate(c[5m]))", labels={"s": "y"}),
        RecordingRule("ratio:5m", expr='errors:rate5m{s="x"} / (all:rate5m{s="x"} > 0)'),
        RecordingRule(
            "ratio:6h",
            expr='sum_over_time(errors:rate5m{s="x"}[6h]) / (sum_over_time(all:rate5m{s="x"}[6h]) > 0)',
        ),
    ]
    records = records_of([RuleFile(groups=[RuleGroup("all", rules=rules)])])
    found = burning("ratio:6h > 6 * 0.001 and ratio:5m > 0.001 * 6", records)
    assert found == [
        Burning(
            "sum(rate(a[$window])) or 0 * sum(rate(b[$window]))",
            "sum(rate(b[$window]))",
            21600,
            300,
            (6.0, 0.001),
        )
    ]
    assert found[0].limit == pytest.approx(0.006)
    assert burning("ratio:6h > 6 * 0.001 and ratio:5m > 0.007", records) is None
    assert burning('ratio:6h > 0.006 and all:rate5m{s="x"} > 0.006', records) is None
