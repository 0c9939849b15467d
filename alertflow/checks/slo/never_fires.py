"""A burn alert can never fire with its objective.

What will happen: it waits for a share of errors that is 1 or more: 14.4 times too fast, with an objective of
90 %, would be 144 % of all events. The alert never fires, and the budget is gone before a slower one does.

How to mend it: an objective of 93.1 % or more goes with all of Sloth's windows for 30 days. For a lower one,
give windows with a smaller share of the budget (`--slo-period-windows-path`), or import it with alertflow:
`Slo` leaves out what cannot fire.

Wrong:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 80
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors

Right:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 95
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors
"""

from collections.abc import Iterator
from math import ceil

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.objectives import name_of, objectives
from alertflow.checks.subject import Subject

ID = "slo/never-fires"


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts of objectives whose every rate, or one of them, is out of reach."""
    for one in objectives(subject):
        if not 0.01 <= one.target < 1:  # another check tells of those
            continue
        for alarm in one.alarms:
            beyond = [burn for burn in alarm.burns if burn.factor * one.budget >= 1]
            if not beyond:
                continue
            whole = len(beyond) == len(alarm.burns)
            rates = " and ".join(f"{burn.factor:g} times over {burn.long}" for burn in beyond)
            needed = f"{beyond[0].factor * one.budget:.0%}"
            yield Finding(
                ID,
                Severity.WARNING if whole else Severity.INFO,
                alarm.source or one.source,
                f"{name_of(one)}: the {alarm.kind} alert waits for a budget that burns {rates}: that is "
                f"{needed} of all events.",
                "It can never fire." if whole else "That half of it can never be true.",
                f"Objectives of {_least(beyond[0].factor)} and more go with it; or give other windows.",
            )


def _least(factor: float) -> str:
    """The least objective with which a rate can be reached, rounded up to a tenth of a per cent."""
    return f"{ceil((1 - 1 / factor) * 1000) / 10:g} %"
