"""A series is divided by itself.

What will happen: Prometheus matches series with equal labels, and without an aggregation each series of
the one side finds only itself on the other. The ratio is always 1: one failed request fires the alert.

How to mend it: aggregate both sides, with the same labels, before dividing.

Wrong:

    expr='rate(http_requests_total{status=~"5.."}[5m]) / rate(http_requests_total[5m]) > 0.05'

Right:

    expr='sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05'
"""

import re
from collections.abc import Iterator

from alertflow.checks.expressions import mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import unaggregated_ratios

ID = "prometheus/unaggregated-ratio"

_plain_division = re.compile(
    r"/(?!\s*\(*\s*(?:\d|(?:sum|avg|min|max|count|group|stddev|stdvar|quantile|topk|bottomk)\b|on\b|ignoring\b))"
).search
"""A division by what may be a bare series: not by a number, an aggregation, or with labels to match on."""
_texts = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"').sub


def check(subject: Subject) -> Iterator[Finding]:
    """The divisions, in alerts and recording rules, of a metric by itself without aggregation."""
    for rule, ratio in mistakes(subject, may_divide_a_series_by_itself, unaggregated_ratios):
        yield Finding(
            ID,
            Severity.ERROR,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} divides a series by itself: {ratio.expression}.",
            "Each series finds only its equal on the other side, so the ratio is always 1.",
            f"Aggregate before dividing: sum({ratio.left}) / sum({ratio.right}).",
        )


def may_divide_a_series_by_itself(expr: str) -> bool:
    """Whether the text leaves open that something is divided by a series that is not aggregated."""
    if "/" not in expr or not _plain_division(expr):
        return False
    return _plain_division(_texts('""', expr)) is not None
