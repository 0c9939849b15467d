"""A job with its steps, and what it carries: its environment, concurrency, defaults and matrix.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobs
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from alertflow.declared import DeclarationError, Declared, Items, caller, suggestion
from alertflow.github.expressions.contexts import needs, output_of
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import ID_RULE, MATRIX_JOBS, is_id
from alertflow.github.permissions import AnyPermissions, permissions_data
from alertflow.github.step import RunStep, Step, UsesStep
from alertflow.github.values import (
    NOTHING,
    Condition,
    Extra,
    Kind,
    Named,
    Number,
    Switch,
    Text,
    Value,
    condition_data,
    merged,
    plain,
    plain_scalar,
    plain_values,
)


class Concurrency(Declared):
    """At most one running job or run for each group; others wait.

    With the default queue only one waits and a newer one cancels it; `queue="max"` keeps up to 100, first
    come, first served. Not every server knows `queue`: github.com does since May 2026.
    """

    group: Text = Field(kw_only=False)
    cancel_in_progress: Switch = False
    queue: Literal["single", "max"] | None = None
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @model_validator(mode="after")
    def _queue(self) -> Concurrency:
        if self.queue == "max" and self.cancel_in_progress is True:
            raise ValueError('queue="max" and cancel_in_progress=True exclude each other.')
        return self

    def to_data(self) -> dict[str, Any]:
        """The group, and what differs from GitHub's defaults."""
        data: dict[str, Any] = {"group": str(self.group)}
        if self.cancel_in_progress is not False:
            data["cancel-in-progress"] = plain_scalar(self.cancel_in_progress)
        if self.queue is not None:
            data["queue"] = self.queue
        return merged(self, data, self.extra)


class Environment(Declared):
    """A deployment environment: it releases its secrets to the job, after a review where one is required."""

    name: Text = Field(kw_only=False)
    url: Text | None = None
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    def to_data(self) -> dict[str, Any] | str:
        """The name alone where there is nothing else."""
        data = {"name": str(self.name)} | ({} if self.url is None else {"url": str(self.url)})
        return merged(self, data, self.extra) if self.extra or self.url is not None else data["name"]


class Defaults(Declared):
    """What holds for all script steps that do not say otherwise."""

    shell: str | None = None
    working_directory: Text | None = None

    def to_data(self) -> dict[str, Any]:
        """As it stands under `defaults`."""
        run = {"shell": self.shell} if self.shell is not None else {}
        if self.working_directory is not None:
            run["working-directory"] = str(self.working_directory)
        return {"run": run} if run else {}


class Strategy(Declared):
    """Runs the job once for each combination of the matrix's values."""

    matrix: Annotated[
        dict[str, Sequence[Any] | Expr] | Expr,
        Kind("a dict from names to lists (or expressions), or one expression", dict, Expr),
    ]
    """Names to lists of values, or to expressions that give lists; or one expression for the whole."""
    include: Items[dict[str, Any]] = ()
    exclude: Items[dict[str, Any]] = ()
    fail_fast: Switch | None = None
    """Whether a failure cancels the other jobs; GitHub's default is True."""
    max_parallel: Number | None = None
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @model_validator(mode="after")
    def _size(self) -> Strategy:
        if isinstance(self.matrix, Expr):
            return self
        size = 1
        for name, values in self.matrix.items():
            if isinstance(values, (list, tuple)):
                size *= len(values)
            elif not isinstance(values, Expr):
                raise ValueError(f"matrix: '{name}' should be a list or an expression, not {values!r}.")
        if size > MATRIX_JOBS:
            raise ValueError(f"the matrix makes {size} jobs; GitHub takes at most {MATRIX_JOBS}.")
        return self

    def to_data(self) -> dict[str, Any]:
        """As it stands under `strategy`."""
        matrix = plain(self.matrix)
        if isinstance(matrix, dict):
            matrix |= {"include": plain(self.include)} if self.include else {}
            matrix |= {"exclude": plain(self.exclude)} if self.exclude else {}
        data: dict[str, Any] = {"matrix": matrix}
        if self.fail_fast is not None:
            data["fail-fast"] = plain_scalar(self.fail_fast)
        if self.max_parallel is not None:
            data["max-parallel"] = plain_scalar(self.max_parallel)
        return merged(self, data, self.extra)


class Job(Declared):
    """One job: steps that run one after the other on one machine.

    What it needs follows from use: a `job.output(…)` or `job.result` of another job, anywhere in this one,
    makes that job a need. `needs` adds jobs that must only come before.
    """

    id: str = Field(kw_only=False)
    name: Text | None = None
    if_: Condition | None = None
    """When it runs; without a status function GitHub adds `success() &&`, which looks at all ancestors."""
    needs: Items[Job] = ()
    """Jobs to wait for besides those that it reads from."""
    runs_on: Annotated[
        str | Expr | Sequence[str] | dict[str, Any],
        Kind("a label, labels or an expression", str, Expr, list, tuple, dict),
    ]
    """A label such as "ubuntu-24.04", several labels, an expression, or `{"group": …, "labels": …}`."""
    permissions: AnyPermissions | None = None
    """None takes the workflow's."""
    environment: Environment | None = None
    concurrency: Concurrency | None = None
    outputs: Named[Text] = NOTHING
    env: Named[Value] = NOTHING
    defaults: Defaults | None = None
    strategy: Strategy | None = None
    timeout_minutes: Number | None = None
    """GitHub's default is 360."""
    continue_on_error: Switch | None = None
    """True makes the job's result success even when it failed."""
    steps: Items[Annotated[Step, Kind("a RunStep or a UsesStep", RunStep, UsesStep)]]
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @field_validator("id")
    @classmethod
    def _id(cls, id_: str) -> str:
        if not is_id(id_):
            raise ValueError(f"'{id_}' is no id for a job: it {ID_RULE}.")
        return id_

    def output(self, name: str) -> Expr:
        """`needs.<id>.outputs.<name>`. Raises DeclarationError when the job does not declare this output."""
        if name not in self.outputs:
            raise DeclarationError(
                f"job '{self.id}' has no output '{name}'. {suggestion(name, self.outputs)}",
                caller() or self.source,
            )
        return output_of("needs", self.id, name)

    @property
    def result(self) -> Expr:
        """`needs.<id>.result`: success, failure, cancelled or skipped."""
        return needs[self.id].result

    def to_data(self, needs: Iterable[str] | None = None, taken: Collection[str] = ()) -> dict[str, Any]:
        """The job as it stands in a workflow.

        `needs` are the ids of the jobs it waits for (the Workflow derives them), `taken` the variables that
        the workflow sets.
        """
        data: dict[str, Any] = {}
        if self.name is not None:
            data["name"] = str(self.name)
        if self.if_ is not None:
            data["if"] = condition_data(self.if_)
        if waits := [one.id for one in self.needs] if needs is None else list(needs):
            data["needs"] = waits
        data["runs-on"] = self.runs_on if isinstance(self.runs_on, str) else plain(self.runs_on)
        if self.permissions is not None:
            data["permissions"] = permissions_data(self.permissions)
        if self.environment is not None:
            data["environment"] = self.environment.to_data()
        if self.concurrency is not None:
            data["concurrency"] = self.concurrency.to_data()
        if self.outputs:
            data["outputs"] = plain_values(self.outputs)
        if self.env:
            data["env"] = plain_values(self.env)
        if self.defaults is not None:
            data["defaults"] = self.defaults.to_data()
        if self.strategy is not None:
            data["strategy"] = self.strategy.to_data()
        if self.timeout_minutes is not None:
            data["timeout-minutes"] = plain_scalar(self.timeout_minutes)
        if self.continue_on_error is not None:
            data["continue-on-error"] = plain_scalar(self.continue_on_error)
        names = (*taken, *self.env) if self.env or taken else ()
        data["steps"] = [step.to_data(names) for step in self.steps]
        return merged(self, data, self.extra) if self.extra else data


__all__ = ["Concurrency", "Defaults", "Environment", "Job", "RunStep", "Step", "Strategy", "UsesStep"]
