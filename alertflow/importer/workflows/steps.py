"""Steps as Python: actions, scripts, and a variable for each step that something else refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from alertflow.github import Action, CancelStep, ParallelStep, RunStep, Step, Uses, UsesStep, WaitStep
from alertflow.github.actions import catalogue
from alertflow.github.actions.action import version_number
from alertflow.github.jobs.step import NamedStep
from alertflow.github.references.reads import Read
from alertflow.importer.workflows import texts
from alertflow.importer.workflows.expressions import UnsayableError, symbol
from alertflow.importer.workflows.notes import Path
from alertflow.importer.workflows.parts import Parts
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.names import Names, in_words
from alertflow.importer.writing.nodes import (
    Argument,
    Assignment,
    Call,
    Commented,
    Expression,
    Listed,
    Literal,
    Variable,
)

_version = re.compile(r"(?:tag=)?(v?\d+(?:\.\d+){0,2})").fullmatch
_output = re.compile(r"\b(steps|needs)\.([\w-]+)\.outputs(?:\.([\w-]+)|\['((?:[^']|'')*)'\])").findall

OutputNames = Mapping[tuple[str, str], tuple[str, ...]]
"""The outputs that are read, by `steps` or `needs` and the id."""


class Wanted(Mapping[str, Variable]):
    """The steps of one job that have an id, so far, each with its variable, which gets its name when
    something first refers to it.
    """

    def __init__(self, names: Names, whole: str) -> None:
        """`whole` is what the job is called, or the action."""
        self._names = names
        self._whole = whole
        self._ids: list[str] = []
        self.given: dict[str, Variable] = {}
        """The variables that have a name."""

    def add(self, id_: str, variable: Variable | None = None) -> None:
        """A step that those behind it may refer to; with the variable that it has already."""
        self._ids.append(id_)
        if variable is not None:
            self.given[id_] = variable

    def __getitem__(self, id_: str) -> Variable:
        if id_ not in self._ids:
            raise KeyError(id_)
        if id_ not in self.given:
            others = (f"{id_} step",) if id_ == self._whole else (f"{self._whole} {id_}", f"{id_} step")
            free = (one for one in (id_, *others) if self._names.is_free(in_words(one)))
            self.given[id_] = Variable(self._names.variable(next(free, others[-1])))
        return self.given[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Written(NamedTuple):
    """A step in its list, with its comments, and the id by which others may refer to it."""

    id: str | None
    value: Expression
    above: tuple[str, ...]
    behind: str


class Steps:
    """Writes the steps of one job, or of an action."""

    def __init__(
        self,
        parts: Parts,
        names: Names,
        whole: str,
        outputs: OutputNames,
    ) -> None:
        """Of the job or action that is called `whole`. `outputs` are what is read of each step."""
        self.parts = parts
        self.outputs = outputs
        self.shared: Mapping[int, Variable] = {}
        """The steps that have a variable already, by identity."""
        self.wanted = Wanted(names, whole)
        parts.scope.steps, parts.scope.used = self.wanted, []

    def written(self, steps: Sequence[Step], path: Path) -> list[Written]:
        """The steps that stand at `path`, in order."""
        found: list[Written] = []
        for index, step in enumerate(steps):
            here = (*path, index)
            variable = self.shared.get(id(step))
            value = self.step(step, here) if variable is None else variable
            id_ = step.id if isinstance(step, NamedStep) else None
            if id_ is not None:
                self.wanted.add(id_, variable)
            found.append(Written(None if variable else id_, value, *self.parts.notes.of(here)))
        return found

    def parted(self, written: Iterable[Written]) -> tuple[list[Assignment], list[Argument]]:
        """The statements for those steps that others refer to, and the list of all."""
        statements: list[Assignment] = []
        items: list[Argument] = []
        used = set(self.parts.scope.used)
        for id_, value, above, behind in written:
            variable = self.wanted.given.get(id_ or "")
            if variable is not None and variable.name in used:
                statements.append(Assignment(variable.name, value, above, behind))
                items.append(variable)
            else:
                items.append(Commented(value, above, behind) if above or behind else value)
        return statements, items

    def step(self, step: Step, path: Path) -> Call:
        """One step, and those within it."""
        own: dict[str, Argument | None] = {}
        if isinstance(step, ParallelStep):
            key = (*path, "parallel")
            inner = [self.step(one, (*key, index)) for index, one in enumerate(step.parallel)]
            own["parallel"] = self.parts.notes.beside(key, self.parts.listed(inner, key))
        elif isinstance(step, WaitStep | CancelStep):
            own[step.FIELD] = self.parts.notes.beside((*path, step.FIELD), self.targets(step))
        elif isinstance(step, UsesStep):
            own["uses"] = self.action(str(step.uses), (*path, "uses"))
            own["output_names"] = self.names_of(step, _declared(str(step.uses)))
        elif isinstance(step, RunStep):
            own["run"] = self.parts.notes.beside((*path, "run"), self.script(step))
            own["output_names"] = self.names_of(step, ())
        return self.parts.section(step, path, own)

    def names_of(self, step: RunStep | UsesStep, known: Sequence[str]) -> Listed | None:
        """The outputs that are read of a step, but for those that are `known` without."""
        read = self.outputs.get(("steps", step.id or ""), ())
        names = [Literal(name) for name in read if name not in known]
        return Listed(tuple(names)) if names else None

    def script(self, step: RunStep) -> Expression:
        """What a step runs."""
        if id(step.run) in self.parts.told:
            return texts.verbatim(step.run)
        return texts.script(step.run, self.parts.scope)

    def targets(self, step: WaitStep | CancelStep) -> Expression:
        """The steps that this one waits for, or ends. Raises UnsayableError for one that is not there."""
        if missing := [id_ for id_ in step.target_ids if id_ not in self.wanted]:
            raise UnsayableError(f"there is no step '{missing[0]}' before")
        found = [self.wanted[id_] for id_ in step.target_ids]
        self.parts.scope.used += [one.name for one in found]
        several = isinstance(step, WaitStep) and isinstance(step.wait, tuple)
        return Listed(tuple(found)) if several else found[0]

    def action(self, uses: str, path: Path) -> Argument:
        """What a step uses: a name of the catalogue, an action at its commit, or text."""
        above, behind = self.parts.notes.of(path)
        found: Expression = Literal(str.__str__(uses))
        named, version = Uses.of(uses), _version(behind)
        if uses in _constants() and (not behind or (version and version[1] == _constants()[uses][0].version)):
            found, behind = symbol(_constants()[uses][1]), ""
        elif named is not None and named.is_commit and version is not None and version_number(version[1]):
            found, behind = expression(Action(named.name, sha=named.ref, version=version[1])), ""
            found = self.parts.constant("uses", uses, found)
        return Commented(found, above, behind) if above or behind else found


@cache
def _constants() -> Mapping[str, tuple[Action, str]]:
    """The actions that have a name in the catalogue, by what stands behind `uses`, with that name."""
    named = ((getattr(catalogue, name), name) for name in catalogue.__all__)
    return {str(one.pin): (one, name) for one, name in named if isinstance(one, Action)}


def _declared(uses: str) -> Sequence[str]:
    """The outputs that Python knows of an action."""
    return _constants()[uses][0].outputs if uses in _constants() else ()


def outputs_read(reads: Iterable[Read]) -> OutputNames:
    """The outputs that expressions read of steps and jobs, in the order in which they are first read."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in reads:
        for context, id_, name, odd in _output(one.tree.text_):
            found.setdefault((context, id_), {})[name or odd.replace("''", "'")] = None
    return {owner: tuple(names) for owner, names in found.items()}


__all__ = ["OutputNames", "Steps", "Wanted", "Written", "outputs_read"]
