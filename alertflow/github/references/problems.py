"""A problem of a workflow or an action file, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from alertflow.declared import Location

ProblemKind: TypeAlias = Literal[
    "invalid-value",
    "invalid-id",
    "duplicate-id",
    "unknown-job",
    "circle",
    "not-needed",
    "unknown-step",
    "later-step",
    "unreadable-expression",
    "unsafe-script",
    "unavailable-context",
    "unavailable-function",
    "unknown-property",
    "type-mismatch",
    "constant",
]
"""What can be wrong:

- invalid-value: a value that GitHub refuses, or two that exclude each other
- invalid-id, duplicate-id: a name that GitHub refuses, or takes for another one
- unknown-job: a job is needed, or read from, that the workflow does not have
- circle: jobs wait for each other
- not-needed: a job is read from without being needed, which gives nothing (only in files; what is made in
  Python needs what it reads from)
- unknown-step, later-step: a step is read from that the job does not have, or that has not run yet
- unreadable-expression: a `${{` that begins no expression, or an `if` that is none
- unsafe-script: an expression in a script that no variable can take the place of (only in Python)
- unavailable-context, unavailable-function: GitHub does not know it in this place
- unknown-property: a value is read that nothing ever sets: an output, an input, a misspelt `github.reff`
- type-mismatch: a comparison or an argument that cannot be meant
- constant: a condition that is always true, or always false, without saying so
"""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a workflow although it is written as one."""

    kind: ProblemKind
    message: str
    """A sentence for people."""
    location: Location | None
    """Where to look; None for what was made outside any file."""
    verbatim: bool = False
    """Whether it is in a Verbatim: that is written as it stands, so this is told and not refused."""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the lines where they are, those without a place first."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.location.line, problem.location.column or 0) if problem.location else (0, 0)
