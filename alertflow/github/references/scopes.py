"""What is known at each place of a workflow, for the check of its expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace

from alertflow.github.events import Triggers
from alertflow.github.expressions import checking
from alertflow.github.expressions.kinds import ANY, BOOLEAN, NUMBER, TEXT, Kind
from alertflow.github.expressions.scope import Outputs, Scope, Type
from alertflow.github.expressions.tree import Context, Expr, Property
from alertflow.github.jobs.background import Step
from alertflow.github.jobs.base_job import BaseJob
from alertflow.github.jobs.job import Job
from alertflow.github.jobs.step import RunStep, UsesStep
from alertflow.github.jobs.strategies import Strategy
from alertflow.github.references.problems import Problem
from alertflow.github.references.reads import Read
from alertflow.github.scripts.outputs import outputs_written
from alertflow.github.values import Verbatim, variables

_SCOPED = frozenset(("needs", "steps", "matrix", "inputs", "job", "jobs"))
"""Contexts of which a scope made here says more than that they are; `github` has the inputs of the event."""
_BY_ID = frozenset(("needs", "steps"))
"""Those of which an expression that names ids reads only what these have."""
_not_by_id = re.compile(r"\b(?:needs|steps)\b(?!\.[A-Za-z_])", re.IGNORECASE).search


def misused(reads: Iterable[Read], scope: Callable[[], Scope]) -> Iterator[Problem]:
    """What is wrong with expressions where they stand, but for jobs and steps that are not there.

    `scope` tells what is known there; it is asked once, and only where that makes a difference.
    """
    known: Scope | None = None
    for one in reads:
        tree = one.tree
        if _SCOPED.isdisjoint(tree.contexts_) and "event.inputs" not in tree.text_:
            found = _unscoped(tree.text_, tree, one.key)
        else:
            known = known or scope()
            found = _scoped(tree, one.key, known)
        for each in found:
            message = f"{one.word}: {each.message}"
            yield Problem(each.kind, message, one.location, isinstance(one.text, Verbatim))


def _scoped(tree: Expr, key: str, scope: Scope) -> tuple[checking.Problem, ...]:
    """The mistakes in an expression that reads what `scope` knows."""
    facts = _facts(tree, key, scope)
    if facts in _right:
        return ()
    if facts is not None and scope.steps is not None:  # nothing is asked of the outputs of other steps
        scope = replace(
            scope, steps={id_: scope.steps[id_] if id_ in tree.steps_ else None for id_ in scope.steps}
        )
    found = tuple([one for one in checking.problems(tree, key, scope) if not _absent(one)])
    if facts is not None and not found:
        if len(_right) >= MOST_KNOWN:
            _right.clear()
        _right.add(facts)
    return found


def _facts(tree: Expr, key: str, scope: Scope) -> Hashable:
    """All that decides whether an expression is right which reads jobs and steps by their ids; None where it
    reads something else, too, or an id that is not there. Most of these are said again and again.
    """
    contexts, jobs, steps = tree.reads_
    text = tree.text_
    if not contexts & _SCOPED <= _BY_ID or "event.inputs" in text or _not_by_id(text):
        return None
    facts: list[tuple[str, str, tuple[str, ...] | None]] = []
    for what, ids, known in (("job", jobs, scope.needs), ("step", steps, scope.steps)):
        for id_ in ids:
            if known is None or id_ not in known:
                return None
            outputs = known[id_]
            facts.append((what, id_, None if outputs is None else tuple(outputs)))
    return text, key, frozenset(facts)


MOST_KNOWN = 4096
"""How many expressions are remembered."""
_right: set[Hashable] = set()
"""What is known of expressions that were found right where their scope says the same."""
_known: dict[tuple[str, str], tuple[checking.Problem, ...]] = {}


def known_to_be_right(read: Read) -> bool:
    """Whether an expression was found right in this key before, whatever is around it."""
    return _known.get((read.tree.text_, read.key)) == ()


def _unscoped(text: str, tree: Expr, key: str) -> tuple[checking.Problem, ...]:
    """The same for an expression that reads nothing which a scope knows."""
    if (found := _known.get((text, key))) is None:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        found = _known[text, key] = tuple(checking.problems(tree, key))
    return found


def _absent(problem: checking.Problem) -> bool:
    """Whether it is that a job or step is not there: who derives the needs tells that better."""
    tree = problem.tree
    return (
        problem.kind == "unknown-property"
        and isinstance(tree, Property)
        and isinstance(tree.base_, Context)
        and tree.base_.name_.lower() in ("needs", "steps")
    )


def workflow_scope(on: Triggers, jobs: Iterable[BaseJob]) -> Scope:
    """What is known all through a workflow."""
    by_hand, called = on.workflow_dispatch, on.workflow_call
    types: dict[str, Type] = {}
    for one in (by_hand, called):
        for name, input_ in (one.declared_inputs if one is not None else {}).items():
            type_ = input_.type if isinstance(input_.type, str) else None
            types[name] = type_ if types.get(name, type_) == type_ else None
    known = not on.extra and all(one is None or not one.extra for one in (by_hand, called))
    given = {name: one.type for name, one in by_hand.declared_inputs.items()} if by_hand is not None else {}
    return Scope(
        inputs=types if known else None,
        dispatch_inputs=given if known and called is None else None,
        jobs={job.id: job.declared_outputs() for job in jobs},
    )


def job_scope(workflow: Scope, job: BaseJob, needs: Mapping[str, Outputs], unneeded: Iterable[str]) -> Scope:
    """What is known in a job: `needs` are the outputs of the jobs that it waits for."""
    services: tuple[str, ...] | None = ()
    if isinstance(job, Job):
        services = None if isinstance(job.services, (Expr, Verbatim)) else tuple(job.services)
    return replace(
        workflow, needs=needs, unneeded=tuple(unneeded), matrix=_matrix(job), services=services, jobs=None
    )


def with_steps(scope: Scope, seen: Mapping[str, str], every: Mapping[str, Step]) -> Scope:
    """The scope behind the steps `seen` (ids by their lower case) of `every` step."""
    later = [step.id for lower, step in every.items() if lower not in seen and step.id is not None]
    return replace(scope, steps=_Outputs(seen, every), later=later)


class _Outputs(Mapping[str, Outputs]):
    """The outputs of steps by their ids, found when they are asked for: most never are."""

    def __init__(self, seen: Mapping[str, str], every: Mapping[str, Step]) -> None:
        self._steps = {id_: every[lower] for lower, id_ in seen.items()}

    def __getitem__(self, id_: str) -> Outputs:
        return outputs_of(self._steps[id_])

    def __contains__(self, id_: object) -> bool:
        return id_ in self._steps

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)


def outputs_of(step: Step) -> Outputs:
    """The names of the outputs that a step can have; None where they are not known."""
    if isinstance(step, UsesStep):
        return step.declared_outputs() or None
    if not isinstance(step, RunStep):
        return ()
    written = None if step.shell not in (None, "bash", "sh") else outputs_written(str(step.run))
    if step.output_names:
        return step.output_names if written is None else (*step.output_names, *written)
    return written


def _matrix(job: BaseJob) -> Mapping[str, Kind] | tuple[str, ...] | None:
    strategy = job.strategy
    if strategy is None:
        return ()
    if not isinstance(strategy, Strategy) or (names := strategy.names()) is None:
        return None
    axes = variables(strategy.axes)
    return {name: _kind_of(axes.get(name)) if not strategy.include else ANY for name in names}


def _kind_of(values: object) -> Kind:
    """The kind that all values of an axis have."""
    if not isinstance(values, tuple) or any("${{" in one for one in values if isinstance(one, str)):
        return ANY
    if all(isinstance(one, bool) for one in values):
        return BOOLEAN
    if all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values):
        return NUMBER
    return TEXT if all(isinstance(one, str) for one in values) else ANY
