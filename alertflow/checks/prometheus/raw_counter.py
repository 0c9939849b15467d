"""A counter is compared as it stands.

What will happen: a counter counts since its program last started. Once it is above the threshold it stays
there: the alert fires until the next restart, whatever happens meanwhile. And after a restart it says nothing
until as much has been counted again.

How to mend it: compare how fast it grows, `rate(…[5m])`, or by how much, `increase(…[1h])`.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: ManyPaymentsFail
            expr: sum(payments_failed_total) > 100

Right:

    groups:
      - name: shop
        rules:
          - alert: ManyPaymentsFail
            expr: sum(increase(payments_failed_total[1h])) > 100
"""

import re
from collections.abc import Iterator

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.metrics import metric_types
from alertflow.checks.subject import Subject
from alertflow.prometheus import raw_counters

ID = "prometheus/raw-counter"

_plain = re.compile(r'_total(?![\w:])(?!\s*(?:\{(?:[^{}"\'`]|"[^"\\]*")*\})?\s*\[)').search


def check(subject: Subject) -> Iterator[Finding]:
    """The comparisons of counters by type or, in doubt, by their name."""
    types = metric_types(subject)
    may = may_compare_a_counter if not types else _compares
    told: set[tuple[int, str]] = set()
    for rule, one in mistakes(subject, may, lambda tree: raw_counters(tree, types)):
        if (id(rule), one.expression) in told:  # the other side of a ratio
            continue
        told.add((id(rule), one.expression))
        yield Finding(
            ID,
            Severity.ERROR if one.certain else Severity.WARNING,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} compares {one.metric}, which {'is' if one.certain else 'has the name of'} a "
            f"counter, as it stands: {cut(one.expression)}.",
            "Once it is above the threshold it stays there until the next restart.",
            f"Compare how fast it grows: rate({one.metric}[5m]), or increase({one.metric}[1h]).",
        )


def may_compare_a_counter(expr: str) -> bool:
    """Whether the text leaves open that the value of a counter is compared."""
    return "_total" in expr and (_plain(expr) is not None or "_over_time" in expr)


def _compares(expr: str) -> bool:
    return "<" in expr or ">" in expr
