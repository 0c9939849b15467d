"""What the variables, inputs and outputs of a workflow are made from: how text flows from place to place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alertflow.github.events import Triggers
from alertflow.github.expressions.tree import Context, Expr, Property
from alertflow.github.expressions.untrusted import Made
from alertflow.github.jobs.background import Step
from alertflow.github.jobs.base_job import BaseJob
from alertflow.github.jobs.job import Job
from alertflow.github.jobs.step import RunStep
from alertflow.github.references.walk import read
from alertflow.github.scripts.files import variables_written

_SAFE_TYPES = frozenset(("boolean", "number", "choice", "environment"))
"""Types of input whose values GitHub makes sure of."""


class Definitions:
    """What is defined around one step: variables from the inmost outwards, the job's steps, other jobs."""

    def __init__(
        self,
        jobs: Mapping[str, BaseJob],
        types: Mapping[str, str | None],
        outer: Mapping[str, Any],
        job: Job | None = None,
        step: Step | None = None,
    ) -> None:
        """`jobs` by id and `types` of inputs by name, both in lower case; `outer` is the workflow's env."""
        self._jobs = jobs
        self._types = types
        self._outer = outer
        self._job = job
        self._step = step

    def at(self, job: Job, step: Step | None = None) -> Definitions:
        """Those around a step of a job, or around what a job says itself."""
        return Definitions(self._jobs, self._types, self._outer, job, step)

    def made(self, tree: Expr) -> Made | None:
        """What `env.NAME`, `inputs.name`, `needs.job.outputs.x` or `steps.step.outputs.x` was made from."""
        match tree:
            case Property(Context(root), name) if root.lower() == "env":
                return self._of_variable(name)
            case Property(Context(root), name) if root.lower() == "inputs":
                return Made() if self._types.get(name.lower()) in _SAFE_TYPES else None
            case Property(Property(Property(Context(root), id_), "outputs"), name):
                if root.lower() == "needs":
                    return self._of_job(id_, name)
                if root.lower() == "steps":
                    return self._of_step(id_, name)
        return None

    def variable(self, name: str) -> Made | None:
        """What a variable of the environment holds; None where the workflow does not set it."""
        return self._of_variable(name)

    def _of_variable(self, name: str) -> Made | None:
        step_env = getattr(self._step, "env", {})
        job_env = {} if self._job is None else self._job.env
        for env in (step_env, job_env, self._outer):
            if isinstance(env, (Expr, str)):
                return None
            if name in env:
                return Made(read(env[name]), self.made)
        return None

    def _of_job(self, id_: str, name: str) -> Made | None:
        job = self._jobs.get(id_.lower())
        if not isinstance(job, Job) or name not in job.output_values:
            return None
        return Made(read(job.output_values[name]), self.at(job).made)

    def _of_step(self, id_: str, name: str) -> Made | None:
        """What a script writes plainly into one output: the variables of it."""
        if self._job is None:
            return None
        steps = [
            one for one in self._job.every_step() if (getattr(one, "id", None) or "").lower() == id_.lower()
        ]
        if not steps or not isinstance(steps[0], RunStep):
            return None
        around = self.at(self._job, steps[0])
        found = [
            around.variable(one.variable)
            for one in variables_written(str(steps[0].run))
            if one.file == "GITHUB_OUTPUT" and one.sets == name
        ]
        trees = [tree for made in found if made is not None for tree in made.trees]
        return Made(tuple(trees), around.made) if trees else None


def input_types(on: Triggers) -> dict[str, str | None]:
    """The type of each input by its name in lower case; None where two triggers do not agree."""
    types: dict[str, str | None] = {}
    for one in (on.workflow_dispatch, on.workflow_call):
        for name, input_ in (one.declared_inputs if one is not None else {}).items():
            type_ = input_.type if isinstance(input_.type, str) else None
            key = name.lower()
            types[key] = type_ if types.get(key, type_) == type_ else None
    return types


def jobs_by_id(jobs: Iterable[BaseJob]) -> dict[str, BaseJob]:
    """Jobs by their ids in lower case, as GitHub compares them."""
    return {job.id.lower(): job for job in jobs}
