"""An alert on a burn rate looks at one long window only.

What will happen: the window holds the errors for an hour, or for six, after they have stopped, and the alert
goes on firing as long. People learn that it fires when all is well again; and whether what they did has
helped, it does not tell them.

How to mend it: ask for the same burn rate over a shorter window, too, a twelfth of the long one: `… [1h] …
and … [5m] …`. `Slo` of alertflow writes these pairs. Source:
https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: ErrorBudgetBurns
            expr: |
              sum(rate(requests_failed_total[1h])) / sum(rate(requests_total[1h])) > 14.4 * (1 - 0.999)

Right:

    groups:
      - name: shop
        rules:
          - alert: ErrorBudgetBurns
            expr: |
              sum(rate(requests_failed_total[1h])) / sum(rate(requests_total[1h])) > 14.4 * (1 - 0.999)
                and
              sum(rate(requests_failed_total[5m])) / sum(rate(requests_total[5m])) > 14.4 * (1 - 0.999)
"""

import re
from collections.abc import Iterator

from alertflow.checks.expressions import mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import AlertingRule, unstopped_burn_rates

ID = "prometheus/burn-rate-without-window"

_budget = re.compile(r"\(\s*1\s*-").search


def check(subject: Subject) -> Iterator[Finding]:
    """The comparisons with a multiple of an error budget over one window of an hour or more."""
    for rule, one in mistakes(subject, _budget, unstopped_burn_rates):
        if not isinstance(rule, AlertingRule):
            continue
        hours, minutes = one.window / 3600, one.window / 12 / 60
        yield Finding(
            ID,
            Severity.WARNING,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} looks for a burn rate of {one.factor:g} over {hours:g}h alone.",
            f"It goes on firing for up to {hours:g}h after the errors have stopped.",
            f"Ask for the same over a shorter window, too: and … [{minutes:g}m] ….",
        )
