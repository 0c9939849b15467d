"""Actions that a person's own jobs name by a tag get the commit that the lock, or the catalogue, knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from alertflow.compiler.lock import Lock
from alertflow.declared import Declared, Location, argument, written_at
from alertflow.github import Action, CallJob, Job, ParallelStep, Uses, UsesStep, Workflow
from alertflow.github.jobs.background import Step
from alertflow.yaml import Pinned

D = TypeVar("D", bound=Declared)


def unpinned(workflow: Workflow) -> Iterator[tuple[Uses, Location | None]]:
    """What `workflow` names by a tag or a branch, each with its place.

    What was read from a file is left out: the file is where it is pinned.
    """
    for job in workflow.jobs:
        for part in (job,) if isinstance(job, CallJob) else job.every_step():
            if isinstance(part, CallJob | UsesStep) and not part.from_file:
                named = _named(part.uses)
                if named is not None:
                    yield named, argument(part.source or job.source, "uses")


def pinned(workflow: Workflow, lock: Lock) -> Workflow:
    """`workflow` with the commits that `lock` knows in place of tags; what it does not know stays."""
    if not any(lock.find(uses) for uses, _ in unpinned(workflow)):
        return workflow
    jobs = [_call(job, lock) if isinstance(job, CallJob) else _job(job, lock) for job in workflow.jobs]
    return _changed(workflow, jobs=jobs)


def _job(job: Job, lock: Lock) -> Job:
    return _changed(job, steps=_steps(job.steps, lock))


def _steps(steps: Sequence[Step], lock: Lock) -> list[Step]:
    return [_step(step, lock) for step in steps]


def _step(step: Step, lock: Lock) -> Step:
    if isinstance(step, ParallelStep):
        return _changed(step, parallel=_steps(step.parallel, lock))
    if isinstance(step, UsesStep) and not step.from_file and (action := _known(step.uses, lock)) is not None:
        return _changed(step, uses=action)
    return step


def _call(job: CallJob, lock: Lock) -> CallJob:
    action = _known(job.uses, lock) if not job.from_file else None
    return job if action is None else _changed(job, uses=action.pin)


def _known(uses: Action | str, lock: Lock) -> Action | None:
    named = _named(uses)
    return lock.find(named) if named is not None else None


def _named(uses: Action | str) -> Uses | None:
    """What a text names by something that can be moved."""
    named = Uses.of(uses) if isinstance(uses, str) and not isinstance(uses, Pinned) else None
    return None if named is None or named.is_commit else named


def _changed(declared: D, **changes: object) -> D:
    """`declared` with other fields, still written where it was."""
    return written_at(declared.source, declared.replace(**changes))


__all__ = ["pinned", "unpinned"]
