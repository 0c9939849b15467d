"""An alert explained for people: one screen, in the order in which things happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alertflow.checks import Finding, Severity
from alertflow.cli.compiled import Compiled
from alertflow.cli.console import here
from alertflow.cli.explaining import answer, detection
from alertflow.cli.page import Cell, Page
from alertflow.cli.simulating.firing import Firing
from alertflow.compiler.lower.annotated import annotations_of

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: None}


def text(source: Compiled, fired: Firing, findings: Iterable[Finding], *, colours: bool) -> str:
    """What `explain` prints of one alert and of what the checks find at it."""
    page, alert, project = Page(colours), fired.alert, source.project
    page.heading(f"{alert.name} ({fired.severity})")
    annotations = annotations_of(project, alert)
    page.rows(
        [
            ("Declared", [here(str(alert.source))] if alert.source else []),
            ("Says", [annotations[name] for name in ("summary", "description") if name in annotations]),
            ("Objective", [alert.slo] if alert.slo else []),
            ("Holds if", [" ".join(alert.expr.split())]),
            ("Reads", [*detection.reads(alert)]),
            ("Fires", ["; ".join(detection.fires(source, alert))]),
            ("Labels", [*detection.labels(project, fired)]),
            ("Tells", [*answer.tells(fired)]),
            ("Escalates", [*answer.escalates(project, alert)]),
            ("Quiet while", [*answer.quiet_while(fired)]),
            ("Dispatches", [*answer.dispatches(fired)] or ["nothing to GitHub"]),
            ("Runs", [*answer.workflows(source, fired)]),
            *(answer.commands(alert.remediation) if alert.remediation is not None else ()),
            ("Runbook", [annotations["runbook_url"]] if "runbook_url" in annotations else []),
            ("Dashboard", [annotations["dashboard_url"]] if "dashboard_url" in annotations else []),
            ("Also", [*_others(source, fired)]),
        ]
    )
    found = list(findings)
    if found:
        page.blank()
    for one in found:
        words = f"{one.severity}: {one.message} {one.consequence} {one.remedy} [{one.id}]"
        page.paragraph(Cell(words, _COLOURS[one.severity]), 0)
    return page.text


def _others(source: Compiled, fired: Firing) -> Iterator[str]:
    """The alerts of the same name: of another severity, or with other labels."""
    namesakes = source.project.namesakes
    for one in source.project.every_alert:
        if one.name != fired.alert.name or one is fired.alert:
            continue
        if one.severity.name != fired.alert.severity.name:
            yield f"there is one of severity {one.severity}: --severity {one.severity}"
        else:
            told = [f"{name}={value}" for name, value in namesakes.telling(one).items()]
            yield f"there is one with {' and '.join(told)}: {' '.join(f'--label {one}' for one in told)}"


__all__ = ["text"]
