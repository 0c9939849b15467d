"""The rates of two metrics are divided series by series.

What will happen: it may be meant. But each series has a ratio of its own: where one of many has few
requests, a single error is all of them, and the alert fires. And series find partners by all their labels: if
one of the metrics has a label that the other has not, such as `status`, nothing comes out, and the alert
never fires.

How to mend it: aggregate both sides, with the same labels, before dividing. If each series is meant, say so:
`/ on (job, instance)`.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: ManyRequestsFail
            expr: rate(gateway_requests_failed_total[5m]) / rate(gateway_requests_total[5m]) > 0.05

Right:

    groups:
      - name: shop
        rules:
          - alert: ManyRequestsFail
            expr: sum(rate(gateway_requests_failed_total[5m])) / sum(rate(gateway_requests_total[5m])) > 0.05
"""

from collections.abc import Iterator

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.prometheus.unaggregated_ratio import may_divide_a_series_by_itself
from alertflow.checks.subject import Subject
from alertflow.prometheus import ratios_by_series

ID = "prometheus/ratio-by-series"


def check(subject: Subject) -> Iterator[Finding]:
    """The divisions of the rates of two counters, where neither side is aggregated."""
    for rule, one in mistakes(subject, may_divide_a_series_by_itself, ratios_by_series):
        yield Finding(
            ID,
            Severity.INFO,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} divides series by series: {cut(one.expression)}.",
            "Where a series has few requests, one error is enough; where labels differ, nothing comes out.",
            f"Aggregate before dividing: sum({one.left}) / sum({one.right}).",
        )
