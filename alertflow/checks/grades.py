"""How bad the severities of alerts are, by their names: a project's own, or those that people use."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.checks.subject import Subject
from alertflow.model.severity import Severity

_NAMES = {
    Severity.CRITICAL: "critical crit fatal emergency disaster page p1 sev1",
    Severity.HIGH: "high error major p2 sev2",
    Severity.WARNING: "warning warn ticket minor p3 sev3",
    Severity.INFO: "info informational notice p4 sev4",
}
_RANKS = {name: severity.rank for severity, names in _NAMES.items() for name in names.split()}


def ranks(subject: Subject) -> Mapping[str, int]:
    """The rank of each severity by its name: the greater, the worse."""
    own = subject.project.severities if subject.project is not None else ()
    return _RANKS | {one.name: one.rank for one in own}


__all__ = ["ranks"]
