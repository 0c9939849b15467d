"""What is settled before a job starts: its variations, and of each its name, runner, environment, group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from alertflow.github.expressions import EvaluationError, to_text
from alertflow.github.simulation.concurrency import group_of
from alertflow.github.simulation.evaluating import ImpossibleError, Scope
from alertflow.github.simulation.matrix import Variation, variation_name, variations
from alertflow.github.simulation.runs import JobRun, Result
from alertflow.github.simulation.world import World

TIMEOUT_MINUTES = 360.0
"""How long a job may run where nothing else is said. Source: docs.github.com, "Workflow syntax",
jobs.<job_id>.timeout-minutes.
"""


@dataclass(frozen=True)
class Plan:
    """One variation of a job, ready to start."""

    run: JobRun
    """What is known of it so far."""
    keys: tuple[str, ...]
    """The names by which a caller may speak of it, the most special first."""
    data: Mapping[str, Any]
    scope: Scope
    settled: bool = False
    """Whether `run` is all that comes of it: it cannot start."""


@dataclass(frozen=True)
class Strategy:
    """How the variations of a job run beside each other."""

    fail_fast: bool
    max_parallel: int
    """At most this many at the same time."""


def idle(id_: str, name: str, needs: tuple[str, ...], result: Result, reason: str) -> JobRun:
    """A job that does not run."""
    return JobRun(
        id=id_,
        name=name,
        matrix=None,
        result=result,
        outcome=result,
        runs=False,
        reason=reason,
        needs=needs,
        environment=None,
        waits_for_approval=False,
        concurrency=None,
        runs_on=(),
        timeout_minutes=TIMEOUT_MINUTES,
        outputs={},
        steps=(),
        calls=None,
    )


def plans_of(
    start: JobRun, job: Mapping[str, Any], scope: Scope, world: World
) -> tuple[list[Plan], Strategy]:
    """The variations of a job that is to run, `start` being what is known of all of them.

    Source: github.com/actions/runner, src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs (EvaluateStrategy).
    """
    try:
        said = scope.data(job.get("strategy") or {})
        said = said if isinstance(said, Mapping) else {}
        found = variations(said["matrix"]) if "matrix" in said else []
    except (EvaluationError, ImpossibleError) as error:
        return [Plan(_failed(start, error), (start.id,), job, scope, settled=True)], Strategy(True, 1)
    parallel = said.get("max-parallel")
    strategy = Strategy(
        said.get("fail-fast") is not False,
        int(parallel) if isinstance(parallel, float) and 1 <= parallel < inf else max(1, len(found)),
    )
    total = max(1, len(found))
    planned = [
        _plan(start, job, _at(scope, one, number, total, strategy), one, world)
        for number, one in enumerate(found or (None,))
    ]
    return planned, strategy


def _at(scope: Scope, variation: Variation | None, number: int, total: int, strategy: Strategy) -> Scope:
    """The scope of one variation: with its `matrix` and `strategy`."""
    own = {
        "matrix": variation and variation.values,
        "strategy": {
            "fail-fast": strategy.fail_fast,
            "job-index": float(number),
            "job-total": float(total),
            "max-parallel": float(strategy.max_parallel),
        },
    }
    return replace(scope, contexts={**scope.contexts, **own})


def _plan(
    start: JobRun, job: Mapping[str, Any], scope: Scope, variation: Variation | None, world: World
) -> Plan:
    written = job.get("name")
    base = start.id if not written else str(written)
    keys = (start.id,) if variation is None else (variation_name(start.id, variation), start.id)
    run = replace(start, name=keys[0], matrix=variation and variation.values)
    try:
        name = scope.text(base) if "${{" in base else ""
        name = name or (base if variation is None else variation_name(base, variation))
        environment = _environment(job.get("environment"), scope)
        group = group_of(job.get("concurrency"), scope, world.busy)
        run = replace(
            run,
            name=name,
            environment=environment,
            waits_for_approval=(environment or "").lower() in world.reviews,
            concurrency=group,
            runs_on=_labels(scope.data(job.get("runs-on"))),
            timeout_minutes=_minutes(scope.data(job.get("timeout-minutes"))),
        )
    except (EvaluationError, ImpossibleError) as error:
        return Plan(_failed(run, error), keys, job, scope, settled=True)
    if group is not None and (holder := world.held.get(group.name.lower())):
        reason = f"it waits for the concurrency group '{group.name}', which {holder} holds until it ends"
        run = replace(run, result="cancelled", outcome="cancelled", runs=False, reason=reason)
        return Plan(run, keys, job, scope, settled=True)
    return Plan(run, keys, job, scope)


def _failed(run: JobRun, error: EvaluationError | ImpossibleError) -> JobRun:
    """A job that GitHub cannot even start."""
    why = str(error) if isinstance(error, ImpossibleError) else f"it cannot be evaluated: {error}"
    return replace(run, result="failure", outcome="failure", runs=False, reason=why)


def _environment(environment: Any, scope: Scope) -> str | None:
    """The name of the environment; its `url` is evaluated only when the job is done."""
    if isinstance(environment, Mapping):
        environment = environment.get("name")
    return scope.text(environment) or None


def _labels(runs_on: Any) -> tuple[str, ...]:
    if isinstance(runs_on, Mapping):
        group = (f"group: {to_text(runs_on['group'])}",) if runs_on.get("group") else ()
        return (*group, *_labels(runs_on.get("labels")))
    if isinstance(runs_on, (list, tuple)):
        return tuple([to_text(one) for one in runs_on])
    return () if runs_on is None else (to_text(runs_on),)


def _minutes(minutes: Any) -> float:
    return minutes if isinstance(minutes, float) else TIMEOUT_MINUTES
