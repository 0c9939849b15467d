"""Small specifications for the checks of objectives."""

from __future__ import annotations

ERRORS = 'sum(rate(requests_total{code=~"5.."}[{{.window}}]))'
TOTAL = "sum(rate(requests_total[{{.window}}]))"


def sloth(
    *,
    errors: str = ERRORS,
    total: str = TOTAL,
    objective: str = "99.9",
    alerting: str = "{name: Errors}",
) -> str:
    """A specification of Sloth's with one objective; the queries stand in lines 8 and 9, at column 22."""
    return f"""\
version: prometheus/v1
service: shop
slos:
- name: availability
  objective: {objective}
  sli:
    events:
        error_query: '{errors}'
        total_query: '{total}'
  alerting: {alerting}
"""


def openslo(
    *,
    good: str = 'requests_total{code!~"5.."}',
    total: str = "requests_total",
    objective: str = "target: 0.999",
    policies: str = "",
    method: str = "Occurrences",
    window: str = "{duration: 30d, isRolling: true}",
) -> str:
    """An SLO of OpenSLO."""
    return f"""\
apiVersion: openslo/v1
kind: SLO
metadata: {{name: availability}}
spec:
  service: shop
  budgetingMethod: {method}
  timeWindow: [{window}]
  objectives: [{{{objective}}}]
  alertPolicies: [{policies}]
  indicator:
    metadata: {{name: ok}}
    spec:
      ratioMetric:
        counter: true
        good: {{metricSource: {{type: Prometheus, spec: {{query: '{good}'}}}}}}
        total: {{metricSource: {{type: Prometheus, spec: {{query: '{total}'}}}}}}
"""


def burn_rate(threshold: str = "14.4", over: str = "1h", severity: str = "page", after: str = "0m") -> str:
    """A policy within an objective."""
    return (
        "{kind: AlertPolicy, metadata: {name: p}, spec: {alertWhenBreaching: true, "
        "notificationTargets: [{targetRef: t}], conditions: [{kind: AlertCondition, metadata: {name: fast}, "
        f"spec: {{severity: {severity}, condition: {{kind: burnrate, threshold: {threshold}, "
        f"lookbackWindow: {over}, alertAfter: {after}}}}}}}]}}}}"
    )
