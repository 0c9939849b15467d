"""Quantiles that are none."""

import pytest

from alertflow.prometheus import RecordingRule
from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/wrong-quantile"


def test_lost_buckets_are_found() -> None:
    expr = "histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m]))) > 2"
    assert found(ID, project(alert(expr=expr))) == [
        "error: HighErrorRate takes a quantile of buckets without their label 'le': "
        "histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m])))."
        " | Without it there is nothing to estimate from: the result is always empty."
        " | Keep the label: sum by (le, …) (…)."
    ]


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        (
            "histogram_quantile(0.9, x_bucket) > 2",
            "warning: Trouble takes a quantile of buckets without rate()",
        ),
        ("avg(histogram_quantile(0.9, rate(x_bucket[5m]))) > 2", "warning: Trouble adds up or averages"),
        ('avg(x{quantile="0.9"}) > 2', "info: Trouble adds up or averages quantiles"),
    ],
)
def test_other_mistakes_are_found(expr: str, said: str) -> None:
    (one,) = found(ID, rules(expr))
    assert one.startswith(said)


def test_an_average_of_a_declared_summary_is_found() -> None:
    (said,) = found(ID, project(alert(expr="avg(x) > 2"), metrics={"x": "summary"}))
    assert said.startswith("warning: HighErrorRate adds up or averages quantiles")


def test_it_is_found_in_a_recording_rule_at_its_place() -> None:
    text = "groups: [{name: a, rules: [{record: 'a:b', expr: 'histogram_quantile(0.9, sum(x_bucket))'}]}]"
    assert places(ID, written(text)) == [(1, 50)]


@pytest.mark.parametrize(
    "expr",
    [
        "histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m]))) > 2",
        "histogram_quantile(0.9, sum without (pod) (rate(x_bucket[5m]))) > 2",
        "histogram_quantile(0.9, sum by (job) (rate(native[5m]))) > 2",
        "histogram_quantile(0.9, job:x_bucket:rate5m) > 2",
        "max(histogram_quantile(0.9, rate(x_bucket[5m]))) > 2",
        "quantile(0.9, x) > 2",
        'x{quantile="0.9"} > 2',
    ],
)
def test_right_but_unusual_quantiles_are_left_in_peace(expr: str) -> None:
    assert found(ID, rules(expr, RecordingRule("a:b", expr="vector(1)"))) == []
