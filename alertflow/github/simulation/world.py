"""What holds for one run of one workflow, all its jobs together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from alertflow.github.simulation.evaluating import Causes, CausesOf, Read, Scope
from alertflow.github.simulation.given import Given
from alertflow.github.simulation.variables import Variables

if TYPE_CHECKING:
    from alertflow.github.workflows import Workflow

Review: TypeAlias = Literal["approved", "rejected", "waiting"]
"""What the reviewers of an environment say, or that they have not said anything yet."""
Written: TypeAlias = "Workflow | Mapping[str, Any]"
"""A workflow, or the plain data of one."""
Resolve: TypeAlias = Callable[[str], "Written | None"]
"""Finds the workflow that a job calls by what stands behind `uses`; None where it is not known."""


@dataclass(frozen=True)
class Cancelled:
    """When the run is cancelled: while the jobs of a wave run, or before the first one starts (-1)."""

    wave: int
    job: str = ""
    """The job in whose step it happens, in lower case; '' for no special one."""
    step: str = ""
    """The step's id or number; of a job that calls a workflow, the job there, and its step."""


@dataclass(frozen=True)
class World:
    """What holds for one run: what its jobs see, and what the caller said of them."""

    scope: Scope
    env: Variables
    given: Given
    reviews: Mapping[str, Review]
    """By environment, in lower case."""
    busy: Collection[str]
    """Concurrency groups that other runs hold, in lower case."""
    held: Mapping[str, str]
    """Concurrency groups that this run, and those that call it, hold themselves, and who does, in words."""
    resolve: Resolve
    cancelled: Cancelled | None
    callers: tuple[str, ...]
    """The workflows that call each other down to this one, by what stands behind `uses`."""


def data_of(workflow: Written) -> Mapping[str, Any]:
    """The workflow as plain data, as it stands in its file."""
    if isinstance(workflow, Mapping):
        return workflow
    data: dict[str, Any] = workflow.to_data()
    return data


def causes_of(
    variables: Mapping[str, Any],
    secrets: Mapping[str, Any],
    handed: Mapping[str, Causes] = MappingProxyType({}),
) -> CausesOf:
    """What has to be assumed where nothing of a job is read: variables and secrets that nobody named are
    not set. `handed` says it of the secrets that a caller handed over, by name in lower case.
    """
    named = {"vars": {name.lower() for name in variables}, "secrets": {name.lower() for name in secrets}}

    def causes(read: Read) -> Causes:
        path = read.path
        if path[0] == "hashfiles":
            return (f"{path[1]} is taken to be '': no file matches.",)
        if len(path) != 2 or path[0] not in named:
            return ()
        if path[0] == "secrets" and path[1] in handed:
            return handed[path[1]]
        return () if path[1] in named[path[0]] else (f"{path[0]}.{read.names[1]} is taken as not set.",)

    return causes
