"""What is known of a place in a workflow: its jobs, steps, inputs and the like, by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from alertflow.github.expressions.contexts import KINDS, EarlierStep, NeededJob
from alertflow.github.expressions.kinds import ANY, BOOLEAN, NUMBER, TEXT, Kind, Object, Text

Outputs: TypeAlias = "Collection[str] | None"
"""The names of outputs; None where they are not known."""
Type: TypeAlias = "str | Kind | None"
"""The type of an input: GitHub's word for it, a kind, or None where it is not known."""

_BY_RUNNER = ("GITHUB_TOKEN", "ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_DEBUG")
"""Secrets that are there without being passed. Source: docs.github.com, "Use GITHUB_TOKEN for authentication
in workflows" and "Enabling debug logging".
"""
_TYPES: Mapping[str, Kind] = {
    "string": TEXT,
    "choice": TEXT,
    "environment": TEXT,
    "boolean": BOOLEAN,
    "number": NUMBER,
}


@dataclass(frozen=True, eq=False)
class Scope:
    """What is known of the place where an expression stands. None means unknown: nothing is said of it."""

    needs: Mapping[str, Outputs] | None = None
    """The outputs of each job that this one needs."""
    unneeded: Collection[str] = ()
    """Jobs of the workflow that it does not need."""
    steps: Mapping[str, Outputs] | None = None
    """The outputs of each step that has run before."""
    later: Collection[str] = ()
    """Steps of the job that have not."""
    matrix: Mapping[str, Kind] | Collection[str] | None = None
    """The values of the job's matrix, with their kinds where those are known; () where it has none."""
    inputs: Mapping[str, Type] | None = None
    """The inputs of the workflow or action, with the type of each."""
    dispatch_inputs: Mapping[str, Type] | None = None
    """Those of `workflow_dispatch`, for `github.event.inputs`, where all are text. None where another
    workflow may call this one, for then the event is the caller's.
    """
    secrets: Collection[str] | None = None
    """The secrets that a reusable workflow declares; None where all may be there."""
    services: Collection[str] | None = None
    """The service containers of the job."""
    jobs: Mapping[str, Outputs] | None = None
    """The outputs of every job, for the outputs of a reusable workflow."""

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kind of every context here."""
        kinds: dict[str, Kind] = dict(KINDS)
        if self.needs is not None:
            kinds["needs"] = _with_outputs(NeededJob.kind(), self.needs, self.unneeded, _UNNEEDED)
        if self.jobs is not None:
            kinds["jobs"] = _with_outputs(NeededJob.kind(), self.jobs)
        if self.steps is not None:
            kinds["steps"] = _with_outputs(EarlierStep.kind(), self.steps, self.later, _LATER)
        if self.matrix is not None:
            known = self.matrix if isinstance(self.matrix, Mapping) else dict.fromkeys(self.matrix, ANY)
            kinds["matrix"] = Object(known)
        if self.inputs is not None:
            kinds["inputs"] = Object({name: _kind(type_) for name, type_ in self.inputs.items()})
        if self.secrets is not None:
            kinds["secrets"] = Object(dict.fromkeys((*_BY_RUNNER, *self.secrets), TEXT))
        if self.services is not None:
            kinds["job"] = _replaced(KINDS["job"], "services", _only(self.services))
        if self.dispatch_inputs is not None:
            given = Object({name: _as_text(type_) for name, type_ in self.dispatch_inputs.items()})
            event = KINDS["github"].properties["event"]
            assert isinstance(event, Object)
            kinds["github"] = _replaced(KINDS["github"], "event", _replaced(event, "inputs", given))
        return kinds


NOWHERE = Scope()
"""A place of which nothing is known."""
_UNNEEDED = "this job does not need it; add it to `needs`"
_LATER = "that step comes later"


def _with_outputs(
    one: Object, known: Mapping[str, Outputs], absent: Collection[str] = (), why: str = ""
) -> Object:
    """`known` jobs or steps, each of the kind `one` but with its own outputs."""
    return Object(
        {
            id_: one if outputs is None else _replaced(one, "outputs", Object(dict.fromkeys(outputs, TEXT)))
            for id_, outputs in known.items()
        },
        absent=dict.fromkeys(absent, why),
    )


def _replaced(kind: Object, name: str, by: Kind) -> Object:
    return Object({**kind.properties, name: by}, kind.others)


def _only(services: Collection[str]) -> Object:
    every = KINDS["job"].properties["services"]
    assert isinstance(every, Object) and every.others is not None
    return Object(dict.fromkeys(services, every.others))


def _kind(type_: Type) -> Kind:
    if isinstance(type_, str):
        return _TYPES.get(type_, ANY)
    return ANY if type_ is None else type_


def _as_text(type_: Type) -> Kind:
    kind = _kind(type_)
    return Text(("true", "false")) if kind is BOOLEAN else kind if isinstance(kind, Text) else TEXT
