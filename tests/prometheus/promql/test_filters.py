"""What an expression returns to an alert: whether it can be empty."""

import pytest

from alertflow.prometheus import Unfiltered, has_comparison, parse, unfiltered

FILTERED = [
    "up == 0",
    "(up == 0)",
    "-(up == 0)",
    "rate(errors_total[5m]) > bool 0 == 1",
    "up == 0 and on (job) enabled",
    "enabled and on (job) up == 0",
    "up unless on (instance) node_info",
    "up == 0 or absent(up)",
    "absent(up)",
    "absent_over_time(up[5m])",
    "count(up == 0)",
    "sum by (job) (up == bool 0) > 2",
    "topk(3, x > 5)",
    "x * on (a) (y > 5)",
    "2 * (y > 5)",
    "label_replace(x > 1, 'a', '$1', 'b', '(.*)')",
    "histogram_quantile(0.9, rate(x_bucket[5m])) > 1",
    "count_over_time((up == 0)[1h:1m])",
    'ALERTS{alertname="Down", alertstate="firing"}',
    'count(ALERTS{alertstate="firing"})',
    'time() - ALERTS_FOR_STATE{alertname="Down"} > 900',
    "hour() > 17 < 20",
    "(x > 1) == bool 2",
    "round(x) > bool 1 unless y",
]
ALWAYS = [
    ("up", "up", "no comparison"),
    ("rate(x_total[5m])", "x_total", "no comparison"),
    ("sum(rate(x_total[5m])) / sum(rate(y_total[5m]))", "x_total", "no comparison"),
    ("up == bool 0", "up == bool 0", "bool"),
    ("sum(up == bool 0)", "up == bool 0", "bool"),
    ("count(up == 0) or vector(0)", "vector(0)", "constant"),
    ("up == 0 or x", "x", "no comparison"),
    ("vector(1)", "vector(1)", "constant"),
    ("1", "1", "constant"),
    ("time()", "time()", "constant"),
    ("1 + 2", "1 + 2", "constant"),
    ("hour()", "hour()", "constant"),
    ("scalar(up == 0)", "scalar(up == 0)", "constant"),
    ("time() - x", "x", "no comparison"),
    ("a and b", "a", "no comparison"),
    ("quantile_over_time(0.9, x[5m])", "x", "no comparison"),
    ("-scalar(x) * pi()", "-scalar(x) * pi()", "constant"),
    ("'text'", '"text"', "constant"),
]


@pytest.mark.parametrize("expr", FILTERED)
def test_an_expression_that_can_be_empty_is_filtered(expr: str) -> None:
    assert unfiltered(parse(expr)) is None
    assert has_comparison(parse(expr))


@pytest.mark.parametrize(("expr", "part", "reason"), ALWAYS)
def test_an_expression_that_always_returns_something_is_found_out(expr: str, part: str, reason: str) -> None:
    found = unfiltered(parse(expr))
    assert isinstance(found, Unfiltered)
    assert (found.expression, found.reason) == (part, reason)
    assert not has_comparison(parse(expr))
