"""Jobs: those that have steps, and those that call a reusable workflow.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobs
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field

from alertflow.declared import Items
from alertflow.github.jobs.background import ParallelStep, Step
from alertflow.github.jobs.base_job import BaseJob
from alertflow.github.jobs.containers import AnyContainer, Services
from alertflow.github.jobs.environment import AnyEnvironment
from alertflow.github.jobs.runners import AnyRunsOn, AnySnapshot, Defaults
from alertflow.github.jobs.step import BaseStep
from alertflow.github.limits import ID_RULE, is_id, is_workflow
from alertflow.github.values import (
    NOTHING,
    Form,
    Kind,
    Named,
    Number,
    Switch,
    Text,
    Value,
    Variables,
    misnamed,
    variables,
)


class Job(BaseJob):
    """One job: steps that run one after the other on one machine.

    What it needs follows from use: a `job.outputs.name` or `job.result` of another job, anywhere in this one,
    makes that job a need. `needs` adds jobs that must only come before.
    """

    runs_on: AnyRunsOn
    """A label such as "ubuntu-24.04", several labels, an expression, or `RunsOn(group=…, labels=…)`."""
    snapshot: AnySnapshot | None = None
    environment: AnyEnvironment | None = None
    output_values: Named[Text] = Field(default=NOTHING, alias="outputs")
    """What other jobs can read of it, by name."""
    env: Variables = NOTHING
    defaults: Defaults | None = None
    timeout_minutes: Number | None = None
    """GitHub's default is 360."""
    cancel_timeout_minutes: Number | None = None
    continue_on_error: Switch | None = None
    """True makes the job's result success even when it failed."""
    container: AnyContainer | None = None
    """The container that the steps run in; without one, the machine itself."""
    services: Services = NOTHING
    """Containers that run beside the steps, by name."""
    if TYPE_CHECKING:  # mypy takes a list of several kinds of step for one of what they share
        given_steps: Sequence[BaseStep] = Field(alias="steps")

        @property
        def steps(self) -> tuple[Step, ...]:
            """What it does, one after the other."""
    else:
        steps: Items[Annotated[Step, Kind("a RunStep, a UsesStep or another step", BaseStep)]]

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Names that GitHub or a shell refuses, and a job that does nothing."""
        yield from super().mistakes()
        if not self.steps:
            yield "steps", "steps: a job has at least one step."
        if self.from_file:
            return
        if self.env is not NOTHING:
            yield from misnamed(self.env)
        for name in self.output_values:
            if not is_id(name):
                yield "output_values", f"outputs: '{name}' is no name for an output: it {ID_RULE}."

    def declared_outputs(self) -> Collection[str]:
        """The names that `outputs` has."""
        return self.output_values.keys()

    def every_step(self) -> Iterator[Step]:
        """All steps, those within a ParallelStep too, in the order of the file."""
        return _every(self.steps)

    def to_data(self, needs: Iterable[str] | None = None, taken: Collection[str] = ()) -> dict[str, Any]:
        """The job as it stands in a workflow.

        `needs` are the ids of the jobs it waits for (the Workflow derives them), `taken` the variables that
        the workflow sets.
        """
        data = self._head(needs)
        self._add(data, _JOB)
        names = taken if self.env is NOTHING else (*taken, *variables(self.env))
        data["steps"] = [step.to_data(names) for step in self.steps]
        return self.completed(data)


class CallJob(BaseJob):
    """A job that calls a reusable workflow.

    Source: docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows
    """

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("id", "output_names"))

    uses: Annotated[str, Kind("text", str)]
    """`./.github/workflows/file.yml`, or `owner/repository/.github/workflows/file.yml@ref`."""
    with_: Named[Value] = NOTHING
    """The called workflow's inputs (`with` in GitHub's words). No expression can give the whole mapping.
    Source: github.com/actions/runner, WorkflowTemplateConverter.cs (ConvertToJob), and workflow-v1.0.json of
    github.com/actions/languageservices, where neither this nor `secrets` has a context.
    """
    secrets: Annotated[Literal["inherit"] | Named[Value], Form("'inherit', or a dict of secrets")] | None = (
        None
    )
    """Secrets by the names that the called workflow gives them, or all that this one has."""
    output_names: Items[str] = Field(default=(), alias="outputs")
    """The outputs that the called workflow declares. Not written: only `outputs` knows them."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What GitHub refuses of an id or of the place of a workflow."""
        yield from super().mistakes()
        if not is_workflow(self.uses):
            expected = (
                "./.github/workflows/<file>.yml, or owner/repository/.github/workflows/<file>.yml@<commit>"
            )
            yield "uses", f"uses: '{self.uses}' is no workflow: {expected}."

    def declared_outputs(self) -> Collection[str] | None:
        """The names that `outputs` has; None where a file does not say them."""
        return tuple(self.output_names) or (None if self.from_file else ())

    def to_data(self, needs: Iterable[str] | None = None, taken: Collection[str] = ()) -> dict[str, Any]:
        """The job as it stands in a workflow; `needs` are the ids of the jobs it waits for."""
        data = self._head(needs)
        self._add(data, _CALL)
        return self.completed(data)


AnyJob: TypeAlias = Job | CallJob
"""A job of either kind."""


def _in_order(cls: type[BaseJob], *fields: str) -> Mapping[str, tuple[int, str]]:
    """The place among the others, and the key, of each field."""
    return {field: (place, cls.keys()[field]) for place, field in enumerate(fields)}


_JOB = _in_order(
    Job,
    *("runs_on", "snapshot", "permissions", "cache_mode", "environment", "concurrency", "output_values"),
    *("env", "defaults", "strategy", "timeout_minutes", "cancel_timeout_minutes", "continue_on_error"),
    *("container", "services"),
)
_CALL = _in_order(CallJob, "permissions", "cache_mode", "concurrency", "strategy", "uses", "with_", "secrets")
"""The customary order of keys."""


def _every(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        if isinstance(step, ParallelStep):
            yield from step.parallel
