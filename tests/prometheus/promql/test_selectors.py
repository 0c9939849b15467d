"""What an expression reads: selectors in their surroundings, labels wherever they are named."""

import pytest

from alertflow.prometheus import labels_used, metric_names, parse, selectors
from alertflow.prometheus.promql.selectors import Subquery


def test_a_selector_is_found_with_all_that_is_around_it() -> None:
    (found,) = selectors(
        parse("""topk(3, max_over_time(rate(x{a="b",c!~"d"}[5m] offset 1m)[1h:1m] offset 1d)) > 0""")
    )
    assert found.expression == 'x{a="b",c!~"d"}[5m] offset 1m'
    assert (found.metric, found.range, found.offset, found.function) == ("x", 300, 60, "rate")
    assert found.matchers == (("a", "=", "b"), ("c", "!~", "d"))
    assert found.subqueries == (Subquery(3600, 60, 86400),)
    assert found.at is None


@pytest.mark.parametrize(
    ("expr", "metric", "at", "offset", "function"),
    [
        ("up", "up", None, 0, None),
        ("(up)", "up", None, 0, None),
        ("sum(up)", "up", None, 0, "sum"),
        ("abs((up))", "up", None, 0, "abs"),
        ("-up", "up", None, 0, None),
        ('{__name__="up",a!="b"} offset -5m', "up", None, -300, None),
        ('{__name__=~"up.*"} @ end()', None, "end()", 0, None),
        ("up @ start()", "up", "start()", 0, None),
        ("up @ 1609746000.5", "up", "1609746000.5", 0, None),
    ],
)
def test_modifiers_are_read(
    expr: str, metric: str | None, at: str | None, offset: float, function: str | None
) -> None:
    (found,) = selectors(parse(expr))
    assert (found.metric, found.at, found.offset, found.function) == (metric, at, offset, function)
    assert ("__name__" in [one.label for one in found.matchers]) is (metric is None)


def test_selectors_come_from_left_to_right() -> None:
    found = selectors(
        parse("a / on (x) group_left () rate(b[5m]) > quantile(scalar(c), d) or info(e, {f='g'})")
    )
    assert [one.metric for one in found] == ["a", "b", "c", "d", "e", None]
    assert [one.function for one in found] == [None, "rate", "scalar", "quantile", "info", "info"]


def test_metrics_are_found_by_name_wherever_they_stand() -> None:
    tree = parse('sum(rate(a_total[5m])) / on () b > {__name__="c"} unless {__name__=~"d.*"} or absent(e)')
    assert metric_names(tree) == {"a_total", "b", "c", "e"}


def test_labels_are_found_wherever_they_are_named() -> None:
    expr = """
        label_replace(sum by (a) (x{b="c"}), "d", "$1", "e", ".*")
          / on (f) group_left (g) count_values without (l) ("h", y)
          or label_join(z, "i", ",", "j", "k") or sort_by_label(x, "m")
    """
    assert labels_used(parse(expr)) == set("abdefghijklm")
    assert labels_used(parse('{__name__="up"} > 0')) == set()
