"""All jobs of a workflow, wave by wave: which run, and what stops them.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, jobs.<job_id>.if and
jobs.<job_id>.strategy.fail-fast; …/workflow-cancellation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from alertflow.github.simulation.calls import RunWorkflow, run_call
from alertflow.github.simulation.concurrency import Place, arbitrate
from alertflow.github.simulation.conditions import decide
from alertflow.github.simulation.evaluating import Causes, Read, Scope
from alertflow.github.simulation.given import GIVEN
from alertflow.github.simulation.jobs import Done, reviewed, run_steps, said_ending
from alertflow.github.simulation.order import Finished, needs_of, status_before, together, waves
from alertflow.github.simulation.plans import Plan, Strategy, idle, plans_of
from alertflow.github.simulation.runs import JobRun
from alertflow.github.simulation.steps import Ending
from alertflow.github.simulation.world import Cancelled, World

_CANCELLED = "the run was cancelled"


class Schedule:
    """The jobs of one run; `run_workflow` runs those that they call."""

    def __init__(
        self, jobs: Mapping[str, Mapping[str, Any]], world: World, run_workflow: RunWorkflow
    ) -> None:
        self.finished: dict[str, Finished] = {}
        """By id in lower case."""
        self._jobs, self._world, self._run_workflow = jobs, world, run_workflow

    def run(self) -> tuple[JobRun, ...]:
        """Every job, in the order of the workflow."""
        runs: dict[str, list[JobRun]] = {}
        for number, wave in enumerate(waves(self._jobs)):
            ready = [(id_, *self._ready(id_, number)) for id_ in wave]
            wanted = [
                (p.run.name, None if p.settled else p.run.concurrency) for _, ps, _ in ready for p in ps
            ]
            places = iter(arbitrate(wanted))
            for id_, plans, strategy in ready:
                placed = [(plan, next(places)) for plan in plans]
                dones = self._variations(placed, strategy, number)
                runs[id_] = [done.run for done in dones]
                self.finished[id_.lower()] = together(
                    id_, runs[id_], [done.causes for done in dones], self._before(id_)
                )
        return tuple([run for id_ in self._jobs for run in runs[id_]])

    def _before(self, id_: str) -> list[Finished]:
        return [self.finished[need.lower()] for need in needs_of(self._jobs[id_])]

    def _scope(self, before: Sequence[Finished], cancelled: bool) -> Scope:
        """What a job sees behind these others."""
        outer = self._world.scope
        by_id = {one.id.lower(): one for one in before}

        def causes(read: Read) -> Causes:
            path = read.path
            if path[0] != "needs" or path[2:3] != ("outputs",) or len(path) != 4 or path[1] not in by_id:
                return outer.causes(read)
            known = by_id[path[1]].causes
            return known.get(path[3], known.get("*", ()))

        needs = {one.id: {"result": one.result, "outputs": one.outputs} for one in before}
        status = status_before(before, cancelled)
        return outer.within({**outer.contexts, "needs": needs}, causes, status.functions())

    def _ready(self, id_: str, wave: int) -> tuple[list[Plan], Strategy]:
        """The variations of a job that is next, or the one thing that is to be said of it."""
        job, before, cancelled = self._jobs[id_], self._before(id_), self._world.cancelled
        needs, alone = tuple([one.id for one in before]), Strategy(fail_fast=True, max_parallel=1)
        name = str(job.get("name") or id_)
        over = cancelled is not None and wave > cancelled.wave
        scope = self._scope(before, over)

        def stays(run: JobRun) -> tuple[list[Plan], Strategy]:
            return [Plan(run, (id_,), job, scope, settled=True)], alone

        if waiting := [one.id for one in before if one.result == "waiting"]:
            return stays(
                idle(id_, name, needs, "waiting", f"job '{waiting[0]}', which it needs, still waits")
            )
        verdict = decide(job.get("if"), scope, status_before(before, over))
        if verdict.failed:
            return stays(idle(id_, name, needs, "failure", verdict.reason))
        if not verdict.holds:
            return stays(idle(id_, name, needs, "skipped", verdict.reason))
        if self._world.given.outcome([id_]) == "skipped":
            return stays(idle(id_, name, needs, "skipped", GIVEN))
        start = replace(idle(id_, name, needs, "success", verdict.reason), runs=True)
        return plans_of(start, job, scope, self._world)

    def _variations(self, placed: Sequence[tuple[Plan, Place]], strategy: Strategy, wave: int) -> list[Done]:
        """All variations of a job, as many at a time as the strategy says; a failure stops the others."""
        dones: list[Done] = []
        failed = ""
        for first in range(0, len(placed), strategy.max_parallel):
            batch = placed[first : first + strategy.max_parallel]
            if failed:
                dones += [_never_started(plan, f"fail-fast: '{failed}' failed") for plan, _ in batch]
                continue
            ended = [self._variation(plan, place, wave, None) for plan, place in batch]
            failed = next((one.run.name for one in ended if one.run.result == "failure"), "")
            if failed and strategy.fail_fast and len(placed) > 1:
                ended = [
                    self._stopped(*one, done, failed, wave) for one, done in zip(batch, ended, strict=True)
                ]
            else:
                failed = ""
            dones += ended
        return dones

    def _stopped(self, plan: Plan, place: Place, done: Done, failed: str, wave: int) -> Done:
        """A variation that runs while another one fails; one that was given an end of its own keeps it."""
        if done.run.result in ("failure", "waiting") or self._world.given.outcome(plan.keys[:1]):
            return done
        why = f"fail-fast: '{failed}' failed while it ran"
        plan.scope.note((f"'{plan.run.name}' still runs when '{failed}' fails.",))
        return self._variation(plan, place, wave, Ending("cancelled", why))

    def _variation(self, plan: Plan, place: Place, wave: int, ending: Ending | None) -> Done:
        """One variation, unless something keeps it from starting."""
        plan = replace(plan, run=replace(plan.run, concurrency=place.group or plan.run.concurrency))
        if plan.settled:
            return Done(plan.run)
        if place.cancelled and not place.started:
            return _never_started(plan, place.cancelled)
        if kept := reviewed(plan, self._world):
            return kept
        if place.cancelled:
            ending = Ending("cancelled", place.cancelled)
        inside = self._cancelled_inside(plan, wave)
        if inside is not None and inside.wave >= 0:
            ending = None if "uses" in plan.data else Ending("cancelled", _CANCELLED, inside.step)
        ending = ending or said_ending(plan, self._world)
        if "uses" in plan.data:
            return run_call(plan, self._world, ending, inside, self._run_workflow)
        return run_steps(plan, self._world, ending)

    def _cancelled_inside(self, plan: Plan, wave: int) -> Cancelled | None:
        """When the run's cancellation reaches a job: in its first wave, for it runs meanwhile, or before it
        starts (-1). None where it does not, as for a job whose condition holds even so.
        """
        cancelled, id_ = self._world.cancelled, plan.run.id
        if cancelled is None or wave < cancelled.wave:
            return None
        if wave > cancelled.wave:
            return Cancelled(-1)
        before = self._before(id_)
        again = decide(self._jobs[id_].get("if"), self._scope(before, True), status_before(before, True))
        if again.holds:
            return None
        return Cancelled(0, step=cancelled.step if id_.lower() == cancelled.job else "")


def _never_started(plan: Plan, reason: str) -> Done:
    if plan.settled:
        return Done(plan.run)
    return Done(replace(plan.run, result="cancelled", outcome="cancelled", runs=False, reason=reason))
