"""What a check looks at: the documents, with the project they come from where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from alertflow.alertmanager import Config
from alertflow.checks.ignored import Ignore
from alertflow.declared import Declared, Location
from alertflow.github import Job, RunStep, UsesStep, Workflow
from alertflow.model import Project
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, TestFile

Document = Workflow | RuleFile | TestFile | Config
"""One file, in the language of its program."""

D = TypeVar("D", bound=Declared)


class Labelled(NamedTuple):
    """An alerting rule, and the labels that every alert of it has: those of its group and its own."""

    rule: AlertingRule
    labels: Mapping[str, str]


class Placed(NamedTuple):
    """A step, with what is around it."""

    path: str
    job: Job
    step: RunStep | UsesStep

    @property
    def location(self) -> Location | None:
        """Where the step was written, or else its job."""
        return place(self.step, self.job)


@dataclass(frozen=True)
class Subject:
    """The documents by path, the project they were made from, if any, and the repository's root, if known.

    `ignores` are the comments that silence findings, with what each silenced; they are empty while checks of
    other families than `ignore` run.
    """

    documents: Mapping[str, Document]
    project: Project | None = None
    root: Path | None = None
    ignores: tuple[Ignore, ...] = ()

    def of(self, kind: type[D]) -> list[tuple[str, D]]:
        """The documents of one kind, such as `Workflow`, each with its path."""
        return [(path, one) for path, one in self.documents.items() if isinstance(one, kind)]

    @cached_property
    def rules(self) -> list[AlertingRule | RecordingRule]:
        """Every rule of every rule file."""
        return [rule for _, file in self.of(RuleFile) for group in file.groups for rule in group.rules]

    @cached_property
    def alerts(self) -> list[Labelled]:
        """Every alerting rule, with its labels."""
        return [
            Labelled(rule, {**group.labels, **rule.labels} if group.labels else rule.labels)
            for _, file in self.of(RuleFile)
            for group in file.groups
            for rule in group.rules
            if isinstance(rule, AlertingRule)
        ]

    @cached_property
    def alert_names(self) -> frozenset[str]:
        """The name of every alert."""
        return frozenset([rule.alert for rule, _ in self.alerts])

    @cached_property
    def steps(self) -> list[Placed]:
        """Every step of every workflow."""
        return [
            Placed(path, job, step)
            for path, workflow in self.of(Workflow)
            for job in workflow.jobs
            for step in job.steps
        ]

    def sources(self) -> Iterator[Location]:
        """Places in all the files that a person wrote, as far as documents and project remember them."""
        parts: list[Declared] = [*self.documents.values(), *self.rules]
        if self.project is not None:
            project = self.project
            parts += [project, *project.teams, *project.routes, *project.inhibitions, *project.pipelines]
            parts += project.dispatches
            parts += [stage for pipeline in project.pipelines for stage in pipeline.stages]
        parts += [step for _, _, step in self.steps]
        return (part.source for part in parts if part.source is not None)


def place(*parts: Declared | None) -> Location | None:
    """Where the first of `parts` that has a place was written; what the compiler adds has none of its own."""
    return next((part.source for part in parts if part is not None and part.source is not None), None)


__all__ = ["Document", "Labelled", "Placed", "Subject", "place"]
