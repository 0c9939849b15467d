"""One variation of a job from its start to its end: review, steps, outputs and result.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, jobs.<job_id>.outputs,
continue-on-error and environment; github.com/actions/runner, src/Runner.Worker/JobExtension.cs (FinalizeJob).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alertflow.declared import AlertflowError, suggestion
from alertflow.github.expressions import EvaluationError
from alertflow.github.simulation.evaluating import Causes, Scope
from alertflow.github.simulation.given import GIVEN
from alertflow.github.simulation.plans import Plan
from alertflow.github.simulation.runs import JobRun, Outcome
from alertflow.github.simulation.steps import Ending, Steps
from alertflow.github.simulation.world import World


@dataclass(frozen=True)
class Done:
    """A variation that has come to its end."""

    run: JobRun
    causes: Mapping[str, Causes] = field(default_factory=dict)
    """What had to be assumed for an output, by its name in lower case; under `*` for every one."""


def reviewed(plan: Plan, world: World) -> Done | None:
    """What becomes of a job that reviewers have not let go; None where it may start.

    Source: docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments
    """
    environment = plan.run.environment
    review = world.reviews.get((environment or "").lower())
    if review == "approved":
        plan.scope.note((f"The reviewers of environment '{environment}' approve.",))
    if review is None or review == "approved":
        return None
    if review == "rejected":
        reason = f"the reviewers of environment '{environment}' rejected it"
        return Done(replace(plan.run, result="failure", outcome="failure", runs=False, reason=reason))
    reason = f"environment '{environment}' waits for its reviewers"
    return Done(replace(plan.run, result="waiting", outcome="waiting", runs=False, reason=reason))


def said_ending(plan: Plan, world: World) -> Ending | None:
    """The end that the caller gave to the job as a whole, where it is not success."""
    outcome = world.given.outcome(plan.keys)
    return Ending(outcome, GIVEN) if outcome in ("failure", "cancelled") else None


def run_steps(plan: Plan, world: World, ending: Ending | None) -> Done:
    """A job with steps, ending as `ending` says where nothing else ends it before."""
    runner = _runner(plan.run.runs_on)
    scope = replace(plan.scope, contexts={**plan.scope.contexts, "runner": runner})
    before = replace(world.env, any_case=runner["os"] == "Windows")
    try:
        env = before.set_by(plan.data.get("env"), scope)
    except EvaluationError as error:
        reason = f"its env cannot be evaluated: {error}"
        return Done(replace(plan.run, result="failure", outcome="failure", runs=False, reason=reason))
    steps = Steps(plan.keys, scope, env, world.given, ending)
    ran = steps.run(plan.data.get("steps") or ())
    outcome, reason = steps.status, plan.run.reason if steps.status == "success" else steps.reason
    try:
        outputs, causes = _outputs(plan, world, steps.scope())
    except EvaluationError as error:
        outputs, causes = {}, {}
        outcome, reason = "failure", f"its outputs cannot be evaluated: {error}"
    return Done(_ended(replace(plan.run, steps=ran, outputs=outputs), plan, outcome, reason), causes)


def _ended(run: JobRun, plan: Plan, outcome: Outcome, reason: str) -> JobRun:
    """`run` with its result: a failure that `continue-on-error` forgives is a success to all others."""
    result = outcome
    if outcome == "failure":
        try:
            forgiven = plan.scope.data(plan.data.get("continue-on-error", False)) is True
        except EvaluationError as error:
            forgiven, reason = False, f"{reason}; its continue-on-error cannot be evaluated: {error}"
        if forgiven:
            result, reason = "success", f"{reason}; continue-on-error makes it a success"
    return replace(run, result=result, outcome=outcome, reason=reason)


def _outputs(plan: Plan, world: World, scope: Scope) -> tuple[dict[str, str], dict[str, Causes]]:
    """The outputs at the job's end, and what had to be assumed for them.

    One that holds a secret is not sent.
    """
    written = plan.data.get("outputs") or {}
    said = given_outputs(plan, world, written)
    values: dict[str, str] = {}
    causes: dict[str, Causes] = {}
    for name, value in written.items():
        if name.lower() in said:
            values[name] = said[name.lower()]
            continue
        text, causes[name.lower()] = scope.quiet_text(value)
        values[name] = "" if any(secret in text for secret in scope.secrets) else text
    return values, causes


def given_outputs(plan: Plan, world: World, declared: Mapping[str, Any] | None) -> dict[str, str]:
    """The outputs that the caller gave to the job, by name in lower case.

    Raises AlertflowError for one that is not `declared`; None stands for a job whose outputs nobody knows.
    """
    said = world.given.outputs_of(plan.keys) or {}
    known = None if declared is None else [name.lower() for name in declared]
    for name in said:
        if known is not None and name.lower() not in known:
            raise AlertflowError(
                f"job '{plan.run.id}' has no output '{name}'. {suggestion(name, declared or ())}"
            )
    return {name.lower(): value for name, value in said.items()}


def _runner(labels: tuple[str, ...]) -> dict[str, Any]:
    """The `runner` context of a machine with these labels.

    Source: docs.github.com/en/actions/reference/workflows-and-actions/contexts#runner-context
    """
    words = " ".join(labels).lower()
    system = "Windows" if "windows" in words else "macOS" if "macos" in words else "Linux"
    hosted = not any(label.lower() == "self-hosted" or label.startswith("group: ") for label in labels)
    return {
        "name": "GitHub Actions 1" if hosted else labels[0],
        "os": system,
        "arch": "ARM64" if "arm" in words or system == "macOS" else "X64",
        "temp": "/home/runner/work/_temp",
        "tool_cache": "/opt/hostedtoolcache",
        "debug": "",
        "environment": "github-hosted" if hosted else "self-hosted",
    }
