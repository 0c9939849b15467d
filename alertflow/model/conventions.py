"""The names that generated files agree on: the labels of alerts, and the receivers that are not teams."""

from __future__ import annotations

SEVERITY = "severity"
TEAM = "team"
SLO = "slo"
TARGET = "target"
"""What a remediation acts on, such as `deployment/school-timetable`."""
DISPATCH = "dispatch"
"""Says that an alert goes to GitHub; the dispatch route matches it."""
GITHUB = "github"
"""The value of the label `dispatch`."""

OWN_LABELS = frozenset({SEVERITY, TEAM, SLO, TARGET, DISPATCH})
"""Every label that alertflow sets by itself."""

DISPATCH_RECEIVER = "github-dispatch"
"""The receiver that passes alerts on to GitHub."""
NOBODY = "nobody"
"""The receiver of alerts that no team answers: it tells no one."""
