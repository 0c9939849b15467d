"""What a check looks at: the documents, with the project they come from where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from alertflow.checks.ignored import Ignore
from alertflow.declared import Declared, Location
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile

if TYPE_CHECKING:  # languages of which there may be no document, and what few checks ask for
    from alertflow.alertmanager import Config
    from alertflow.checks.layout import Layout
    from alertflow.documents import Kind, Unknown, Unreadable
    from alertflow.github import ActionFile, Job, Problem, RunStep, UsesStep, Workflow
    from alertflow.github.injection import Injection
    from alertflow.github.references.problems import ProblemKind
    from alertflow.github.references.reads import Read
    from alertflow.github.syntax import Syntax
    from alertflow.grafana import Dashboard
    from alertflow.kubernetes import Manifest
    from alertflow.markdown import Page
    from alertflow.model import Project
    from alertflow.openslo import OpenSlo
    from alertflow.prometheus import TestFile
    from alertflow.sloth import PrometheusServiceLevel, SlothSpec

Document: TypeAlias = (
    "Workflow | ActionFile | RuleFile | TestFile | Config | Page | Dashboard | Manifest"
    " | SlothSpec | PrometheusServiceLevel | OpenSlo"
)
"""One file, in the language of its program."""

D = TypeVar("D", bound=Declared)
T = TypeVar("T")


class Labelled(NamedTuple):
    """An alerting rule, and the labels that every alert of it has: those of its group and its own."""

    rule: AlertingRule
    labels: Mapping[str, str]


class Placed(NamedTuple):
    """A step, with what is around it."""

    path: str
    job: Job | None
    """None in an action of one's own."""
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
    unreadable: tuple[Unreadable, ...] = ()
    """The files, or documents of them, that are not what they should be; they are not among `documents`."""
    unknown: tuple[tuple[Kind, Unknown], ...] = ()
    """The keys of documents that their language does not have, with the kind of the document."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What the files hold that were read, by path; empty where a project made the documents."""

    def of(self, kind: type[D]) -> list[tuple[str, D]]:
        """The documents of one kind, such as `Workflow`, each with its path."""
        return [(path, one) for path, one in self.documents.items() if isinstance(one, kind)]

    @cached_property
    def rules(self) -> list[AlertingRule | RecordingRule]:
        """Every rule of every rule file, and what the objectives of Sloth and OpenSLO ask, as rules."""
        from alertflow.checks.objectives import asked  # it looks at subjects itself

        of_files = [rule for _, file in self.of(RuleFile) for group in file.groups for rule in group.rules]
        return [*of_files, *asked(self)]

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
        """Every step of every workflow, and of every action of one's own, that does some work."""
        from alertflow.github import ActionFile, Composite, Job, RunStep, UsesStep, Workflow

        of_workflows = [
            Placed(path, job, step)
            for path, workflow in self.of(Workflow)
            for job in workflow.jobs
            for step in job.every_step()
            if isinstance(job, Job) and isinstance(step, (RunStep, UsesStep))
        ]
        of_actions = [
            Placed(path, None, step)
            for path, action in self.of(ActionFile)
            if isinstance(action.runs, Composite)
            for step in action.runs.steps
        ]
        return of_workflows + of_actions

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with workflows and actions by the rules of their language; one that has no place of
        its own gets its file's, which the message then names.
        """
        from alertflow.github import ActionFile, Workflow

        return [
            one if one.location else replace(one, message=f"{path}: {one.message}", location=document.source)
            for path, document in self.documents.items()
            if isinstance(document, (Workflow, ActionFile))
            for one in document.problems()
        ]

    @cached_property
    def injections(self) -> list[tuple[str, Workflow | ActionFile, tuple[Injection, ...]]]:
        """The workflows and actions, each with its path and the text of others that is dangerous in it."""
        from alertflow.github import ActionFile, Workflow
        from alertflow.github.injection import injections

        documents: list[tuple[str, Workflow | ActionFile]] = [*self.of(Workflow), *self.of(ActionFile)]
        return [(path, document, tuple(injections(document))) for path, document in documents]

    @cached_property
    def reads(self) -> list[tuple[str, Read]]:
        """Every expression of every workflow and action, with the path of its file."""
        from alertflow.github import ActionFile, Composite, Workflow
        from alertflow.github.references.reads import Finder, Read

        found = [(path, one) for path, workflow in self.of(Workflow) for one in workflow.reads()]
        for path, action in self.of(ActionFile):
            finder = Finder()
            finder.fields(action, "")
            for step in action.runs.steps if isinstance(action.runs, Composite) else ():
                finder.fields(step, "runs.steps")
            found += [(path, one) for one in finder.taken() if isinstance(one, Read)]
        return found

    def layout(self, location: Location | None) -> Layout | None:
        """How the file is written that `location` is in; None where it was not read from one."""
        if location is None or (text := self.texts.get(location.path)) is None:
            return None
        from alertflow.checks.layout import Layout  # only for what can be mended

        layouts: dict[str, Layout] = self.__dict__.setdefault("_layouts", {})
        if location.path not in layouts:
            layouts[location.path] = Layout(location.path, text)
        return layouts[location.path]

    def remembered(self, made: Callable[[Subject], T]) -> T:
        """What `made` makes of this subject; once, however many checks ask for it."""
        known: dict[Callable[[Subject], object], object] = self.__dict__.setdefault("_remembered", {})
        if made not in known:
            known[made] = made(self)
        return known[made]  # type: ignore[return-value]  # it is what this `made` gave

    def alertmanager_version(self, path: str) -> str | None:
        """The release that the configuration at `path` is for; None where no project says it."""
        if self.project is None:
            return None
        versions = {self.project.config_of(way): way.alertmanager for way in self.project.dispatches}
        return versions.get(path) or self.project.targets.alertmanager

    def problems_of(self, *kinds: ProblemKind) -> Iterator[Problem]:
        """Those of these kinds."""
        return (one for one in self.problems if one.kind in kinds)

    def sources(self) -> Iterator[Location]:
        """Places in all the files that a person wrote, as far as documents and project remember them."""
        parts: list[Declared] = [*self.documents.values(), *self.rules]
        if self.project is not None:
            project = self.project
            parts += [project, *project.teams, *project.routes, *project.every_inhibition, *project.pipelines]
            parts += [*project.dispatches, *project.groups]
            parts += [stage for pipeline in project.pipelines for stage in pipeline.stages]
        parts += [step for _, _, step in self.steps]
        return (part.source for part in parts if part.source is not None)


def language_of(document: Document) -> str:
    """The language that it is in, by the package of its class: `prometheus`, `github`, …"""
    return type(document).__module__.split(".")[1]


def place(*parts: Declared | None) -> Location | None:
    """Where the first of `parts` that has a place was written; what the compiler adds has none of its own."""
    return next((part.source for part in parts if part is not None and part.source is not None), None)


def value_place(part: Syntax, field: str, value: Any) -> Location | None:
    """Where one value of those that `field` holds stands; where that is not known, the field."""
    if part.from_file or isinstance(value, str):
        return part.place_in(field, value, 0)
    return part.place(field)


__all__ = ["Document", "Labelled", "Placed", "Subject", "language_of", "place", "value_place"]
