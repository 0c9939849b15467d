"""What is said so far of files that are imported together: statements, what they set, what is said once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alertflow.github import Job, Workflow
from alertflow.github.jobs.step import NamedStep
from alertflow.importer.workflows.made import made
from alertflow.importer.workflows.notes import Path
from alertflow.importer.workflows.repeated import Beginning, Constant, Repeated, beginnings
from alertflow.importer.workflows.steps import Steps
from alertflow.importer.writing.names import Names, in_words
from alertflow.importer.writing.nodes import Assignment, Expression, Listed, Variable


@dataclass(frozen=True)
class Common:
    """What several files say, or one says several times."""

    steps: Mapping[int, Repeated]
    """Steps, by the identity of each of their places."""
    constants: Mapping[str, Constant]
    """Values of fields, by field and value."""


@dataclass
class Saying:
    """The statements for one file, which may use what was set for the files before it."""

    names: Names
    common: Common
    constants: list[Assignment] = field(default_factory=list)
    statements: list[Assignment] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    """What the variables hold."""
    said: dict[Any, Variable] = field(default_factory=dict)
    """What of `common` has been said, with its variable."""
    told: dict[Any, tuple[str, ...]] = field(default_factory=dict)
    """The comments that were said with it."""
    _new: list[Any] = field(default_factory=list)
    """What of that is new in this file."""

    def begin(self) -> None:
        """What follows is another file."""
        self.constants, self.statements, self._new = [], [], []

    def forget(self) -> None:
        """Takes back what was said since then."""
        for key in self._new:
            del self.said[key]
        self.begin()

    def set(self, statement: Assignment) -> Variable:
        """Adds a statement, and runs it."""
        self.statements.append(statement)
        self.values[statement.name] = made(statement.value, self.values)
        return Variable(statement.name)

    def name(self, *hints: str) -> str:
        """A name by the first of `hints` that is not taken, or by the last, with a number."""
        return self.names.variable(first_free(self.names, *hints))

    def constant(self, name: str, held: Any, value: Expression) -> Expression:
        """The constant for what the field `name` holds, which is `value`, where it has one."""
        key = constant_key(name, held)
        if key not in self.common.constants:
            return value
        if key not in self.said:
            self._remember(key, Variable(self.names.constant(self.common.constants[key].hint)))
            self.constants.append(Assignment(self.said[key].name, value))
            self.values[self.said[key].name] = made(value, self.values)
        return self.said[key]

    def shared(self, job: Job, steps: Steps, path: Path) -> dict[int, Variable]:
        """The variables of those steps of `job` that stand several times, by identity; set where they were
        not yet.
        """
        found: dict[int, Variable] = {}
        for index, step in enumerate(job.steps):
            repeated = self.common.steps.get(id(step))
            if repeated is None:
                continue
            notes, here = steps.parts.notes, (*path, index)
            if repeated not in self.said:
                self.told[repeated] = notes.within(here)
                value = steps.step(step, here)
                statement = Assignment(self.name(*repeated.hints), value, *notes.of(here))
                self._remember(repeated, self.set(statement))
            notes.forget(here, self.told[repeated])
            found[id(step)] = self.said[repeated]
            if isinstance(step, NamedStep) and step.id is not None:
                steps.wanted.add(step.id, self.said[repeated])
        return found

    def spliced(self, key: object, hints: Sequence[str], items: Sequence[Expression]) -> Variable:
        """The list of `items`, which several jobs begin with, by `key`; set where it was not yet."""
        if key not in self.said:
            self._remember(key, self.set(Assignment(self.name(*hints), Listed(tuple(items)))))
        return self.said[key]

    def beginnings(self, workflow: Workflow) -> dict[str, Beginning]:
        """What several of the jobs begin with, by their ids."""
        steps = self.common.steps
        jobs = {
            job.id: [id(steps[id(step)]) if id(step) in steps else None for step in job.steps]
            for job in workflow.jobs
            if isinstance(job, Job)
        }
        return {id_: one for one in beginnings(jobs) for id_ in one.jobs}

    def _remember(self, key: Any, variable: Variable) -> None:
        self.said[key] = variable
        self._new.append(key)


def first_free(names: Names, *hints: str) -> str:
    """The first of `hints` by which nothing is called yet; else the last."""
    return next((hint for hint in hints if names.is_free(in_words(hint))), hints[-1])


def constant_key(name: str, held: Any) -> str:
    """Text that is equal for equal values of the field `name`."""
    return json.dumps([name, held], sort_keys=True, default=str)


__all__ = ["Common", "Saying", "constant_key", "first_free"]
