"""A quantile is calculated from what does not hold one.

What will happen: where an aggregation keeps no label `le`, there are no buckets left to estimate from, and
the result is empty: the alert never fires. Where the buckets are read without `rate`, the quantile is that of
all requests since the last restart, and a bad hour is hardly seen. And an average of quantiles is no quantile
of anything.

How to mend it: `histogram_quantile(0.99, sum by (le) (rate(…_bucket[5m])))`: the rate first, then the sum,
which keeps `le`, then the quantile. The quantiles of a summary cannot be put together: compare each.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: TooSlow
            expr: histogram_quantile(0.99, sum by (job) (rate(http_request_duration_seconds_bucket[5m]))) > 2

Right:

    groups:
      - name: shop
        rules:
          - alert: TooSlow
            expr: histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 2
"""

from collections.abc import Iterator

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.metrics import metric_types
from alertflow.checks.subject import Subject
from alertflow.prometheus import QuantileMistake, quantile_mistakes

ID = "prometheus/wrong-quantile"


def check(subject: Subject) -> Iterator[Finding]:
    """The quantiles that are none."""
    types = metric_types(subject)
    may = _may_average if types else _names_a_quantile
    for rule, one in mistakes(subject, may, lambda tree: quantile_mistakes(tree, types)):
        severity, message, consequence, remedy = _words(one)
        yield Finding(
            ID,
            severity,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} {message}: {cut(one.expression)}.",
            consequence,
            remedy,
        )


def _words(one: QuantileMistake) -> tuple[Severity, str, str, str]:
    if one.reason == "le is lost":
        return (
            Severity.ERROR,
            "takes a quantile of buckets without their label 'le'",
            "Without it there is nothing to estimate from: the result is always empty.",
            "Keep the label: sum by (le, …) (…).",
        )
    if one.reason == "no rate":
        return (
            Severity.WARNING,
            "takes a quantile of buckets without rate()",
            "It is that of all requests since the last restart, in which a bad hour is hardly seen.",
            f"Take the rate first: rate({one.metric}[5m]).",
        )
    return (
        Severity.WARNING if one.certain else Severity.INFO,
        "adds up or averages quantiles",
        "The result is no quantile: few slow requests weigh as much as many quick ones.",
        "Add up the buckets, and take the quantile of the sum; or compare each quantile by itself.",
    )


def _names_a_quantile(expr: str) -> bool:
    return "quantile" in expr or "histogram_fraction" in expr


def _may_average(expr: str) -> bool:
    return _names_a_quantile(expr) or "sum" in expr or "avg" in expr
