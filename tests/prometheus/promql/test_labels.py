"""Which labels survive an expression, and that Prometheus returns no others."""

import re
from pathlib import Path

import pytest

from alertflow.prometheus import parse, present_labels, surviving_labels
from tests.prometheus.promql.generated import SERIES, expressions
from tests.prometheus.promtool import EXPERIMENTAL, Promtool

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
LATER: list[tuple[str, set[str] | None]] = [
    ("histogram_quantiles(sum by (le, job) (rate(x_bucket[5m])), 'q', 0.5, 0.9)", {"job", "q"}),
    ("sum by (job) (x) + fill(0) sum by (job, pod) (y)", {"job", "pod"}),
    ("sum by (job) (x) + on (job, code) fill_left(0) sum by (job, pod) (y)", {"job"}),
    ("sum by (job) (x) * min_of(step(), 5)", {"job"}),
    ("sum by (job) (integral(x[5m] smoothed))", {"job"}),
]
"""What both promtools are too old for."""


@pytest.mark.parametrize(("expr", "labels"), EXACT + LATER)
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


def test_prometheus_returns_no_other_labels(
    tmp_path: Path, promtool_old: Promtool, promtool_new: Promtool
) -> None:
    """Of generated expressions; what Prometheus refuses matches many series with many."""
    for promtool, flags, least in ((promtool_new, EXPERIMENTAL, 800), (promtool_old, (), 500)):
        exprs = [*(expr for expr, _ in EXACT), *expressions(1, 2000)]
        answers = promtool.answers(tmp_path, SERIES, exprs, "10m", flags)
        returned = [(expr, got) for expr, got in zip(exprs, answers, strict=True) if got.startswith("{")]
        assert len(returned) > least
        for expr, got in returned:
            surviving, present = surviving_labels(parse(expr)), present_labels(parse(expr))
            for one in re.findall(r"\{([^}]*)\}", got):
                labels = set(re.findall(r'(\w+)="', one)) - {"__name__"}
                assert all(surviving.may_have(label) for label in labels), (expr, got)
                assert present <= labels, (expr, got)
