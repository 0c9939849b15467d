"""Workflows that are started on request: by a person, or through GitHub's API.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatch and
…/events-that-trigger-workflows#repository_dispatch
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items, suggestion
from alertflow.github.events.trigger import OneOrMore, Trigger, misnamed, texts
from alertflow.github.expressions.contexts import github, inputs
from alertflow.github.limits import CLIENT_PAYLOAD_KEYS, DISPATCH_INPUTS, EVENT_TYPE_LENGTH
from alertflow.github.references.outputs import References
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Form, Kind, Named


class Input(Syntax):
    """A value that a person gives when starting the workflow by hand."""

    description: str | None = None
    required: bool = False
    type: Literal["string", "choice", "boolean", "number", "environment"] = "string"
    default: str | bool | int | float | None = None
    options: Items[Annotated[str, Kind("text", str)]] = ()
    """What can be chosen, for `type="choice"` only."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Options without a choice, and a default that does not fit the type.

        Sources: github.com/actions/languageservices, `workflow-parser` (workflow-dispatch.ts); that a value
        which is no option starts no run: github.com/cli/cli, issue 5246.
        """
        if (self.type == "choice") != bool(self.options):
            yield "options", 'options belong to type="choice", and a choice has at least one.'
        elif self.type == "choice" and isinstance(self.default, str) and self.default not in self.options:
            near = suggestion(self.default, self.options)
            yield "default", f"default: '{self.default}' is not an option. {near}"
        yield from unfit(self.default, self.type)

    def to_data(self) -> dict[str, Any]:
        """The input's settings; made in Python it always says its type, as the published schema asks."""
        data: dict[str, Any] = super().to_data()
        if "type" in data or self.from_file:
            return data
        data["type"] = self.type
        return {key: data.pop(key) for key in self.keys().values() if key in data} | data


def unfit(default: Any, type_: str) -> Iterator[tuple[str, str]]:
    """A mistake where the default of an input is not of its type.

    Source: github.com/actions/languageservices, `workflow-parser` (workflow-dispatch.ts, workflow-call.ts).
    """
    kinds: dict[str, tuple[type, ...]] = {"boolean": (bool,), "number": (int, float)}
    kind = kinds.get(type_, (str,))
    fits = isinstance(default, kind) and not (type_ == "number" and isinstance(default, bool))
    if default is not None and not fits:
        yield "default", f'default: {default!r} does not fit type="{type_}".'


class WorkflowDispatch(Trigger):
    """Started by hand, or through GitHub's API, on any branch or tag.

    >>> from alertflow.github import Input, WorkflowDispatch
    >>> by_hand = WorkflowDispatch(inputs={"dry_run": Input(type="boolean")})
    >>> by_hand.inputs.dry_run
    <expression inputs.dry_run>
    """

    declared_inputs: Named[Input] = Field(default=NOTHING, alias="inputs")
    """At most 25, by name."""

    @property
    def inputs(self) -> References:
        """`dispatch.inputs.name` is `inputs.name`; those that are not declared do not exist."""
        return References(inputs, self.declared_inputs, "the workflow has no input")

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Too many inputs, and names that cannot be."""
        if (count := len(self.declared_inputs)) > DISPATCH_INPUTS:
            yield "declared_inputs", f"GitHub takes at most {DISPATCH_INPUTS} inputs, not {count}."
        yield from misnamed("declared_inputs", "an input", self.declared_inputs)


class RepositoryDispatch(Trigger):
    """Started through GitHub's API with an event type and a JSON payload, on the default branch.

    `payload` tells what the sender puts into the payload: names, or a class that has them as fields. It is
    not written; only Python knows it, so that a misspelt name does not exist:

    >>> from alertflow.github import RepositoryDispatch
    >>> fired = RepositoryDispatch(types="alert", payload=["alert_type", "severity"])
    >>> fired.payload.alert_type
    <expression github.event.client_payload.alert_type>
    """

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("declared_payload",))

    types: OneOrMore[str] = ()
    """The event types it answers, at most 100 characters each; none means every one."""
    declared_payload: Annotated[Items[str] | type | None, Form("a list of names, or a class with fields")] = (
        Field(default=None, alias="payload")
    )

    @property
    def event_types(self) -> tuple[str, ...]:
        """The event types it answers; none means every one."""
        return texts(self.types)

    @property
    def payload(self) -> References:
        """`dispatch.payload.name` is `github.event.client_payload.name`; any name where none is declared."""
        return References(github.event.client_payload, self.payload_names(), "the payload has no")

    def payload_names(self) -> tuple[str, ...] | None:
        """The names at the top of the payload; None where they are not declared."""
        declared = self.declared_payload
        if isinstance(declared, type):
            return tuple(_fields(declared))
        return None if declared is None else tuple(declared)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Event types of a wrong length, and more in the payload than GitHub takes."""
        for one in self.event_types:
            if not 0 < len(one) <= EVENT_TYPE_LENGTH:
                yield (
                    "types",
                    f"types: an event type has 1 to {EVENT_TYPE_LENGTH} characters; "
                    f"'{one[:40]}' has {len(one)}.",
                )
        names = self.payload_names()
        if names is not None and not 0 < len(names) <= CLIENT_PAYLOAD_KEYS:
            yield (
                "declared_payload",
                f"payload: a client_payload has 1 to {CLIENT_PAYLOAD_KEYS} names, not {len(names)}.",
            )


def _fields(cls: type) -> Iterator[str]:
    """The names of the fields of a pydantic model, a dataclass, a TypedDict or any class with annotations."""
    model: Any = getattr(cls, "model_fields", None)
    if model is not None:
        yield from (info.serialization_alias or info.alias or name for name, info in model.items())
        return
    for base in reversed(cls.__mro__):
        yield from inspect.get_annotations(base)
