"""How severe an alert is in PagerDuty's words, which Alertmanager and the workflow both send."""

from __future__ import annotations

from collections.abc import Iterable

from alertflow.model import Severity

_WORDS = (
    (Severity.CRITICAL, "critical"),
    (Severity.HIGH, "error"),
    (Severity.WARNING, "warning"),
)
_LEAST = "info"
"""PagerDuty knows four. Source: https://developer.pagerduty.com/docs/send-alert-event."""


def word(severity: Severity) -> str:
    """PagerDuty's word for `severity`: that of the worst standard one that it reaches."""
    return next((word for standard, word in _WORDS if severity >= standard), _LEAST)


def template(severities: Iterable[Severity]) -> str:
    """The Go template that says it for a group of alerts; `warning` where their severity is not known."""
    names: dict[str, list[str]] = {}
    for severity in severities:
        names.setdefault(word(severity), []).append(f'"{severity}"')
    cases = [
        f"if eq .CommonLabels.severity {' '.join(known)} }}}}{said}"
        for said, known in names.items()
        if said != "warning"
    ]
    return "{{ " + "{{ else ".join(cases) + "{{ else }}warning{{ end }}"
