"""A whole workflow: its triggers, permissions and jobs, with each job's needs derived from what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from alertflow.declared import DeclarationError, Items
from alertflow.github.events import On, Triggers, name_problem, triggers_of
from alertflow.github.jobs.base_job import BaseJob, CacheMode
from alertflow.github.jobs.concurrency import AnyConcurrency
from alertflow.github.jobs.job import AnyJob
from alertflow.github.jobs.runners import Defaults
from alertflow.github.permissions import AnyPermissions, Permissions
from alertflow.github.references.problems import Problem, in_order
from alertflow.github.references.reads import Read
from alertflow.github.references.references import Links, links_of
from alertflow.github.references.scopes import misused, workflow_scope
from alertflow.github.syntax import Syntax, written
from alertflow.github.values import NOTHING, Kind, Text, Variables, holds, misnamed, variables

NO_PERMISSIONS = Permissions()
"""What a workflow may do unless it says otherwise; each job asks for what it needs."""


class Workflow(Syntax):
    """One file under `.github/workflows`.

    Raises DeclarationError, with the line, for the first of its `problems` that is not in a Verbatim.
    """

    __slots__ = ("__links__",)

    name: Text | None = None
    """What GitHub shows for it; without one, the path of its file."""
    description: Text | None = None
    run_name: Text | None = None
    """What GitHub shows for one run."""
    on: On
    permissions: AnyPermissions | None = NO_PERMISSIONS
    """Of every job that does not set its own. None at all unless said otherwise; None does not say it, and
    GitHub takes what the repository's settings say.
    """
    cache_mode: CacheMode | None = None
    env: Variables = NOTHING
    defaults: Defaults | None = None
    concurrency: AnyConcurrency | None = None
    if TYPE_CHECKING:  # mypy takes a list of both kinds of job for one of what they share
        given_jobs: Sequence[BaseJob] = Field(alias="jobs")

        @property
        def jobs(self) -> tuple[AnyJob, ...]:
            """In the order in which they are written."""
    else:
        jobs: Items[Annotated[AnyJob, Kind("a Job or a CallJob", BaseJob)]]

        # a signature here would hide the one that type checkers make from the fields
        def __init__(self, *args, **data):
            super().__init__(*args, **data)
            links = self._links
            found = (*links.problems, *(self._misused() if self.source is not None else ()))
            for problem in found:
                if not problem.verbatim:
                    raise DeclarationError(problem.message, problem.location)
            if self.source is not None and not found:  # the rest would only be in the way of the collector
                object.__setattr__(self, "__links__", links._replace(unchecked=()))

    @classmethod
    def parse(cls, text: str, path: str = "<workflow>", *, lenient: bool = False) -> Workflow:
        """The workflow that the YAML `text`, of the file `path`, is.

        Raises AlertflowError, with each place, for a text that is no workflow: unknown keys, values of
        another kind. What else is wrong with it is told by `problems`. With `lenient`, unknown keys are
        kept in `extra`.
        """
        from alertflow.github.reading import read_workflow

        return read_workflow(text, path, lenient=lenient)

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it although it is written as a workflow, in the order of the file.

        What a person makes in Python has none but those of its Verbatim texts: the constructor refuses it.
        """
        found = (*self._links.problems, *self._misused())
        return in_order(found)

    def _misused(self) -> Iterator[Problem]:
        """What is wrong with its expressions. What the compiler makes is asked for it by the checks only."""
        for reads, scope in self._links.unchecked:
            yield from misused(reads, scope)

    def reads(self) -> Iterator[Read]:
        """Every expression in it, with the key and the place where it stands."""
        links = self._links if self.from_file else self._linked(every=True)
        return (one for reads, _ in links.unchecked for one in reads)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What starts nothing, a workflow that does nothing, and variables that no shell could read."""
        if not isinstance(self.on, Triggers) and (message := name_problem(self.on)):
            yield "on", f"on: {message}"
        if not self.jobs:
            yield "jobs", "jobs: a workflow has at least one job."
        if not self.from_file:
            yield from misnamed(self.env)

    def needs(self, job: AnyJob) -> tuple[str, ...]:
        """The ids of the jobs that `job` waits for, in the workflow's order."""
        return self._links.needs[job.id]

    def to_data(self) -> dict[str, Any]:
        """The workflow as plain data, in GitHub's customary order of keys."""
        given, values = self.__pydantic_fields_set__, self.__dict__
        data: dict[str, Any] = {}
        for field, key in self.keys().items():
            if field == "jobs":
                taken = tuple(variables(self.env))
                data["jobs"] = {
                    job.id: job.to_data(None if self.from_file else self.needs(job), taken)
                    for job in self.jobs
                }
            elif field == "permissions" and self.permissions is not None:
                data[key] = written(self.permissions)  # none at all is written, too
            elif field in given and holds(value := values[field]) and (said := written(value)) != {}:
                data[key] = said
        return self.completed(data)

    def to_yaml(self, header: str = "") -> str:
        """The text of the file, read back and compared with what is meant; `header` stands above it.

        Raises UnprovenError where YAML cannot say it.
        """
        from alertflow.yaml import proven

        return proven(self.to_data(), header)

    @property
    def _links(self) -> Links:
        links: Links | None = getattr(self, "__links__", None)
        if links is None:
            links = self._linked(every=self.from_file)
            object.__setattr__(self, "__links__", links)
        return links

    def _linked(self, every: bool) -> Links:
        shell = None if self.defaults is None or self.defaults.shell is None else str(self.defaults.shell)
        scope = cache(lambda: workflow_scope(triggers_of(self.on), self.jobs))
        return links_of(self, self.jobs, scope, shell, every)
