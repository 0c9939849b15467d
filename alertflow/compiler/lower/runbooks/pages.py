"""The pages: which alerts share one, and of which sections it consists."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.alertmanager import Config
from alertflow.compiler.lower.annotated import LEVELS, runbook_path
from alertflow.compiler.lower.runbooks import doing, knowing, objective
from alertflow.compiler.lower.runbooks.subject import Subject
from alertflow.declared import AlertflowError, Declared, written_at
from alertflow.github import Workflow
from alertflow.markdown import Page
from alertflow.model import Alert, Project, Runbook, Slo
from alertflow.model.conventions import ALERT_RULES, RECORDING_RULES


def pages(project: Project, documents: Mapping[str, Declared]) -> dict[str, Page]:
    """The generated runbooks, by path."""
    together: dict[str, list[Alert]] = {}
    for alert in project.every_alert:
        together.setdefault(runbook_path(project, alert), []).append(alert)
    shown = _shown(project, documents)
    found: dict[str, Page] = {}
    for path, alerts in together.items():
        if any(isinstance(alert.runbook, Runbook) for alert in alerts):
            slo = _objective(project, path, alerts)
            worst_first = sorted(alerts, key=lambda alert: -alert.severity.rank)
            subject = Subject(project, tuple(worst_first), path, shown, slo)
            found[path] = written_at(alerts[0].source, page(subject))
    return found


def _shown(project: Project, documents: Mapping[str, Declared]) -> dict[str, Declared]:
    """Those of `documents` that belong to every alert; a rule file of its own belongs to its groups."""
    common = {f"{project.monitoring}/{name}" for name in (ALERT_RULES, LEVELS, RECORDING_RULES)}
    return {
        path: one for path, one in documents.items() if path in common or isinstance(one, Config | Workflow)
    }


def _objective(project: Project, path: str, alerts: list[Alert]) -> Slo | None:
    """The objective of which `alerts`, which share the page at `path`, are; None where they are of none."""
    found = {id(slo): slo for slo in map(project.slo_of, alerts)}
    slo = next(filter(None, found.values()), None)
    names = list(dict.fromkeys(alert.name for alert in alerts)) if slo is None else []
    if len(names) > 1:
        raise AlertflowError(
            f"{path} would be the runbook of '{names[0]}' and of '{names[1]}'. Rename one of these, or give "
            "it another runbook.",
            next(alert.source for alert in alerts if alert.name == names[1]),
        )
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
