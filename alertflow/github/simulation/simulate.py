"""A whole run: what a workflow does for an event, in one pure function."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from alertflow.declared import AlertflowError, suggestion
from alertflow.github.expressions import EvaluationError
from alertflow.github.simulation.calls import Ran
from alertflow.github.simulation.concurrency import group_of
from alertflow.github.simulation.evaluating import Causes, ImpossibleError, Read, Scope
from alertflow.github.simulation.event import Event
from alertflow.github.simulation.given import Given, check_step
from alertflow.github.simulation.inputs import as_texts
from alertflow.github.simulation.order import Finished, waves
from alertflow.github.simulation.runs import Group, JobRun, Outcome, Result, Run
from alertflow.github.simulation.schedule import Schedule
from alertflow.github.simulation.triggering import start
from alertflow.github.simulation.variables import Variables
from alertflow.github.simulation.world import (
    Cancelled,
    Resolve,
    Review,
    World,
    Written,
    causes_of,
    data_of,
)

_NOTHING: Mapping[str, Any] = {}


def simulate(
    workflow: Written,
    event: Event,
    *,
    outcomes: Mapping[str, Outcome] = _NOTHING,
    outputs: Mapping[str, Mapping[str, str]] = _NOTHING,
    variables: Mapping[str, str] = _NOTHING,
    secrets: Mapping[str, str] = _NOTHING,
    inputs: Mapping[str, Any] = _NOTHING,
    reviews: Mapping[str, Review] = _NOTHING,
    busy: Collection[str] = (),
    cancelled_at: str | None = None,
    resolve: Resolve = lambda uses: None,
) -> Run:
    """What `workflow` (or the plain data of one) does for `event`: every job and step, and why.

    outcomes: how jobs and steps end that do not succeed, by `job`, `job/step-id` or `job/<n>` (n from 1);
    for one variation of a matrix `job (value, …)`, and behind `job/` what is inside a workflow that the job
    calls. Of a job that is to fail it is the first script that fails.
    outputs: what steps put out, by the same names; of a job, its outputs themselves.
    variables, secrets: the `vars` and `secrets` contexts. inputs: on top of those in the payload.
    reviews: what the reviewers of an environment say, by its name; only these environments have any.
    busy: the concurrency groups in which other runs are in progress.
    cancelled_at: the job, or `job/step`, during which somebody cancels the run.
    resolve: finds a called workflow by what stands behind `uses`.

    What nobody said, such as the output of a step, is '', as it is on GitHub where nothing sets it, and
    stands in `Run.assumed` where something was decided by it. Raises AlertflowError for names of jobs, steps
    or outputs that do not exist, for an unreadable expression, and for jobs that could never start.
    """
    data, given = data_of(workflow), Given.of(outcomes, outputs)
    started = start(data.get("on") or (), event, inputs)
    name = str(data.get("name") or "workflow")
    if not started.triggered:
        return Run(name, False, started.reason, "", None, {}, (), ())
    if started.inputs and event.name == "workflow_dispatch":
        event = replace(event, payload={**event.payload, "inputs": as_texts(started.inputs)})
    scope = Scope(
        contexts={
            "github": event.github(name),
            "vars": dict(variables),
            "secrets": {"GITHUB_TOKEN": "***", **secrets},
            "inputs": dict(started.inputs),
        },
        causes=causes_of(variables, {"GITHUB_TOKEN": "", **secrets}),
        assumed=dict.fromkeys(started.assumed),
        secrets=tuple([value for value in secrets.values() if value]),
    )
    world = World(
        scope=scope,
        env=Variables(),
        given=given,
        reviews={environment.lower(): review for environment, review in reviews.items()},
        busy=frozenset([group.lower() for group in busy]),
        held={},
        resolve=resolve,
        cancelled=None if cancelled_at is None else Cancelled(0, step=cancelled_at.lower()),
        callers=(),
    )
    run = _run(data, world, started.reason).run
    return replace(run, assumed=tuple(scope.assumed))


def _run(data: Mapping[str, Any], world: World, reason: str) -> Ran:
    """The run of one workflow, which may be called by another one."""
    jobs: Mapping[str, Mapping[str, Any]] = data.get("jobs") or {}
    world.given.check(jobs)
    name = str(data.get("name") or "workflow")
    group: Group | None = None
    try:
        name = _run_name(data, world.scope) or name
        group = group_of(data.get("concurrency"), world.scope, world.busy)
        env = Variables().set_by(data.get("env"), world.scope)
    except (EvaluationError, ImpossibleError) as error:
        return Ran(Run(name, True, str(error), "failure", group, {}, (), ()), {})
    if group is not None and (holder := world.held.get(group.name.lower())):
        reason = f"it waits for the concurrency group '{group.name}', which {holder} holds until it ends"
        return Ran(Run(name, True, reason, "cancelled", group, {}, (), ()), {})
    held = {} if group is None else {group.name.lower(): "this run itself"}
    cancelled = world.cancelled
    if cancelled is not None and cancelled.step:
        cancelled = _cancelled(cancelled.step, jobs)
    world = replace(world, env=env, held={**world.held, **held}, cancelled=cancelled)
    schedule = Schedule(jobs, world, _run)
    runs = schedule.run()
    conclusion = _conclusion(runs, cancelled)
    try:
        outputs, causes = _outputs(data.get("on"), schedule.finished, world.scope)
    except EvaluationError as error:
        reason = f"its outputs cannot be evaluated: {error}"
        return Ran(Run(name, True, reason, "failure", group, {}, runs, ()), {})
    return Ran(Run(name, True, reason, conclusion, group, outputs, runs, ()), causes)


def _run_name(data: Mapping[str, Any], scope: Scope) -> str:
    """The name of the run: `run-name`, or what GitHub takes from a push or pull request; else ''.

    Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#run-name
    """
    if said := scope.shown(data.get("run-name") or "").strip():
        return said
    event = scope.contexts["github"]["event"]
    commit, pull = event.get("head_commit") or {}, event.get("pull_request") or {}
    return str(commit.get("message") or pull.get("title") or "").partition("\n")[0]


def _cancelled(place: str, jobs: Mapping[str, Mapping[str, Any]]) -> Cancelled:
    """When the job at `place` (`job`, or `job/step`) runs. Raises AlertflowError where there is none."""
    job, _, step = place.partition("/")
    for number, wave in enumerate(waves(jobs)):
        for id_ in wave:
            if id_.lower() == job:
                if step and "uses" not in jobs[id_]:
                    check_step(place, id_, step, jobs[id_].get("steps") or ())
                return Cancelled(number, job, step)
    raise AlertflowError(f"cancelled_at: there is no job '{job}'. {suggestion(job, jobs)}")


def _outputs(
    on: Any, finished: Mapping[str, Finished], outer: Scope
) -> tuple[dict[str, str], dict[str, Causes]]:
    """What a called workflow gives back, and what had to be assumed for it, by name in lower case."""
    call = (on.get("workflow_call") if isinstance(on, Mapping) else None) or {}

    def causes(read: Read) -> Causes:
        path = read.path
        if path[0] != "jobs" or len(path) != 4 or path[1] not in finished:
            return outer.causes(read)
        known = finished[path[1]].causes
        return known.get(path[3], known.get("*", ()))

    jobs = {one.id: {"result": one.result, "outputs": one.outputs} for one in finished.values()}
    scope = outer.within({**outer.contexts, "jobs": jobs}, causes, {})
    found = {name: scope.quiet_text(one.get("value")) for name, one in (call.get("outputs") or {}).items()}
    return {name: text for name, (text, _) in found.items()}, {n.lower(): c for n, (_, c) in found.items()}


def _conclusion(runs: Sequence[JobRun], cancelled: Cancelled | None) -> Result:
    """What the run comes to.

    Source: docs.github.com/en/rest/actions/workflow-runs, conclusion.
    """
    results = {run.result for run in runs}
    if cancelled is not None:
        return "cancelled"
    for result in ("waiting", "failure", "cancelled", "success"):
        if result in results:
            return result
    return "skipped" if runs else "success"
