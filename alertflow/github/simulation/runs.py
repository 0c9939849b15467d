"""What a simulated run did: the run, its jobs and their steps, each with its result and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Literal, TypeAlias

from alertflow.github.expressions import to_text

Outcome: TypeAlias = Literal["success", "failure", "cancelled", "skipped"]
"""How a job or step ends. Source: docs.github.com, "Contexts reference", needs and steps context."""
Result: TypeAlias = Literal["success", "failure", "cancelled", "skipped", "waiting"]
"""An Outcome, or `waiting`: somebody has still to approve it, or something before it."""


class _Data:
    """What every part of a run shares: it turns into data that JSON can say."""

    def to_data(self) -> dict[str, Any]:
        """Every field by its name; expressions' numbers as GitHub prints them."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}  # type: ignore[arg-type]  # each part is one


def _plain(value: Any) -> Any:
    if isinstance(value, _Data):
        return value.to_data()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if isfinite(value) else to_text(value)
    return value


@dataclass(frozen=True)
class Group(_Data):
    """A concurrency group that a run or a job takes a place in."""

    name: str
    cancel_in_progress: bool
    queue: Literal["single", "max"]
    effect: str
    """What taking the place does: to the others in the group, and to it."""


@dataclass(frozen=True)
class StepRun(_Data):
    """One step of a job that ran."""

    index: int
    """Its place in the job, from 1."""
    id: str | None
    name: str
    """As GitHub shows it: its name, or what it runs."""
    outcome: Outcome
    """How it ended by itself."""
    conclusion: Outcome
    """How it counts: as `outcome`, but success where `continue-on-error` let the job go on."""
    runs: bool
    reason: str
    """Why it ran, was skipped, failed or was cancelled: a clause that may stand behind "because". A Decision
    where its condition says so.
    """
    command: str
    """The script, or the action, that would run: what is known is filled in, secrets are `***`."""
    inputs: Mapping[str, str]
    """What an action that runs is given (`with`)."""
    env: Mapping[str, str]
    """The variables of workflow, job and step; the innermost counts."""


@dataclass(frozen=True)
class JobRun(_Data):
    """One job; of a job with a matrix, one of its variations."""

    id: str
    name: str
    """As GitHub shows it: `build (ubuntu-24.04, 3.11)`."""
    matrix: Mapping[str, Any] | None
    """This variation's values; None without a matrix, or where the job never got to it."""
    result: Result
    """What other jobs see of it: success where `continue-on-error` forgave a failure."""
    outcome: Result
    """How it ended by itself, before `continue-on-error`."""
    runs: bool
    reason: str
    """Why it ran, was skipped, failed, waits or was cancelled: a clause that may stand behind "because". A
    Decision where its condition says so.
    """
    needs: tuple[str, ...]
    environment: str | None
    waits_for_approval: bool
    """Whether its environment has reviewers, so that it starts only when one of them agrees."""
    concurrency: Group | None
    runs_on: tuple[str, ...]
    """The labels of the runner it asks for; a group of runners as `group: name`."""
    timeout_minutes: float
    outputs: Mapping[str, str]
    steps: tuple[StepRun, ...]
    calls: Run | None
    """The run of the workflow that it calls, where that is known."""


@dataclass(frozen=True)
class Run(_Data):
    """What a workflow does for one event."""

    name: str
    """The run's name as GitHub shows it."""
    triggered: bool
    reason: str
    """Why the event starts the workflow, or why not."""
    conclusion: Result | Literal[""]
    """success, failure, cancelled, skipped (every job was) or waiting; '' where it was not triggered."""
    concurrency: Group | None
    outputs: Mapping[str, str]
    """Of a workflow that is called: what the caller gets."""
    jobs: tuple[JobRun, ...]
    """In the order of the workflow, variations of a matrix in GitHub's order."""
    assumed: tuple[str, ...]
    """What the caller did not say, and was taken for granted: sentences."""

    def job(self, name: str) -> JobRun:
        """The job with this name or, where it has no matrix, this id. Raises KeyError for an unknown one."""
        for one in self.jobs:
            if name in (one.name, one.id):
                return one
        raise KeyError(name)
