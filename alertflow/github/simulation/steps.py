"""What the steps of one job do, one after the other.

Source: github.com/actions/runner, src/Runner.Worker/StepsRunner.cs; docs.github.com,
"Workflow cancellation reference", for a job that is cancelled meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from alertflow.github.expressions import EvaluationError
from alertflow.github.simulation.background import STEERING, Working, awaited, flat
from alertflow.github.simulation.conditions import Status, Verdict, decide
from alertflow.github.simulation.evaluating import Causes, Read, Scope
from alertflow.github.simulation.given import GIVEN, Given
from alertflow.github.simulation.runs import Outcome, StepRun
from alertflow.github.simulation.variables import Variables


@dataclass(frozen=True)
class Ending:
    """How a job is to end, where that is said of the job and not of a step."""

    outcome: Outcome
    """failure, or cancelled."""
    why: str
    """A clause."""
    step: str = ""
    """The id or number of the step in which it happens; '' takes the first that may."""


class _End(NamedTuple):
    """How a step ended."""

    outcome: Outcome
    reason: str
    command: str
    inputs: Mapping[str, str]


class Steps:
    """Runs the steps of one job; then it knows how they left the job, and what they put out.

    `names` are the job's names, the most special first, for what was given of its steps; `scope` is the
    job's, `env` the variables of workflow and job.
    """

    def __init__(
        self, names: Sequence[str], scope: Scope, env: Variables, given: Given, ending: Ending | None
    ) -> None:
        self.status: Outcome = "success"
        self.reason = "no step of it failed"
        """Why the status is what it is."""
        self._context: dict[str, Any] = {}
        """The `steps` context."""
        self._names, self._outer, self._env, self._given, self._ending = names, scope, env, given, ending
        self._ends_in: frozenset[int] = frozenset()
        """The steps in which the job may end as it was said of it."""
        self._untold: set[str] = set()
        """Steps that ran, and of whose outputs nothing was given, in lower case."""
        self._working: list[Working] = []

    def run(self, steps: Sequence[Mapping[str, Any]]) -> tuple[StepRun, ...]:
        """Each step with what became of it; those of a `parallel` group stand in its place."""
        all_steps = list(flat(steps))
        self._ends_in = self._where_it_ends([step for step, _ in all_steps])
        done: list[StepRun] = []
        for index, (step, waits) in enumerate(all_steps, 1):
            done.append(self._step(index, step))
            if waits:
                self._wait_for(self._working)
        self._wait_for(self._working)
        if self._ending is not None and self.status == "success":
            self.status, self.reason = self._ending.outcome, self._ending.why
        return tuple(done)

    def scope(self, env: Variables | None = None) -> Scope:
        """What a step with these variables sees, or the outputs at the end of the job."""
        variables = env or self._env

        def causes(read: Read) -> Causes:
            path, names = read.path, read.names
            if path[0] == "steps" and path[2:3] == ("outputs",) and len(path) == 4:
                if path[1] not in self._untold:
                    return ()
                job = self._names[-1]
                return (f"Output '{names[3]}' of step '{names[1]}' in job '{job}' is taken to be ''.",)
            if path[0] == "env" and len(path) == 2:
                return variables.causes_of(names[1])
            return self._outer.causes(read)

        own = {"steps": self._context, "env": variables.seen, "job": {"status": self.status}}
        return self._outer.within({**self._outer.contexts, **own}, causes, self._status().functions())

    def _status(self) -> Status:
        no_failure = "no step before it failed"
        words = {
            "success": no_failure if self.status == "success" else self.reason,
            "failure": self.reason if self.status == "failure" else no_failure,
            "cancelled": self.reason if self.status == "cancelled" else "the job was not cancelled",
        }
        return Status(self.status == "success", self.status == "failure", self.status == "cancelled", words)

    def _where_it_ends(self, steps: Sequence[Mapping[str, Any]]) -> frozenset[int]:
        """Scripts rather than actions; none where the caller said it of a step."""
        told = [self._given.outcome(self._step_names(index, step)) for index, step in enumerate(steps, 1)]
        if self._ending is None or "failure" in told or "cancelled" in told:
            return frozenset()
        if wanted := self._ending.step:
            names = [(index, str(step.get("id") or "").lower()) for index, step in enumerate(steps, 1)]
            return frozenset([index for index, id_ in names if wanted in (str(index), id_)])
        scripts = [index for index, step in enumerate(steps, 1) if "run" in step]
        return frozenset(scripts or range(1, len(steps) + 1))

    def _step_names(self, index: int, step: Mapping[str, Any]) -> list[str]:
        keys = [str(key) for key in (step.get("id"), index) if key]
        return [f"{job}/{key}" for job in self._names for key in keys]

    def _step(self, index: int, step: Mapping[str, Any]) -> StepRun:
        verdict, env = self._starts(index, step)
        scope = self.scope(env)
        end = self._run_one(index, step, scope, verdict)
        name, reason, conclusion = _name(step, scope, end.command), end.reason, end.outcome
        if end.outcome == "failure" and verdict.holds and self._forgives(step, scope):
            conclusion, reason = "success", f"{reason}; continue-on-error lets the job go on"
        failure = f"its step '{name}' failed: {reason}" if conclusion == "failure" else ""
        seen = self._seen(index, step, end.outcome, conclusion)
        work = Working(str(step.get("id") or "").lower(), failure, seen)
        if step.get("background") is True and verdict.holds:
            self._working.append(work)
        else:
            self._come_to_know(work)
        return StepRun(
            index=index,
            id=step.get("id"),
            name=name,
            outcome=end.outcome,
            conclusion=conclusion,
            runs=verdict.holds,
            reason=reason,
            command=end.command,
            inputs=end.inputs,
            env=env.shown,
        )

    def _starts(self, index: int, step: Mapping[str, Any]) -> tuple[Verdict, Variables]:
        """Whether a step runs, and its variables."""
        if any(key in step for key in STEERING):
            return Verdict(True, "it runs whatever happened before"), self._env
        try:
            env = self._env.set_by(step.get("env"), self.scope())
        except EvaluationError as error:
            return Verdict(False, f"its env cannot be evaluated: {error}", failed=True), self._env
        verdict = decide(step.get("if"), self.scope(env), self._status())
        if verdict.holds and self._given.outcome(self._step_names(index, step)) == "skipped":
            return Verdict(False, GIVEN), env
        return verdict, env

    def _run_one(self, index: int, step: Mapping[str, Any], scope: Scope, verdict: Verdict) -> _End:
        """How a step ends by itself."""
        command = _what(step)
        if not verdict.holds:
            return _End("failure" if verdict.failed else "skipped", verdict.reason, command, {})
        try:
            shown = scope.shown(command)
            filled = {name: scope.shown(value) for name, value in scope.names(step.get("with")).items()}
        except EvaluationError as error:
            return _End("failure", f"it cannot be evaluated: {error}", command, {})
        if steered := [one for one in awaited(step, self._working) if "cancel" not in step and one.failure]:
            self._wait_for(awaited(step, self._working))
            return _End("failure", f"of what it waits for, {steered[0].failure}", shown, filled)
        self._wait_for(awaited(step, self._working))
        return _End(*self._outcome(index, step, scope, verdict.reason), shown, filled)

    def _outcome(self, index: int, step: Mapping[str, Any], scope: Scope, reason: str) -> tuple[Outcome, str]:
        """How a step ends that nothing keeps from running: as was given, or well."""
        told = self._given.outcome(self._step_names(index, step))
        if told == "failure":
            return "failure", GIVEN
        cancelled = GIVEN if told == "cancelled" else ""
        if self._ending is not None and index in self._ends_in:
            if self._ending.outcome == "failure" and not self._forgives(step, scope):
                self._ends_in = frozenset()
                return "failure", self._ending.why
            if self._ending.outcome == "cancelled":
                self._ends_in = frozenset()
                cancelled = self._ending.why
        if not cancelled:
            return "success", reason
        self._become("cancelled", cancelled)
        again = decide(step.get("if"), self.scope(), self._status())
        return ("success", again.reason) if again.holds else ("cancelled", cancelled)

    def _become(self, status: Outcome, reason: str) -> None:
        """The job is `status` from now on; once cancelled it stays so."""
        if self.status != "cancelled":
            self.status, self.reason = status, reason

    def _forgives(self, step: Mapping[str, Any], scope: Scope) -> bool:
        try:
            return scope.data(step.get("continue-on-error", False)) is True
        except EvaluationError:
            return False

    def _seen(
        self, index: int, step: Mapping[str, Any], outcome: Outcome, conclusion: Outcome
    ) -> Mapping[str, Any]:
        """What the `steps` context has of a step; nothing where it has no id."""
        if not (id_ := step.get("id")):
            return {}
        outputs: Mapping[str, str] | None = {}
        if outcome != "skipped":
            outputs = self._given.outputs_of(self._step_names(index, step))
            if outputs is None:
                self._untold.add(id_.lower())
        return {id_: {"outputs": dict(outputs or {}), "outcome": outcome, "conclusion": conclusion}}

    def _wait_for(self, working: Sequence[Working]) -> None:
        """Until these steps in the background are done."""
        for one in list(working):
            self._working.remove(one)
            self._come_to_know(one)

    def _come_to_know(self, work: Working) -> None:
        """A step is done, and the job knows how it ended."""
        self._context |= work.context
        if work.failure:
            self._become("failure", work.failure)


def _what(step: Mapping[str, Any]) -> str:
    """What a step runs: its script, its action, or the steps that it waits for."""
    for key in ("run", "uses"):
        if key in step:
            return str(step[key])
    return next((f"{key}: {step[key]}" for key in STEERING if key in step), "")


def _name(step: Mapping[str, Any], scope: Scope, command: str) -> str:
    """What GitHub shows for a step: its name, or what it runs."""
    try:
        if step.get("name"):
            return scope.shown(step["name"])
    except EvaluationError:
        return str(step["name"])
    first = command.strip().partition("\n")[0]
    return f"Run {first}" if "run" in step or "uses" in step else first
