"""The steps that steer other steps: those in the background, and those that run at the same time.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsbackground
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import Field

from alertflow.declared import Items
from alertflow.github.jobs.step import BaseStep, NamedStep, RunStep, UsesStep
from alertflow.github.syntax import written
from alertflow.github.values import Form, Kind, Verbatim

_Target: TypeAlias = RunStep | UsesStep | Verbatim
Target: TypeAlias = Annotated[_Target, Kind("a RunStep or a UsesStep", RunStep, UsesStep, Verbatim)]
"""A step in the background, or its id as a file has it."""


Work: TypeAlias = Annotated[RunStep | UsesStep, Kind("a RunStep or a UsesStep", RunStep, UsesStep)]
"""A step that does some work."""


class _Steering(NamedStep):
    """What writes a step that steers others."""

    FIELD: ClassVar[str]
    """The field that says what it does."""

    @property
    def deed(self) -> str:
        """Its key: "'wait-all'"."""
        return f"'{self.keys()[self.FIELD]}'"

    def _unnamed(self, field: str, targets: Iterable[_Target]) -> Iterator[tuple[str, str]]:
        """A mistake for each target that nothing can refer to."""
        for one in targets:
            if isinstance(one, NamedStep) and one.id is None:
                yield field, f'{field}: step {one.label} has no id, so nothing can refer to it: id="…".'

    def _written(self, key: str, value: Any) -> dict[str, Any]:
        data = {} if self.name is None else {"name": written(self.name)}
        if self.id is not None:
            data["id"] = written(self.id)
        if self.continue_on_error is not None:
            data["continue-on-error"] = written(self.continue_on_error)
        return self.completed(data | {key: value})


class WaitStep(_Steering):
    """Waits until steps in the background are done; their outputs can be read from here on."""

    FIELD: ClassVar[str] = "wait"
    DOES: ClassVar[str] = "waits for"

    wait: Annotated[Target | Items[Target], Form("a RunStep or a UsesStep, or a list of them")] = Field(
        kw_only=False
    )

    @property
    def targets(self) -> tuple[_Target, ...]:
        """The steps that it waits for."""
        wait = self.wait
        return (wait,) if isinstance(wait, (RunStep, UsesStep, Verbatim)) else tuple(wait)

    @property
    def target_ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple([_id_of(one) for one in self.targets])

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Ids that GitHub refuses, and nothing to wait for."""
        yield from super().mistakes()
        if not self.targets:
            yield "wait", "wait: there is nothing to wait for."
        yield from self._unnamed("wait", self.targets)

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow."""
        ids = self.target_ids
        return self._written("wait", list(ids) if isinstance(self.wait, tuple) else ids[0])


class WaitAllStep(_Steering):
    """Waits until all steps in the background are done."""

    FIELD: ClassVar[str] = "wait_all"

    wait_all: bool | None = None
    """Nothing, or True, which is the same."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Ids that GitHub refuses, and a step that does nothing."""
        yield from super().mistakes()
        if self.wait_all is False:
            yield "wait_all", "wait_all: True, or nothing: a step that does not wait is left out."

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow."""
        return self._written("wait-all", self.wait_all)


class CancelStep(_Steering):
    """Ends a step in the background: it gets SIGTERM."""

    FIELD: ClassVar[str] = "cancel"
    DOES: ClassVar[str] = "ends"

    cancel: Target = Field(kw_only=False)

    @property
    def target_ids(self) -> tuple[str, ...]:
        """The id of the step that it ends."""
        return (_id_of(self.cancel),)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Ids that GitHub refuses, and a step that nothing can refer to."""
        yield from super().mistakes()
        yield from self._unnamed("cancel", (self.cancel,))

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow."""
        return self._written("cancel", _id_of(self.cancel))


class ParallelStep(BaseStep):
    """Runs steps at the same time, and waits for all of them."""

    id: ClassVar[None] = None
    name: ClassVar[None] = None
    label: ClassVar[str] = "'parallel'"

    parallel: Items[Work] = Field(kw_only=False)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Nothing to run, and steps that are told to run in the background, where all of these do.

        Source: github.com/actions/languageservices, `workflow-parser` (steps.ts).
        """
        if not self.parallel:
            yield "parallel", "parallel: there is nothing to run."
        for step in self.parallel:
            if step.background is not None:
                yield (
                    "parallel",
                    f"parallel: step {step.label} cannot have background here: all of these steps run in it.",
                )

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The steps as they stand in a workflow."""
        return self.completed({"parallel": [step.to_data(taken) for step in self.parallel]})


def _id_of(target: _Target) -> str:
    return target if isinstance(target, str) else target.reference_id


Step: TypeAlias = RunStep | UsesStep | WaitStep | WaitAllStep | CancelStep | ParallelStep
"""A step of any kind."""
