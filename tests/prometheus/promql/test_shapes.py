"""What is found by shape is what parsing the expression itself finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.prometheus import Comparison, PromqlError, called, comparison, parse
from alertflow.prometheus.promql.shapes import without_values
from alertflow.prometheus.promql.tree import functions
from tests.prometheus.promql.test_filters import ALWAYS, FILTERED
from tests.prometheus.promql.test_labels import EXACT
from tests.prometheus.promql.test_reading import REFUSED, RIGHT

VALUES = st.sampled_from(
    [
        *(
            '"a"',
            "'a'",
            '"b c"',
            '""',
            '"5.."',
            "'a|b'",
            '".*"',
            '"a > 5"',
            '"=~\\"x\\""',
            "`x`",
            '"{{ $x }}"',
        ),
        *('"# no"', '"\\\\d+"', "'\"'", '"("', "`\\d`", '"7777000000000000"', '"__name__"', '"é"'),
    ]
)
NAMES, OPERATORS = st.sampled_from(["job", "status", "__name__"]), st.sampled_from(["=", " != ", "=~", "!~ "])
MATCHERS = st.dictionaries(NAMES, st.builds("{}{}".format, OPERATORS, VALUES), max_size=2).map(
    lambda matchers: ", ".join(name + rest for name, rest in matchers.items())
)
NUMBERS = st.sampled_from(["0", "0.05", "5", "1e3", "7777000000000000", "-1", "0x1F", "Inf"])
SELECTORS = st.builds("{}{{{}}}".format, st.sampled_from(["up", "a_total", ""]), MATCHERS)
RATES = st.builds("{}({}[5m])".format, st.sampled_from(["rate", "increase", "max_over_time"]), SELECTORS)
VECTORS = st.one_of(
    SELECTORS, RATES, RATES.map("sum by (job) ({})".format), SELECTORS.map("absent({})".format)
)
EXPRESSIONS = st.one_of(
    st.builds("{} {} {}".format, VECTORS, st.sampled_from(["/", "and", "unless", "or", "== bool"]), VECTORS),
    st.builds("{} / {} > {}".format, VECTORS, VECTORS, NUMBERS),
    st.builds("({} >{}) # > 5 and {}".format, VECTORS, NUMBERS, NUMBERS),
    st.builds(
        'label_replace({}, "x", {}, "job", "(.*)") == {} or {}'.format, VECTORS, VALUES, NUMBERS, VECTORS
    ),
)


@pytest.mark.parametrize("expr", [*FILTERED, *(one[0] for one in ALWAYS), *(one[0] for one in EXACT), *RIGHT])
def test_what_a_shape_calls_is_what_the_expression_calls(expr: str) -> None:
    assert called(expr) == functions(parse(expr))


@given(EXPRESSIONS)
def test_a_shape_is_refused_just_when_the_expression_is_whatever_the_values(expr: str) -> None:
    try:
        expected = functions(parse(expr))
    except PromqlError as refused:
        with pytest.raises(PromqlError) as again:
            called(expr)
        assert again.value.message == refused.message
    else:
        assert called(expr) == expected


@pytest.mark.parametrize(("expr", "sentence"), REFUSED)
def test_what_is_refused_is_refused_with_its_own_text(expr: str, sentence: str) -> None:
    with pytest.raises(PromqlError) as refused:
        called(expr)
    assert refused.value.message.endswith(sentence)


ALIKE = st.lists(
    st.builds("{}{} > {}".format, st.sampled_from(["", "100 * "]), st.shared(VECTORS, key="vector"), NUMBERS)
    | st.builds("{} > {}".format, VECTORS, NUMBERS),
    min_size=2,
    max_size=2,
)


@given(ALIKE)
def test_expressions_with_the_same_values_compare_the_same_just_when_they_do_without_them(
    exprs: list[str],
) -> None:
    (one, values), (other, others) = map(without_values, exprs)
    try:
        expected = [comparison(parse(expr)) for expr in exprs]
    except PromqlError:
        return
    if values == others:
        found = [comparison(parse(expr)) for expr in (one, other)]
        assert [each and each[2:4] for each in found] == [each and each[2:4] for each in expected]
        assert same_quantity(*found) == same_quantity(*expected)


def same_quantity(one: Comparison | None, other: Comparison | None) -> bool:
    return one is not None and other is not None and one.quantity == other.quantity


def test_a_pattern_is_another_value_than_the_same_text() -> None:
    assert without_values('x{a="b"} > 5')[1] != without_values('x{a=~"b"} > 5')[1]
    assert without_values('x{a="b"} > 5') == ('x{a="\ue0000"} > 5', ('"b"',))
