"""Jobs as Python: in the order in which they need each other, which follows from what they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from alertflow.github import AnyJob, Job, Workflow
from alertflow.github.references.reads import Finder, Read
from alertflow.importer.workflows.expressions import UnsayableError
from alertflow.importer.workflows.notes import Path
from alertflow.importer.workflows.parts import Parts
from alertflow.importer.workflows.saying import Saying, first_free
from alertflow.importer.workflows.steps import Steps, outputs_read
from alertflow.importer.writing.nodes import (
    Argument,
    Assignment,
    Commented,
    Expression,
    Listed,
    Literal,
    Starred,
    Variable,
)


def in_order(jobs: Sequence[AnyJob]) -> list[AnyJob]:
    """`jobs`, each behind those that it needs, otherwise as they stand.

    Raises UnsayableError where they wait for each other.
    """
    by_id = {job.id.lower(): job for job in jobs}
    waiting: dict[str, int] = {}
    followers: dict[str, list[str]] = {}
    for id_, job in by_id.items():
        needed = {one.lower() for one in job.needed_ids} & by_id.keys()
        waiting[id_] = len(needed)
        for one in needed:
            followers.setdefault(one, []).append(id_)
    place = {id_: number for number, id_ in enumerate(by_id)}
    ready = [(place[id_], id_) for id_, count in waiting.items() if not count]
    found: list[AnyJob] = []
    while ready:
        _, id_ = heappop(ready)
        found.append(by_id[id_])
        for one in followers.get(id_, ()):
            waiting[one] -= 1
            if not waiting[one]:
                heappush(ready, (place[one], one))
    if len(found) < len(jobs):
        raise UnsayableError("jobs wait for each other, or have one id")
    return found


def reads_of(job: AnyJob) -> list[Read]:
    """Every expression of a job."""
    finder = Finder()
    finder.fields(job, "")
    for step in job.every_step():
        finder.fields(step, "")
    if isinstance(job, Job):
        finder.value(job.output_values, job, "output_values", "outputs")
    return [one for one in finder.taken() if isinstance(one, Read)]


class Jobs:
    """Writes the jobs of one workflow."""

    def __init__(self, saying: Saying, parts: Parts, workflow: Workflow, stem: str) -> None:
        """Of `workflow`, whose file is called `stem`."""
        self.saying = saying
        self.parts = parts
        self.jobs: Sequence[AnyJob] = workflow.jobs
        self.stem = stem
        self.beginnings = saying.beginnings(workflow)
        self.reads = {job.id: reads_of(job) for job in self.jobs}
        self.read = outputs_read([one for found in self.reads.values() for one in found])
        self.variables: dict[str, Variable] = {}
        """Of the jobs that are said, by id."""
        parts.scope.jobs = self.variables
        hints = {job.id: first_free(saying.names, job.id, f"{stem} {job.id}") for job in self.jobs}
        self.named = {id_: saying.names.variable(hint) for id_, hint in hints.items()}

    def say(self) -> None:
        """Sets a variable for each job, and for steps that others refer to."""
        for job in in_order(self.jobs):
            path: Path = ("jobs", job.id)
            own: dict[str, Argument | None] = {
                "id": Literal(job.id),
                "needs": self.needs(job, self.reads[job.id]),
            }
            if isinstance(job, Job):
                held = self.with_steps(job, path, own)
            else:
                outputs = [Literal(name) for name in self.read.get(("needs", job.id), ())]
                own["output_names"] = Listed(tuple(outputs)) if outputs else None
                held = self.parts.fields(job, path, own)
            value = self.parts.call(job, held)
            self.variables[job.id] = self.saying.set(
                Assignment(self.named[job.id], value, *self.parts.notes.of(path))
            )

    def with_steps(self, job: Job, path: Path, own: Mapping[str, Argument | None]) -> dict[str, Argument]:
        """The fields of a job, its steps last."""
        here = (*path, "steps")
        steps = Steps(self.parts, self.saying.names, job.id, outputs_read(self.reads[job.id]))
        steps.shared = self.saying.shared(job, steps, here)
        written = steps.written(job.steps, here)
        held = self.parts.fields(job, path, {**own, "steps": None})
        before, items = steps.parted(written)
        for statement in before:
            self.saying.set(statement)
        if (beginning := self.beginnings.get(job.id)) is not None:
            same = [one.value for one in written[: beginning.length]]
            whole = beginning.length == len(job.steps)
            hints = (f"{job.id} steps",) if whole else ("setup", f"{self.stem} setup")
            variable = self.saying.spliced(beginning, hints, same)
            items[: beginning.length] = [_spread(variable, items[: beginning.length])]
        held["steps"] = self.parts.notes.beside(here, _listed(items))
        return held

    def needs(self, job: AnyJob, reads: Sequence[Read]) -> Argument | None:
        """The jobs that must come before and are not read from."""
        derived = {id_.lower() for one in reads for id_ in one.tree.jobs_}
        named = {one.lower() for one in job.needed_ids}
        if derived - named:
            raise UnsayableError(f"job '{job.id}' reads from a job that it does not need")
        by_id = {id_.lower(): variable for id_, variable in self.variables.items()}
        left = [one.lower() for one in job.needed_ids if one.lower() not in derived]
        if any(one not in by_id for one in left):
            raise UnsayableError(f"job '{job.id}' needs a job that is not there")
        found = tuple([by_id[one] for one in dict.fromkeys(left)])
        if not found:
            return None
        value = found[0] if len(found) == 1 else Listed(found)
        return self.parts.notes.beside(("jobs", job.id, "needs"), value)


def _listed(items: Sequence[Argument]) -> Expression:
    """A list; the other itself that is all of it."""
    alone = items[0] if len(items) == 1 else None
    return alone.of if isinstance(alone, Starred) else Listed(tuple(items))


def _spread(variable: Variable, items: Sequence[Argument]) -> Argument:
    """`*variable` in the place of `items`, with the comments of these."""
    above = [line for one in items if isinstance(one, Commented) for line in (*one.above, one.behind) if line]
    return Commented(Starred(variable), tuple(above)) if above else Starred(variable)


__all__ = ["Jobs", "in_order", "reads_of"]
