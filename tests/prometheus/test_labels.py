"""Which labels survive an expression, and that Prometheus returns no others."""

import json
import re
from pathlib import Path

import pytest

from alertflow.prometheus import InputSeries, PromqlExprTest, TestFile, UnitTest, parse, surviving_labels
from tests.prometheus.promtool import Promtool

EXACT = [
    ("sum(x)", set()),
    ("sum by (job, code) (x)", {"job", "code"}),
    ("sum by (job) (sum by (job, pod) (x))", {"job"}),
    ("sum by (job, pod) (sum by (job) (x))", {"job"}),
    ("sum without (pod) (sum by (job, pod) (x))", {"job"}),
    ("topk by (code) (1, sum by (job, pod) (x))", {"job", "pod"}),
    ("count_values('value', x)", {"value"}),
    ("count_values by (job) ('value', x)", {"value", "job"}),
    ("absent(nothing{job='a', code=~'5..', pod='b', pod='b'})", {"job"}),
    ("absent(sum(nothing))", set()),
    ("absent_over_time(nothing{job='a'}[5m])", {"job"}),
    ("vector(1)", set()),
    ("hour()", set()),
    ("sum by (job) (x) / sum by (job) (y) > 0", {"job"}),
    ("sum by (job) (x) > 0", {"job"}),
    ("0 < sum by (job) (x)", {"job"}),
    ("x / on (job, pod) y", {"job", "pod"}),
    ("sum by (job, pod) (x) / ignoring (pod) sum by (job) (y)", {"job"}),
    ("x * on (job) group_left (version) sum by (job, version) (info_metric)", None),
    ("sum by (job, pod) (x) * on (job) group_left (version) info_metric", {"job", "pod", "version"}),
    ("info_metric * on (job) group_right (version) sum by (job, pod) (x)", {"job", "pod", "version"}),
    ("sum by (job) (x) or sum by (code) (x)", {"job", "code"}),
    ("sum by (job) (x) and on (job) x", {"job"}),
    ("sum by (job) (x) unless on () vector(1) == 0", {"job"}),
    ("label_replace(sum by (job) (x), 'new', '$1', 'job', '(.*)')", {"job", "new"}),
    ("label_join(sum by (job) (x), 'new', '-', 'job')", {"job", "new"}),
    ("histogram_quantile(0.9, sum by (le, job) (x_bucket))", {"job"}),
    ("clamp_min(-(sum by (job) (x)), 3)", {"job"}),
    ("max_over_time(sum by (job) (x)[5m:1m])", {"job"}),
    ("x", None),
    ("rate(x[5m])", None),
    ("x or sum by (job) (x)", None),
]


@pytest.mark.parametrize(("expr", "labels"), EXACT)
def test_labels_that_survive(expr: str, labels: set[str] | None) -> None:
    only = surviving_labels(parse(expr)).only
    assert only == (None if labels is None else frozenset(labels))


@pytest.mark.parametrize(
    ("expr", "label", "may_have"),
    [
        ("sum without (pod) (x)", "pod", False),
        ("sum without (pod) (x)", "job", True),
        ('x{pod=""}', "pod", False),
        ("x / ignoring (code) y", "code", False),
        ("x / y", "code", True),
        ("sum by (pod) (sum without (pod) (x))", "pod", False),
        ("x or sum without (pod) (y)", "pod", True),
        ("x * ignoring (version) group_left (version) y{version=''}", "version", True),
        ("sum by (job) (x) / y", "pod", False),
        ("x / sum by (job) (y)", "pod", False),
        ("info(x)", "anything", True),
    ],
)
def test_a_label_that_is_dropped_is_known_to_be(expr: str, label: str, may_have: bool) -> None:
    assert surviving_labels(parse(expr)).may_have(label) is may_have


def test_prometheus_returns_no_other_labels(tmp_path: Path, promtool_new: Promtool) -> None:
    """Every expression is asked of promtool, which prints the labels of what it got instead of nothing."""
    exprs = [expr for expr, _ in EXACT]
    pods = [f'job="{job}", pod="{pod}"' for job, pod in (("a", "1"), ("b", "2"))]
    series = [
        *(f'x{{{pod}, code="200"}}' for pod in pods),
        *(f'y{{{pod}, code="500"}}' for pod in pods),
        *(f'info_metric{{job="{job}", version="{job}1"}}' for job in "ab"),
        *(f'x_bucket{{job="a", le="{le}"}}' for le in ("1", "+Inf")),
    ]
    cases = [PromqlExprTest(expr=expr, eval_time="5m") for expr in exprs]
    unit = UnitTest(
        interval="1m", input_series=[InputSeries(one, "1+1x10") for one in series], promql_expr_tests=cases
    )
    path = tmp_path / "tests.yml"
    path.write_text(json.dumps(TestFile(rule_files=[], tests=[unit]).to_data()), encoding="utf-8")
    printed = promtool_new.run("test", "rules", path).stderr
    answers = re.findall(r'expr: "(.*)", time: 5m,\n\s*exp: nil\n\s*got: (.*)', printed)
    assert [expr for expr, _ in answers] == exprs, printed
    for expr, got in answers:
        surviving = surviving_labels(parse(expr))
        for label in re.findall(r'(\w+)="', got):
            assert label == "__name__" or surviving.may_have(label), (expr, got)
