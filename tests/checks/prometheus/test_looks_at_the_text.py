"""Before a tree is walked the checks look at the text: what that lets pass, the tree must let pass too."""

from hypothesis import given
from hypothesis import strategies as st

from alertflow.checks.prometheus.no_comparison import is_plainly_filtered
from alertflow.checks.prometheus.rate_of_gauge import may_be_of_a_gauge
from alertflow.checks.prometheus.raw_counter import may_compare_a_counter
from alertflow.checks.prometheus.unaggregated_ratio import may_divide_a_series_by_itself
from alertflow.prometheus import (
    PromqlError,
    has_comparison,
    parse,
    rates_of_gauges,
    ratios_by_series,
    raw_counters,
    unaggregated_ratios,
)

_metric = st.sampled_from(["up", "x_total", "x", "errors", "a:rate", "irate_total", "increase_x"])
_labels = st.sampled_from(["", '{a="b"}', '{a="c"}', '{a="x / y > 5"}', '{a=~"or|bool"}', "{a='/'}"])
_selector = st.builds("{}{}".format, _metric, _labels)
_ranged = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["rate", "irate", "increase", "delta", "RATE"]),
    st.sampled_from(["({}[5m])", "( {}[5m] )", "(({}[5m]))", "({}[5m:1m])", "(\n{}[5m] offset 1h)"]),
    st.just("\0"),
    _selector,
).map(lambda text: text.partition("\0")[0].replace("{}", text.partition("\0")[2]))
_number = st.sampled_from(["5", "0.5", "-1e-3", "+2", "bool 5", "1 + 1"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from(
        ["/", "+", " and ", " or ", " OR ", " unless ", "/ on (a) ", " > ", "==", "<= bool "]
    )
    return st.one_of(
        st.builds("{}{}{}".format, inner, operator, inner),
        st.builds("{} > {}".format, inner, _number),
        st.builds("{}/{}".format, inner, _number),
        st.builds("({})".format, inner),
        st.builds("sum({})".format, inner),
        st.builds("sum by (a) ({})".format, inner),
        st.builds("count_values('a', {})".format, inner),
        st.builds("-{}".format, inner),
        st.builds("{} # or\n".format, inner),
        st.builds("abs({})".format, inner),
    )


_pairs = st.one_of(
    st.builds("{} / {}".format, _selector, _selector), st.builds("{}/({})".format, _ranged, _ranged)
)
_expressions = st.recursive(st.one_of(_selector, _ranged, _pairs), _larger, max_leaves=5)


@given(_expressions)
def test_the_text_never_hides_what_the_tree_says(expr: str) -> None:
    try:
        tree = parse(expr)
    except PromqlError:
        return
    assert has_comparison(tree) or not is_plainly_filtered(expr)
    assert not rates_of_gauges(tree) or may_be_of_a_gauge(expr)
    assert not unaggregated_ratios(tree) or may_divide_a_series_by_itself(expr)
    assert not ratios_by_series(tree) or may_divide_a_series_by_itself(expr)
    assert not raw_counters(tree) or may_compare_a_counter(expr)
