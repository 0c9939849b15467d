"""The names of the series that objectives are recorded under; rules, tests and dashboards agree by them.

All of them carry the labels `slo` and `service`. Sloth's names are kept where the meaning is the same.
"""

from __future__ import annotations

ERRORS = "slo:errors:rate5m"
"""Requests that failed, a second, over five minutes."""
REQUESTS = "slo:requests:rate5m"
"""All requests, a second, over five minutes."""
HOURLY_ERRORS = "slo:errors:increase1h"
HOURLY_REQUESTS = "slo:requests:increase1h"
"""How many requests failed, and were asked, within an hour; recorded for calendar periods only."""
PERIOD_ERROR = "slo:period_error:ratio"
"""The share of the period's requests that failed."""
PERIOD_START = "slo:period_start:timestamp_seconds"
"""When the calendar period began (UTC); not recorded for a period that rolls."""
PERIOD_DAYS = "slo:time_period:days"
"""The length of the period; of a calendar period, the nominal one."""
OBJECTIVE = "slo:objective:ratio"
"""The share that must succeed: 0.999."""
ERROR_BUDGET = "slo:error_budget:ratio"
"""The share that may fail: 0.001."""
CURRENT_BURN_RATE = "slo:current_burn_rate:ratio"
"""How fast the budget has burnt in the last hour; 1 spends it in exactly the period."""
BUDGET_REMAINING = "slo:period_error_budget_remaining:ratio"
"""What is left of the period's budget: 1 is untouched, 0 spent, and below 0 overspent."""
STATUS = "slo:error_budget:status"
"""The budget in words, by `STATUSES`: its index there."""

STATUSES = ("exhausted", "critical", "warning", "healthy")
"""What the values 0 to 3 of STATUS mean: nothing is left; some; more than a tenth; more than half."""
STATUS_ABOVE = (0.0, 0.1, 0.5)
"""The remaining share that must be exceeded for the statuses 1, 2 and 3."""


def error_ratio(window: str) -> str:
    """The series of the share of requests that failed within `window`."""
    return f"slo:sli_error:ratio_rate{window}"


__all__ = [
    "BUDGET_REMAINING",
    "CURRENT_BURN_RATE",
    "ERRORS",
    "ERROR_BUDGET",
    "HOURLY_ERRORS",
    "HOURLY_REQUESTS",
    "OBJECTIVE",
    "PERIOD_DAYS",
    "PERIOD_ERROR",
    "PERIOD_START",
    "REQUESTS",
    "STATUS",
    "STATUSES",
    "STATUS_ABOVE",
    "error_ratio",
]
