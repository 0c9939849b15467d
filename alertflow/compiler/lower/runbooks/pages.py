"""The pages: which alerts share one, and of which sections it consists."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.compiler.lower.annotated import runbook_path
from alertflow.compiler.lower.runbooks import doing, knowing, objective
from alertflow.compiler.lower.runbooks.subject import Subject
from alertflow.declared import AlertflowError, Declared, written_at
from alertflow.markdown import Page
from alertflow.model import Alert, Project, Runbook, Slo


def pages(project: Project, documents: Mapping[str, Declared]) -> dict[str, Page]:
    """The generated runbooks, by path."""
    together: dict[str, list[Alert]] = {}
    for alert in project.every_alert:
        together.setdefault(runbook_path(project, alert), []).append(alert)
    found: dict[str, Page] = {}
    for path, alerts in together.items():
        if any(isinstance(alert.runbook, Runbook) for alert in alerts):
            slo = _objective(project, path, alerts)
            worst_first = sorted(alerts, key=lambda alert: -alert.severity.rank)
            subject = Subject(project, tuple(worst_first), path, documents, slo)
            found[path] = written_at(alerts[0].source, page(subject))
    return found


def _objective(project: Project, path: str, alerts: list[Alert]) -> Slo | None:
    """The objective of which `alerts`, which share the page at `path`, are; None where they are of none."""
    found = {id(slo): slo for slo in map(project.slo_of, alerts)}
    slo = next(filter(None, found.values()), None)
    if slo is not None and len(found) > 1:
        raise AlertflowError(
            f"{path} would be the runbook of the objective {slo.service}/{slo.name} and of something else. "
            "Give the objective another prefix, or the alert of that name another one.",
            slo.source,
        )
    return slo


def page(subject: Subject) -> Page:
    """The runbook of `subject`. What is needed first stands first; a section without content is left out."""
    sections = {
        "alert": knowing.what_it_means(subject),
        "automatic": doing.by_itself(subject),
        "budget": objective.error_budget(subject.slo) if subject.slo is not None else "",
        "investigate": doing.to_look_at(subject),
        "resolve": doing.to_do(subject),
        "tell": knowing.whom_to_tell(subject),
        "afterwards": knowing.afterwards(subject),
        "details": knowing.details(subject),
    }
    return Page(sections={name: text for name, text in sections.items() if text})


__all__ = ["page", "pages"]
