"""What a runbook is about: the alerts of one name, and what the project has for them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from alertflow.compiler.lower.annotated import annotations_of
from alertflow.declared import Declared
from alertflow.markdown import code, escaped, one_line
from alertflow.model import (
    Alert,
    Command,
    ErrorBudget,
    Investigate,
    Pipeline,
    Project,
    Remediation,
    Runbook,
    Slo,
)
from alertflow.model.conventions import SERVICE, SLO

_TEMPLATE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_HOLE = "\ue000"
"""Stands for a template while the text around it is escaped: no text that people write holds it."""
_NAME = re.compile(r"\$labels\.(\w+)|\.Labels\.(\w+)|\$(value)\b|\.(Value)\b")


@dataclass(frozen=True)
class Subject:
    """The alerts of one name, or of one objective, the worst first; and their project's documents by path."""

    project: Project
    alerts: tuple[Alert, ...]
    path: str
    """That of the runbook."""
    documents: Mapping[str, Declared]
    slo: Slo | None = None
    """The objective whose alerts they are, each of a name of its own; None where they share one name."""

    @property
    def title(self) -> str:
        """What the page is called: by the name of the alerts, or the objective."""
        return self.alerts[0].name if self.slo is None else f"{self.slo.service}: {self.slo.name}"

    def apart(self, alert: Alert) -> str:
        """What tells `alert` from those of its name and severity, to stand behind these; '' for most."""
        telling = self.project.namesakes.telling(alert)
        return "".join(f", {code(f'{name}={value}')}" for name, value in telling.items())

    @property
    def chosen(self) -> Mapping[str, str]:
        """The labels that these alerts have, and no others."""
        if self.slo is None:
            return {"alertname": self.alerts[0].name}
        return {SERVICE: self.slo.service, SLO: self.slo.name}

    @cached_property
    def runbooks(self) -> tuple[Runbook, ...]:
        """What people have written about these alerts, each text once."""
        return tuple([alert.runbook for alert in self.alerts if isinstance(alert.runbook, Runbook)])

    @property
    def remediation(self) -> Remediation | None:
        """How they are answered: as the worst of them is, by which the workflow goes."""
        return next((alert.remediation for alert in self.alerts if alert.remediation is not None), None)

    @property
    def pipeline(self) -> Pipeline | None:
        """The workflow that answers them: the first that an event starts, else the first."""
        if self.remediation is None:
            return None
        found = self.project.workflows
        return next((one for one in found if one.events), found[0] if found else None)

    @property
    def looking(self) -> tuple[Command, ...]:
        """What the workflow looks at when they fire, in its order, each once."""
        found: list[Command] = []
        for stage in self.pipeline.stages if self.pipeline is not None else ():
            if isinstance(stage, Investigate):
                found += stage.commands
                found += self.remediation.diagnose if stage.diagnose and self.remediation else ()
            elif isinstance(stage, ErrorBudget) and any(alert.slo for alert in self.alerts):
                found += stage.commands
        return distinct(found)

    @cached_property
    def dashboards(self) -> tuple[str, ...]:
        """The addresses of their dashboards, in which templates may stand."""
        found = (annotations_of(self.project, alert).get("dashboard_url", "") for alert in self.alerts)
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def runs(self) -> str:
        """Where GitHub shows the workflow's runs; '' where the repository is not known."""
        if not self.project.repository or self.pipeline is None:
            return ""
        return f"https://github.com/{self.project.repository}/actions/workflows/{self.pipeline.file}"

    def started(self, action: str) -> str:
        """The command by which a person has the workflow do `action`."""
        assert self.pipeline is not None
        words = ["gh workflow run", self.pipeline.file]
        words += [f"--repo {self.project.repository}"] if self.project.repository else []
        worst = self.alerts[0]
        given = {"alert_type": worst.name, "severity": worst.severity.name, "action": action}
        return " ".join(words) + " \\\n  " + " ".join(f"-f {name}={value}" for name, value in given.items())

    def relative(self, path: str) -> str:
        """The way from the runbook to another file of the repository."""
        return posixpath.relpath(path, posixpath.dirname(self.path))

    def paths(self, kind: type[Declared]) -> list[str]:
        """The paths of the documents of one kind."""
        return [path for path, document in self.documents.items() if isinstance(document, kind)]


def distinct(commands: Iterable[Command]) -> tuple[Command, ...]:
    """`commands` without those that do what an earlier one does."""
    return tuple({(one.script, tuple(one.env.items())): one for one in reversed([*commands])}.values())[::-1]


def readable(text: str) -> str:
    """A text for notifications as Markdown, with what its templates stand for in italics."""
    meanings: list[str] = []

    def kept(found: re.Match[str]) -> str:
        meanings.append(_meant(found[1]))
        return f"{_HOLE}{len(meanings) - 1}{_HOLE}"

    shown = escaped(_TEMPLATE.sub(kept, text))
    return re.sub(f"{_HOLE}(\\d+){_HOLE}", lambda found: meanings[int(found[1])], shown)


def _meant(template: str) -> str:
    """What a template stands for: the value, or the label that it names last."""
    names = [next(filter(None, found)) for found in _NAME.findall(template)]
    return f"*{one_line(names[-1].lower() if names[-1] == 'Value' else names[-1])}*" if names else "…"
