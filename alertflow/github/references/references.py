"""Which jobs a job reads from: its `needs`, and the mistakes that only the whole workflow shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from alertflow.declared import Location, suggestion
from alertflow.github.expressions.scope import Scope
from alertflow.github.jobs.background import Step
from alertflow.github.jobs.job import AnyJob, Job
from alertflow.github.references.circles import circles
from alertflow.github.references.problems import Problem, ProblemKind
from alertflow.github.references.reads import Read
from alertflow.github.references.scopes import job_scope, with_steps
from alertflow.github.references.step_references import Reading, Whole
from alertflow.github.syntax import Syntax

JOB = "jobs.<job_id>"
"""The key of a job, as the table of availability names it."""


class Links(NamedTuple):
    """How the jobs of a workflow hang together."""

    needs: Mapping[str, tuple[str, ...]]
    """The ids of the jobs that each job waits for, in the workflow's order."""
    problems: tuple[Problem, ...]
    """What is wrong with the references, in the order in which it was found."""
    unchecked: tuple[tuple[Sequence[Read], Callable[[], Scope]], ...]
    """The expressions, with what tells what is known where they stand, for `misused`."""


def links_of(
    top: Syntax,
    jobs: Sequence[AnyJob],
    scope: Callable[[], Scope],
    shell: str | None,
    every: bool = False,
) -> Links:
    """The links between `jobs`, which stand in the workflow `top`.

    `scope` tells what is known all through it; `shell` runs the scripts that do not say so themselves. With
    `every`, expressions that are known to be right are among the unchecked, too.
    """
    return _Linking(jobs, scope, shell, every).links(top)


class _Linking(Reading):
    """Reads a workflow and collects what is wrong with it."""

    def __init__(
        self, jobs: Sequence[AnyJob], scope: Callable[[], Scope], shell: str | None, every: bool
    ) -> None:
        super().__init__(every)
        self.jobs = jobs
        self.scope = scope
        self.shell = shell
        self.unchecked: list[tuple[Sequence[Read], Callable[[], Scope]]] = []
        self.known = {job.id.lower(): job for job in jobs}
        """The jobs by the lower case of their ids, as GitHub compares them."""

    def links(self, top: Syntax) -> Links:
        seen: set[str] = set()
        for job in self.jobs:
            if job.id.lower() in seen:
                self.tell(
                    "duplicate-id",
                    f"two jobs have the id '{job.id}'; an id is unique in its workflow, whatever its case.",
                    job.source,
                )
            seen.add(job.id.lower())
        self.finder.fields(top, "")
        if reads := self.found():
            self.unchecked.append((reads, self.scope))
        needs = {job.id: self.job(job) for job in self.jobs}
        for circle in circles(needs):
            path = " -> ".join([f'"{id_}"' for id_ in circle])
            first = self.known[circle[0].lower()]
            place = first.place("needs") if first.from_file else first.source
            self.tell("circle", f"jobs wait for each other and would never start: {path}.", place)
        self.refused()
        return Links(needs, tuple(self.problems), tuple(self.unchecked))

    def job(self, job: AnyJob) -> tuple[str, ...]:
        """The ids of the jobs that `job` waits for, in the workflow's order."""
        whole = Whole(f"job '{job.id}'", f"{JOB}.steps", self.shell_of(job), job.every_step)
        self.finder.fields(job, JOB)
        reads = self.found() if self.finder.found else []
        for one in reads:
            for id_ in sorted(one.tree.jobs_):
                whole.jobs.setdefault(id_, one)
        if isinstance(job, Job):
            self.steps(whole, job.steps)
            if job.output_values:
                self.finder.value(job.output_values, job, "output_values", f"{JOB}.outputs")
                reads += self.found()
        if reads:
            self.note(whole, reads, whole.name)
            whole.pending.append((reads, whole.seen))
        waits = self.waits(job, whole)
        if whole.pending:
            within = _Within(self, job, waits, whole)
            self.unchecked += [(found, partial(within.behind, seen)) for found, seen in whole.pending]
        return waits

    def shell_of(self, job: AnyJob) -> str | None:
        """What runs a script of the job that does not say so itself."""
        if not isinstance(job, Job):
            return None
        shell = self.shell if job.defaults is None or job.defaults.shell is None else str(job.defaults.shell)
        return "pwsh" if shell is None and "windows" in str(job.runs_on).lower() else shell

    def place(self, job: AnyJob, id_: str, named: Sequence[str], whole: Whole) -> Location | None:
        """Where `job` names the job `id_`, or else reads from it first."""
        return job.place("needs") if id_ in named else whole.jobs[id_].location

    def waits(self, job: AnyJob, whole: Whole) -> tuple[str, ...]:
        """The ids of the jobs that it waits for: those it names, and, in Python, those it reads from."""
        named = job.needed_ids
        if not named and not whole.jobs:
            return ()
        waits: set[str] = set()
        for id_ in dict.fromkeys((*named, *whole.jobs)):
            lower = id_.lower()
            if lower not in self.known:
                known = suggestion(id_, [one.id for one in self.jobs])
                verb = "needs" if id_ in named else "reads from"
                self.tell(
                    "unknown-job",
                    f"job '{job.id}' {verb} job '{id_}', which is not among the workflow's jobs. {known}",
                    self.place(job, id_, named, whole),
                )
            elif lower == job.id.lower():
                kind: ProblemKind = "circle" if id_ in named or not job.from_file else "not-needed"
                self.tell(kind, f"job '{job.id}' needs itself.", self.place(job, id_, named, whole))
            elif id_ in named or not job.from_file:
                waits.add(lower)
            elif lower not in waits:
                self.tell(
                    "not-needed",
                    f"job '{job.id}' reads from job '{id_}' without needing it, so there is nothing to read. "
                    f"Add '{self.known[lower].id}' to its needs.",
                    self.place(job, id_, named, whole),
                )
        return tuple([one.id for lower, one in self.known.items() if lower in waits]) if waits else ()


class _Within:
    """What is known in a job; found when it is asked for, and once."""

    def __init__(self, linking: _Linking, job: AnyJob, waits: Sequence[str], whole: Whole) -> None:
        self.linking = linking
        self.job = job
        self.waits = waits
        self.whole = whole

    def behind(self, seen: Mapping[str, str]) -> Scope:
        """What is known behind the steps `seen`."""
        scope, every = self.scope
        return with_steps(scope, seen, every)

    @cached_property
    def scope(self) -> tuple[Scope, Mapping[str, Step]]:
        """What is known before all steps, and the steps."""
        linking, job = self.linking, self.job
        others = [one.id for one in linking.jobs if one is not job and one.id not in self.waits]
        needs = {id_: linking.known[id_.lower()].declared_outputs() for id_ in self.waits}
        return job_scope(linking.scope(), job, needs, others), self.whole.every
