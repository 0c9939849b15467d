"""Reading PromQL: what parses, what is said of what does not, and that Prometheus is of the same opinion."""

import pytest

from alertflow.declared import Location
from alertflow.prometheus import PromqlError, parse, printed
from alertflow.prometheus.promql.reading import requoted
from alertflow.prometheus.promql.tree import walk

REFUSED = [
    ("", "this is not PromQL: it is empty."),
    ("# only a comment", "this is not PromQL: it is empty."),
    ("1 +", "this is not PromQL at column 4: it ends where a value should follow '+'."),
    ("up == ", "this is not PromQL at column 7: it ends where a value should follow '=='."),
    ("sum(rate(x[5m])", "this is not PromQL at column 4: '(' is not closed."),
    ("rate(x[5m", "this is not PromQL at column 7: '[' is not closed."),
    ("sum(a)) > 1", "this is not PromQL at column 7: ')' closes nothing."),
    ("sum(a] > 1", "this is not PromQL at column 6: ']' closes nothing."),
    ("x{a='b}", "this is not PromQL at column 5: the text that ' opens is not closed."),
    ("foo bar", "this is not PromQL at column 5: an operator is missing before 'bar'."),
    ("sum(\n  foo bar\n)", "this is not PromQL at line 2, column 7: an operator is missing before 'bar'."),
    ("a and and b", "this is not PromQL at column 7: a value is missing before 'and'."),
    ("sum(a +) > 1", "this is not PromQL at column 8: a value is missing between '+' and ')'."),
    ("x = 1", "this is not PromQL at column 3: '=' does not belong here. Write == to compare."),
    ("x & y", "this is not PromQL at column 3: '&' does not belong here."),
    ("x > 0.5 for 5m", "this is not PromQL at column 9: an operator is missing before 'for'."),
    ("sum by (a) x", "this is not PromQL at column 12: an operator is missing before 'x'."),
    ("rtae(x[5m])", "this is not PromQL at column 1: there is no function 'rtae'. Did you mean 'rate'?"),
    ("rate(x)", "expected type matrix in call to function 'rate', got vector."),
    ("rate(x[5q])", "this is not PromQL at column 8: bad number or duration syntax: 5q."),
    ('foo{a=~"("}', "this is not PromQL at column 9: illegal regex for (."),
    ("foo{a}", "expected label matching operator after 'a'."),
    ("x offset Inf", "this is not PromQL: a time is out of range."),
    ("x[1e300]", "this is not PromQL: a time is out of range."),
    ("x @ 1e20", "this is not PromQL: a time is out of range."),
    ("x[300000y]", "this is not PromQL: a time is out of range."),
    ("1 > 2", "this is not PromQL: comparisons between scalars must use BOOL modifier."),
    ("rate(x) + rate(y)", "expected type matrix in call to function 'rate', got vector."),
]
RIGHT = [
    'x{a="offset inf",b="[1e99]"} @ 1609746000 # [ 300000y',
    "holt_winters(x[5m], 0.1, 0.1)",
    "double_exponential_smoothing(x[5m], 0.1, 0.1)",
    "x offset -5m > 1",
    "x @ end() - x @ 1609746000 offset 1d",
    "a / on (b) group_left (c) d",
    "sum(x) by (a,) > 0x1F",
    "-x ^ -1e-3 == Inf",
    "quantile_over_time(0.9, x[5m:1m])",
    "{__name__=~'a.*', b!=\"c\"} # why",
    "a == b == c unless on () d",
    "x[5m] offset 1h",
    "count_values('v', x)",
]


@pytest.mark.parametrize(("expr", "sentence"), REFUSED)
def test_what_is_refused_is_explained_in_one_line(expr: str, sentence: str) -> None:
    with pytest.raises(PromqlError) as refused:
        parse(expr)
    assert refused.value.message.endswith(sentence)
    assert "\n" not in refused.value.message
    assert refused.value.expr == expr


@pytest.mark.parametrize("expr", RIGHT)
def test_what_prometheus_takes_is_taken(expr: str) -> None:
    assert parse(expr).prettify()


def test_a_place_counts_lines_and_columns_from_one() -> None:
    with pytest.raises(PromqlError) as refused:
        parse("up ==\n  )")
    assert (refused.value.line, refused.value.column) == (2, 3)
    located = refused.value.located(Location("alertflow.py", 7))
    assert str(located).startswith("alertflow.py:7: this is not PromQL at line 2, column 3: ")


def test_where_the_place_is_not_known_none_is_given() -> None:
    with pytest.raises(PromqlError) as refused:
        parse("1 > 2")
    assert (refused.value.line, refused.value.column) == (None, None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"x{a=~`\d+`}", r'x{a=~"\\d+"}'),
        (r"x{a=`\"`, b='`\\d'}", r"""x{a="\\\"", b='`\\d'}"""),
        ("x{a=`1\n2\\`} # `\\", 'x{a="1\\n2\\\\"} # `\\'),
        (r'x{a="\\`"}', r'x{a="\\`"}'),
    ],
)
def test_raw_strings_keep_their_backslashes(written: str, meant: str) -> None:
    assert requoted(written) == meant
    assert parse(written).prettify() == parse(meant).prettify()


def test_a_text_that_was_just_parsed_is_not_parsed_again() -> None:
    assert parse("up == 0") is parse("up == 0")


def test_a_walk_visits_every_part_before_its_own_parts() -> None:
    kinds = [type(node).__name__ for node in walk(parse("topk(3, -(a + rate(b[5m]))) > 0"))]
    assert kinds == [
        "BinaryExpr",
        "AggregateExpr",
        "NumberLiteral",
        "UnaryExpr",
        "ParenExpr",
        "BinaryExpr",
        "VectorSelector",
        "Call",
        "MatrixSelector",
        "VectorSelector",
        "NumberLiteral",
    ]


def test_an_expression_is_printed_on_one_line_however_long_it_is() -> None:
    long = "b" * 90
    expr = f'sum by (job) (rate(a_total{{x="1\\n  2"}}[5m])) / ({long} + topk(3, {long})) > -({long})'
    assert "\n" in parse(expr).prettify()
    assert printed(parse(expr)) == expr
    assert printed(parse("up  ==  0")) == "up == 0"
