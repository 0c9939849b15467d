"""A rate is taken of what was calculated from counters, in a subquery.

What will happen: when one of the programs restarts, its counter falls to 0, and the sum falls a little.
`rate` takes each fall for a restart of the whole and counts all of it anew: a deployment looks like a flood
of requests. And the rate of a rate is how fast it changes, which is seldom meant.

How to mend it: the rate first, then the sum: `sum(rate(…[5m]))`.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: ManyErrors
            expr: rate(sum by (job) (http_errors_total)[5m:]) > 5

Right:

    groups:
      - name: shop
        rules:
          - alert: ManyErrors
            expr: sum by (job) (rate(http_errors_total[5m])) > 5
"""

from collections.abc import Iterator

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import rates_of_aggregates

ID = "prometheus/rate-of-sum"


def check(subject: Subject) -> Iterator[Finding]:
    """The uses of a counter's functions on sums and on rates."""
    for rule, one in mistakes(subject, _may_have_a_subquery, rates_of_aggregates):
        aggregated = one.reason == "aggregated"
        yield Finding(
            ID,
            Severity.WARNING,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} takes {one.function}() of {'a sum' if aggregated else 'a rate'}: "
            f"{cut(one.expression)}.",
            "Whenever one of the programs restarts, the sum falls, and all of it is counted anew."
            if aggregated
            else "A rate rises and falls: each fall of it is taken for a restart and counted whole.",
            f"Take {one.function}() of each counter, and then the sum."
            if aggregated
            else "Take one rate; deriv() says how fast it changes.",
        )


def _may_have_a_subquery(expr: str) -> bool:
    return ":" in expr and "[" in expr
