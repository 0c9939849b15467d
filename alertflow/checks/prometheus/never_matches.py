"""The two sides of an operation have no labels by which their series could find each other.

What will happen: an operation pairs series whose labels are equal. Where a label stands on one side, and an
aggregation has dropped it on the other, no series finds a partner: the result is always empty, and the alert
never fires. Behind `unless` nothing is ever taken away.

How to mend it: aggregate both sides by the same labels, or say by which labels they match: `on (job)`,
`ignoring (status)`, with `group_left` where many of one side match one of the other.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: ManyRequestsFail
            expr: rate(requests_total{status="500"}[5m]) / sum by (job) (rate(requests_total[5m])) > 0.05

Right:

    groups:
      - name: shop
        rules:
          - alert: ManyRequestsFail
            expr: |
              sum by (job) (rate(requests_total{status="500"}[5m]))
                / sum by (job) (rate(requests_total[5m])) > 0.05
"""

import re
from collections.abc import Iterator

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import unmatched

ID = "prometheus/never-matches"

_aggregated = re.compile(r"\bby\s*\(([^)]*)\)\s*\((?:\s*\w+\()*\s*[\w:]+\{").findall
"""The labels of each aggregation that begins with a selector: `sum by (job) (rate(x{`."""
_aggregates = re.compile(r"\b(?:sum|avg|min|max|count|group|stddev|stdvar|quantile|count_values)\b").search


def check(subject: Subject) -> Iterator[Finding]:
    """The operations whose two sides never have equal labels."""
    for rule, one in mistakes(subject, _may_lack_a_label, unmatched):
        having, lacking = ("left", "right") if one.side == "left" else ("right", "left")
        yield Finding(
            ID,
            Severity.ERROR,
            rule.place("expr") or rule.source,
            f"{name_of(rule)}: every series on the {having} has the label '{one.label}', and none on the "
            f"{lacking}: {cut(one.expression)}.",
            "No series finds a partner, so the result is always empty."
            if " unless " not in one.expression
            else "No series finds a partner, so nothing is ever taken away.",
            "Aggregate both sides by the same labels, or say by which they match: on (…), ignoring (…).",
        )


def _may_lack_a_label(expr: str) -> bool:
    """Whether the text leaves open that a label which a selector asks for is dropped on one side only. Where
    all that is read is aggregated by the same labels, as in most ratios, both sides have the same.
    """
    if "{" not in expr:
        return False
    lists = _aggregated(expr)
    if len(set(lists)) == 1 and expr.count("{") == len(lists):
        return False
    return _aggregates(expr) is not None
