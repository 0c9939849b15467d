"""PromQL compared by its tree."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from alertflow.comparison.expressions import difference, equal
from alertflow.prometheus import PromqlError, parse

SAME = [
    ("sum by (a, b) (rate(x[5m])) > 0.05", "sum  by(b,a)((rate(x[300s]))) > 5e-2 # too many"),
    ('x{a="1", b!~"2.*"}', "x{b!~'2.*',a='1'}"),
    ('{__name__="x"}', "x"),
    ('x{a="1",a="1"}', 'x{a="1"}'),
    ("sum(x)", "SUM by () (x)"),
    ("a + b", "a + ignoring () b"),
    ("a * (b * 2)", "(a) * ((b * 2))"),
    ("x offset 1h", "x offset 60m"),
    ("x[1h:5m]", "x[60m:300s]"),
    ("x > 0x10", "x > 16"),
    (r"x{a=~`\d+`}", r'x{a=~"\\d+"}'),
    ("rate(x[5m * 2])", "rate(x[10m])"),
]
DIFFERENT = [
    ("x > 0.05", "x > 0.1", "threshold 0.05 → 0.1"),
    ("x > 0.05", "x >= 0.05", "> → >="),
    ("x * 100 > 5", "x * 1000 > 5", "100 → 1000"),
    ("rate(x[5m]) > 1", "rate(x[10m]) > 2", "window 5m → 10m; threshold 1 → 2"),
    ("rate(x[5m])", "increase(x[5m])", "rate → increase"),
    ('x{a="1"}', 'x{a="2"}', 'a="1" → a="2"'),
    ('x{a="1"}', 'x{a=~"1"}', 'a="1" → a=~"1"'),
    ("x", 'x{a="2",b="3"}', 'now a="2"; now b="3"'),
    ("sum by (a) (x)", "sum by (a, b) (x)", "by (a) → by (a, b)"),
    ("sum by (a) (x)", "sum without (a) (x)", "by (a) → without (a)"),
    ("a / on (x) b", "a / on (x, y) b", "on (x) → on (x, y)"),
    ("a / b", "a / on () b", "ignoring () → on ()"),
    ("x offset 5m", "x", "offset 5m → none"),
    ("x @ end()", "x", "at @ end() → none"),
    ("x > bool 1", "x > 1", "no longer bool"),
    ("a + on (x) group_left (y) b", "a + on (x) b", "group group_left (y) → none"),
    ("x[1h:5m]", "x[1h:]", "step 5m → the default"),
    ("errors", "failures", "metric errors → failures"),
    ('label_replace(x, "a", "$1", "b", "(.*)")', 'label_replace(x, "a", "$1", "c", "(.*)")', '"b" → "c"'),
    ("rate(x[5m])", "rate(x[5m]) > 0", "expression changed\n- rate(x[5m])\n+ rate(x[5m]) > 0"),
    ("a > b", "c > d", "expression changed\n- a > b\n+ c > d"),
    ("rate(x[5m] anchored)", "rate(x[5m])", "expression changed\n- rate(x[5m] anchored)\n+ rate(x[5m])"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_only_written_in_another_way_is_equal(one: str, other: str) -> None:
    assert equal(one, other)


@pytest.mark.parametrize(("old", "new", "said"), DIFFERENT)
def test_a_little_change_is_told_and_a_great_one_is_shown(old: str, new: str, said: str) -> None:
    assert not equal(old, new)
    assert difference(old, new) == said


def test_what_does_not_parse_is_compared_word_by_word() -> None:
    assert equal("sum(x", "sum( x")
    assert not equal("sum(x", "sum(y")


EXPRESSIONS = st.recursive(
    st.sampled_from(["up", 'http_requests_total{job="a",status=~"5.."}', "2", "x offset 5m", "vector(1)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " / ", " > ", " and ", " or "]), inner).map(
            "({0[0]}{0[1]}{0[2]})".format
        ),
        st.tuples(st.sampled_from(["sum by (job, b)", "max without (a)", "abs"]), inner).map(
            "{0[0]} ({0[1]})".format
        ),
        inner.map("max_over_time(({0})[5m:1m])".format),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_every_expression_is_what_prometheus_prints_of_it(expr: str) -> None:
    try:
        printed = parse(expr).prettify()
    except PromqlError:  # an aggregation of a number
        reject()
    assert equal(expr, printed)
    assert not equal(expr, f"({printed}) * 3")
