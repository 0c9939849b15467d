"""Workflows that other workflows call: their inputs, outputs and secrets.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_call
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, field_validator

from alertflow.github.events.dispatch import unfit
from alertflow.github.events.trigger import Trigger, misnamed
from alertflow.github.expressions.contexts import inputs, jobs_, secrets
from alertflow.github.expressions.tree import Context, Expr, Property
from alertflow.github.references.outputs import References
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Named, Text, Value


class CallInput(Syntax):
    """A value that the calling workflow gives."""

    description: str | None = None
    required: bool = False
    type: Literal["string", "boolean", "number"]
    default: Value | None = None
    """Also an expression. Without one: '', False or 0."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """A default that does not fit the type."""
        evaluated = isinstance(self.default, Expr) or "${{" in str(self.default)
        if not evaluated:
            yield from unfit(self.default, self.type)


class CallOutput(Syntax):
    """A value that the calling workflow gets.

    `value` is an output of a job: `CallOutput(value=build.outputs.image)`. It is read from `jobs`, as there
    is no `needs` here.
    """

    description: str | None = None
    value: Text

    @field_validator("value")
    @classmethod
    def _value(cls, value: str | Expr) -> str | Expr:
        return _from_jobs(value) if isinstance(value, Expr) else value


class CallSecret(Syntax):
    """A secret that the calling workflow passes."""

    description: str | None = None
    required: bool = False


class WorkflowCall(Trigger):
    """Called by another workflow, like a function; the event is the caller's.

    >>> from alertflow.github import CallInput, CallSecret, WorkflowCall
    >>> call = WorkflowCall(inputs={"image": CallInput(type="string")}, secrets={"token": CallSecret()})
    >>> call.inputs.image, call.secrets.token
    (<expression inputs.image>, <expression secrets.token>)
    """

    declared_inputs: Named[CallInput] = Field(default=NOTHING, alias="inputs")
    outputs: Named[CallOutput] = NOTHING
    declared_secrets: Named[CallSecret | None] = Field(default=NOTHING, alias="secrets")
    """By name; None where nothing is said of one."""

    @property
    def inputs(self) -> References:
        """`call.inputs.name` is `inputs.name`; those that are not declared do not exist."""
        return References(inputs, self.declared_inputs, "the workflow has no input")

    @property
    def secrets(self) -> References:
        """`call.secrets.name` is `secrets.name`; those that are not declared do not exist.

        A caller that passes its secrets with `inherit` may pass others, too: they are read from the context.
        """
        return References(secrets, self.declared_secrets, "the workflow is passed no secret")

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Names that cannot be.

        Source for GITHUB_TOKEN, which GitHub refuses so: github.com/doctrine/.github, pull request 30.
        """
        yield from misnamed("declared_inputs", "an input", self.declared_inputs)
        yield from misnamed("outputs", "an output", self.outputs)
        yield from misnamed("declared_secrets", "a secret", self.declared_secrets)
        for name in self.declared_secrets:
            if name.upper() == "GITHUB_TOKEN":
                yield (
                    "declared_secrets",
                    f"secrets: '{name}' is there in every workflow, so none can be passed.",
                )


def _from_jobs(value: Expr) -> Expr:
    """`needs.<job>…` as `jobs.<job>…`; any other expression as it is."""
    if isinstance(value, Context):
        return jobs_ if value.name_.lower() == "needs" else value
    return Property(_from_jobs(value.base_), value.name_) if isinstance(value, Property) else value
