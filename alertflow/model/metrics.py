"""The metrics of the loop itself, by name: what the bridge is to expose, and dashboards and rules ask for.

A project without the bridge has none of them; Prometheus's own `ALERTS` and Alertmanager's metrics are there
in any case.
"""

from __future__ import annotations

DISPATCHES = "alertflow_dispatches_total"
"""Counter: alerts that were to be passed on to GitHub, by `alert` and `result`.

The result is `sent`, `failed` (GitHub did not take it) or `suppressed` (by a budget, or as a duplicate).
"""
RUNS = "alertflow_runs_total"
"""Counter: workflow runs that have ended, by `alert` and `conclusion`, in GitHub's words: `success`, …"""
RUN_SECONDS = "alertflow_run_duration_seconds"
"""Histogram: how long those runs took, by `alert`."""
TIME_TO_REMEDIATE = "alertflow_time_to_remediate_seconds"
"""Histogram: from when an alert began to fire until it was over, where a run had acted, by `alert`."""
INCIDENTS = "alertflow_incidents_total"
"""Counter: incidents that are over, by `alert` and `outcome`: `remediated`, `needs_human` or
`false_positive`.
"""

SUCCESS_RATE = "alert:remediation:success_rate"
"""The share of runs that succeeded, where a project records it under this name."""
RESPONSE_TIME = "alert:response_time:p95"
"""The time to remediate that 95 % of incidents stay below, in seconds, where a project records it so."""

__all__ = [
    "DISPATCHES",
    "INCIDENTS",
    "RESPONSE_TIME",
    "RUNS",
    "RUN_SECONDS",
    "SUCCESS_RATE",
    "TIME_TO_REMEDIATE",
]
