"""The names that generated files agree on: the labels of alerts, receivers that are no teams, rule files."""

from __future__ import annotations

SEVERITY = "severity"
TEAM = "team"
SLO = "slo"
SERVICE = "service"
"""Whose objective it is; with `slo` it tells one objective from all others."""
BURN = "burn"
"""Which tier of burn rates an alert of an objective is: `page-quick`."""
TARGET = "target"
"""What a remediation acts on, such as `deployment/school-timetable`."""
DISPATCH = "dispatch"
"""Says that an alert goes to GitHub; the dispatch route matches it."""
GITHUB = "github"
"""The value of the label `dispatch`."""
ESCALATION = "escalation"
"""The level of an escalation that an alert is, counted from 1; the alert that escalates has none."""
ESCALATION_POLICY = "escalation_policy"
"""The name of the escalation that such a level belongs to."""

ANNOTATIONS = ("summary", "description", "runbook_url", "dashboard_url")
"""The annotations that alertflow writes by itself."""

OWN_LABELS = frozenset({SEVERITY, TEAM, SLO, TARGET, DISPATCH, ESCALATION, ESCALATION_POLICY})
"""Every label that alertflow sets by itself."""

DISPATCH_RECEIVER = "github-dispatch"
"""The receiver that passes alerts on to GitHub."""
NOBODY = "nobody"
"""The receiver of alerts that no team answers: it tells no one."""

ALERT_RULES, RECORDING_RULES = "alert_rules.yml", "recording_rules.yml"
"""The files, in the project's folder, of groups that have none of their own."""
