"""Both alerts of an objective are disabled.

What will happen: its error ratio is recorded, and nobody is told when the budget burns or is spent.

How to mend it: let one of them stand, the ticket alert for what can wait until morning. Where a dashboard is
all that is wanted, ignore this and say so.

Wrong:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors
          page_alert: {disable: true}
          ticket_alert: {disable: true}

Right:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors
          page_alert: {disable: true}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.objectives import name_of, objectives
from alertflow.checks.subject import Subject

ID = "slo/no-alert"


def check(subject: Subject) -> Iterator[Finding]:
    """The objectives that alert nobody."""
    for one in objectives(subject):
        if one.alarms:
            continue
        sloth = one.program == "Sloth"
        yield Finding(
            ID,
            Severity.INFO,
            one.source,
            f"{name_of(one)} {'has both alerts disabled' if sloth else 'has no policy that alerts'}.",
            "Nobody is told when its error budget burns, or is spent.",
            "Take 'disable: true' away from one of them."
            if sloth
            else "Give it alertPolicies with 'alertWhenBreaching: true'.",
        )
