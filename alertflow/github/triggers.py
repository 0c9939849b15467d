"""What starts a workflow: the events under `on`.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import field_validator, model_validator

from alertflow.declared import DeclarationError, Declared, Items, caller, suggestion
from alertflow.github.expressions.contexts import inputs
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import DISPATCH_INPUTS, EVENT_TYPE_LENGTH, ID_RULE, is_id
from alertflow.github.values import NOTHING, Extra, Named, merged


class RepositoryDispatch(Declared):
    """Started through GitHub's API with an event type and a JSON payload (`github.event.client_payload`)."""

    types: Items[str] = ()
    """The event types it answers, at most 100 characters each; none means every one."""
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @field_validator("types")
    @classmethod
    def _types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        for one in types:
            if not 0 < len(one) <= EVENT_TYPE_LENGTH:
                raise ValueError(
                    f"an event type has 1 to {EVENT_TYPE_LENGTH} characters; '{one[:40]}' has {len(one)}."
                )
        return types

    def to_data(self) -> dict[str, Any] | None:
        """The event's settings; None where it has none."""
        return merged(self, {"types": list(self.types)} if self.types else {}, self.extra) or None


class Input(Declared):
    """A value that a person gives when starting the workflow by hand."""

    description: str | None = None
    required: bool = False
    type: Literal["string", "choice", "boolean", "number", "environment"] = "string"
    default: str | bool | int | float | None = None
    options: Items[str] = ()
    """What can be chosen, for `type="choice"` only."""
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @model_validator(mode="after")
    def _fits(self) -> Input:
        if (self.type == "choice") != bool(self.options):
            raise ValueError('options belong to type="choice", and a choice has at least one.')
        if self.default is None:
            return self
        if self.type == "choice" and self.default not in self.options:
            raise ValueError(
                f"default: '{self.default}' is not an option. {suggestion(str(self.default), self.options)}"
            )
        kinds: dict[str, tuple[type, ...]] = {"boolean": (bool,), "number": (int, float)}
        kind = kinds.get(self.type, (str,))
        if not isinstance(self.default, kind) or (self.type == "number" and isinstance(self.default, bool)):
            raise ValueError(f'default: {self.default!r} does not fit type="{self.type}".')
        return self

    def to_data(self) -> dict[str, Any]:
        """The input's settings, the type always among them."""
        data: dict[str, Any] = {"description": self.description} if self.description else {}
        if self.required:
            data["required"] = True
        data["type"] = self.type
        if self.default is not None:
            data["default"] = self.default
        if self.options:
            data["options"] = list(self.options)
        return merged(self, data, self.extra)


class WorkflowDispatch(Declared):
    """Started by hand, or through GitHub's API, on any branch."""

    inputs: Named[Input] = NOTHING
    """At most 25, by name."""
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    @field_validator("inputs")
    @classmethod
    def _inputs(cls, inputs: dict[str, Input]) -> dict[str, Input]:
        if len(inputs) > DISPATCH_INPUTS:
            raise ValueError(f"GitHub takes at most {DISPATCH_INPUTS} inputs, not {len(inputs)}.")
        for name in inputs:
            if not is_id(name):
                raise ValueError(f"'{name}' is no name for an input: it {ID_RULE}.")
        return inputs

    def input(self, name: str) -> Expr:
        """`inputs.<name>`. Raises DeclarationError when there is no such input."""
        if name not in self.inputs:
            raise DeclarationError(
                f"the workflow has no input '{name}'. {suggestion(name, self.inputs)}", caller()
            )
        return inputs[name]

    def to_data(self) -> dict[str, Any] | None:
        """The event's settings; None where it has none."""
        data = {"inputs": {name: one.to_data() for name, one in self.inputs.items()}} if self.inputs else {}
        return merged(self, data, self.extra) or None


class Schedule(Declared):
    """Started by the clock, at most every five minutes, on the default branch."""

    cron: str
    """Five fields as in POSIX crontab."""
    timezone: str | None = None
    """An IANA name such as "Europe/Zurich"; UTC without one."""

    @field_validator("cron")
    @classmethod
    def _cron(cls, cron: str) -> str:
        if len(cron.split()) != 5:
            raise ValueError(
                f"'{cron}' should have five fields: minute, hour, day of month, month, day of week."
            )
        return cron

    def to_data(self) -> dict[str, Any]:
        """One entry of `schedule`."""
        return {"cron": self.cron} | ({"timezone": self.timezone} if self.timezone else {})


class _Filters(Declared):
    """What the filters of push, pull_request and workflow_run share."""

    branches: Items[str] = ()
    branches_ignore: Items[str] = ()
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    def to_data(self) -> dict[str, Any] | None:
        """The event's settings; None where it has none."""
        names = [name for name in type(self).model_fields if name != "extra" and getattr(self, name)]
        data = {name.replace("_", "-"): list(getattr(self, name)) for name in names}
        return merged(self, data, self.extra) or None


class Push(_Filters):
    """Started by a push of commits or tags."""

    tags: Items[str] = ()
    tags_ignore: Items[str] = ()
    paths: Items[str] = ()
    paths_ignore: Items[str] = ()


class PullRequest(_Filters):
    """Started by activity on a pull request."""

    types: Items[str] = ()
    """Such as opened, synchronize, reopened (these three are GitHub's default)."""
    paths: Items[str] = ()
    paths_ignore: Items[str] = ()


class WorkflowRun(_Filters):
    """Started when another workflow of the repository is requested or completes."""

    workflows: Items[str]
    """The other workflows' names."""
    types: Items[Literal["completed", "requested", "in_progress"]] = ()


class Triggers(Declared):
    """The events that start a workflow."""

    repository_dispatch: RepositoryDispatch | None = None
    workflow_dispatch: WorkflowDispatch | None = None
    schedule: Items[Schedule] = ()
    push: Push | None = None
    pull_request: PullRequest | None = None
    workflow_run: WorkflowRun | None = None
    extra: Extra = NOTHING
    """Other events, by GitHub's name: `{"release": {"types": ["published"]}}`."""

    def to_data(self) -> dict[str, Any]:
        """The events by name; schedule comes behind those that carry a payload."""
        data: dict[str, Any] = {}
        if self.repository_dispatch is not None:
            data["repository_dispatch"] = self.repository_dispatch.to_data()
        if self.workflow_dispatch is not None:
            data["workflow_dispatch"] = self.workflow_dispatch.to_data()
        if self.schedule:
            data["schedule"] = [one.to_data() for one in self.schedule]
        if self.push is not None:
            data["push"] = self.push.to_data()
        if self.pull_request is not None:
            data["pull_request"] = self.pull_request.to_data()
        if self.workflow_run is not None:
            data["workflow_run"] = self.workflow_run.to_data()
        return merged(self, data, self.extra)


__all__ = [
    "Input",
    "PullRequest",
    "Push",
    "RepositoryDispatch",
    "Schedule",
    "Triggers",
    "WorkflowDispatch",
    "WorkflowRun",
]
