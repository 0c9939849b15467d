"""Syntax newer than promql-parser and older releases of Prometheus: found, read, and evaluated."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.prometheus import PromqlError, called, parse, printed, selectors
from alertflow.prometheus.promql.durations import evaluated
from alertflow.prometheus.promql.newer import may_hold, syntax, uses
from alertflow.prometheus.promql.reading import PromqlError as _PromqlError
from alertflow.prometheus.versions import SYNTAX
from alertflow.release import reaches
from tests.prometheus.promtool import Promtool

USES = [
    ("up @ 5", {"@"}),
    ("x[5m] @ end()", {"@"}),
    ("x atan2 y", {"atan2"}),
    ("x offset -5m", {"a negative offset"}),
    ("time() - x > 10m", {"a duration as a number"}),
    ("predict_linear(x[1h], 1d12h)", {"a duration as a number"}),
    ("x[300]", {"a number as a duration"}),
    ("x[1h:60]", {"a number as a duration"}),
    ("x offset 300", {"a number as a duration"}),
    ("x > 1_000_000", {"an underscore in a number"}),
    ('{"my.metric"}', {"a name in quotes"}),
    ('x{a="b","c.d"="e"}', {"a name in quotes"}),
    ('sum by (a, "b.c") (x)', {"a name in quotes"}),
    ("rate(x[5m * 2])", {"arithmetic of durations"}),
    ("x[(1h + 5m) / 5:step() + 1m]", {"arithmetic of durations"}),
    ("x offset (1h / 2)", {"arithmetic of durations"}),
    ("x offset -(1h / 2)", {"arithmetic of durations", "a negative offset"}),
    ("x offset max_of(1h, step())", {"arithmetic of durations"}),
    ("rate(x[5m] anchored)", {"anchored"}),
    ("rate(x{a='b'}[5m] smoothed)", {"smoothed"}),
    ("x smoothed > 1", {"smoothed"}),
    ("a + fill(0) b", {"fill()"}),
    ("a / on (c) fill_left(0) fill_right(1) b", {"fill()"}),
]
PLAIN = [
    "rate(x[5m]) > 5",
    "x[1h30m:5m] offset 1d",
    'x{a="5m",b="[5 * 2]"} > 5',
    "x[ 5m : 1m ]",
    "label_replace(x, 'a', '$1', 'b', '(.*)')",
    "count_values('v', x)",
    "fill + anchored_total / smoothed_total",
    "x{anchored='a',fill='b'}",
    "sum by (fill, offset) (x) # 5m * 2 @ 5",
    "offset + atan2_total",
    "x == -1.5e-3",
    "`x[5m * 2]`",
]


@pytest.mark.parametrize(("expr", "found"), USES)
def test_newer_syntax_is_found_and_read(expr: str, found: set[str]) -> None:
    assert syntax(expr) == found
    assert found <= SYNTAX.keys()
    assert parse(expr)
    assert called(expr) is not None


@pytest.mark.parametrize("expr", PLAIN)
def test_what_every_release_knows_is_not(expr: str) -> None:
    assert syntax(expr) == frozenset()
    assert parse(expr)


def test_a_quick_look_finds_it_in_many_expressions() -> None:
    old = 'sum by (job) (rate(x_total{job="api-5",status=~"5.."}[5m])) > 0.05\n' * 100
    assert not may_hold(old, SYNTAX)
    for expr, found in USES:
        assert may_hold(f"{old}\n{expr}\n{old}", found)


@given(
    st.lists(
        st.sampled_from([*"[](){}@:,+-*/<>= ", "5m", "x", "5", "offset", "smoothed", "'a'", "by", "1_0"])
    )
)
def test_a_quick_look_overlooks_nothing(words: list[str]) -> None:
    expr = "".join(words)
    found = {use.syntax for use in uses(expr)}
    assert not found or may_hold(expr, found)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5m * 2", 600),
        ("(5+2) * 1m", 420),
        ("1h / 2", 1800),
        ("4h % 3h", 3600),
        ("(2 ^ 3) * 1m", 480),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ^ 2", -4),
        ("10m - 4m - 3m", 180),
        ("-(-5m)", 300),
        ("step() + 5s", 5),
        ("max_of(step(), 5s)", 5),
        ("min_of(2 * range() + 5s, 5m)", 5),
        ("max(1m, 90)", 90),
        ("1.5 * 1m", 90),
    ],
)
def test_arithmetic_of_durations_is_done(text: str, seconds: float) -> None:
    assert evaluated(text) == seconds


@pytest.mark.parametrize(
    "text", ["5m *", "(5m", "5m 2", "5m / 0", "x", "min_of(1m)", "nothing(5m)", "1m ** 2", ""]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        evaluated(text)


def test_what_is_read_is_what_it_comes_to_in_a_rule() -> None:
    (found,) = selectors(parse("rate(x[5m * 2] offset (1h / 2))"))
    assert (found.range, found.offset) == (600, 1800)
    assert printed(parse("sum(rate(x[5m] smoothed)) > 1_000")) == "sum(rate(x[5m])) > 1000"


@pytest.mark.parametrize(
    ("expr", "sentence"),
    [
        ("rate(x[5m - 5m])", "this is not PromQL: unexpected character inside brackets: '-'."),
        (
            "rate(x[5m] smoothed) +",
            "this is not PromQL at column 23: it ends where a value should follow '+'.",
        ),
        ("x[5m * 2", "this is not PromQL at column 2: '[' is not closed."),
        ("h </ 5", "alertflow does not read '</' yet, which trims histograms (3.11)."),
        ("x[0]", "duration must be greater than 0."),
        ("x[0s:1m]", "duration must be greater than 0."),
        ('x{a="b" or c="d"}', "'or' may not stand between matchers."),
    ],
)
def test_what_is_still_not_read_is_told(expr: str, sentence: str) -> None:
    for read in (parse, called):
        with pytest.raises(PromqlError) as refused:
            read(expr)
        assert refused.value.message.endswith(sentence)
    assert PromqlError is _PromqlError


def test_both_promtools_know_the_syntax_that_the_table_says(
    tmp_path: Path, promtool_old: Promtool, promtool_new: Promtool
) -> None:
    flags = ["--enable-feature=promql-experimental-functions", "--enable-feature=promql-duration-expr"]
    for promtool, release, switched in ((promtool_old, "2.42", []), (promtool_new, "3.5", flags)):
        exprs = [expr for expr, _ in USES if "x[" not in expr or "rate" in expr]
        answers = promtool.answers(tmp_path, {}, exprs, "5m", switched)
        for expr, answer in zip(exprs, answers, strict=True):
            known = all(reaches(release, SYNTAX[name].since) for name in syntax(expr))
            if "step()" not in expr and "max_of" not in expr:  # they came later than arithmetic itself
                refused = "error" in answer and "experimental" not in answer
                assert known is not refused, (release, expr, answer)
