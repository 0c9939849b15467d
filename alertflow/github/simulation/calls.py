"""A job that calls a reusable workflow: what goes in, and what comes back.

Sources: docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows and
…/reference/workflows-and-actions/reusing-workflow-configurations
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from alertflow.declared import AlertflowError
from alertflow.github.expressions import EvaluationError
from alertflow.github.simulation.evaluating import Causes, ImpossibleError, Scope
from alertflow.github.simulation.inputs import input_values
from alertflow.github.simulation.jobs import Done, given_outputs
from alertflow.github.simulation.order import ENDED
from alertflow.github.simulation.plans import Plan
from alertflow.github.simulation.runs import Run
from alertflow.github.simulation.steps import Ending
from alertflow.github.simulation.variables import Variables
from alertflow.github.simulation.world import Cancelled, World, causes_of, data_of

LEVELS = 10
"""Workflows that may call each other, the first one included. Source: docs.github.com, "Reuse workflows",
nesting reusable workflows.
"""


class Ran(NamedTuple):
    """The run of a called workflow, and what had to be assumed for its outputs."""

    run: Run
    causes: Mapping[str, Causes]


RunWorkflow: TypeAlias = Callable[[Mapping[str, Any], World, str], Ran]
"""Runs a workflow's jobs; the text is why it runs."""


def run_call(
    plan: Plan, world: World, ending: Ending | None, cancelled: Cancelled | None, run_workflow: RunWorkflow
) -> Done:
    """The called workflow's run, where it is known; otherwise the job succeeds, or ends as was said of it.

    Raises AlertflowError for inputs that do not fit, and for workflows that call each other in a circle.
    """
    uses = str(plan.data["uses"])
    called = None if ending or world.given.outcome(plan.keys) else world.resolve(uses)
    if called is None:
        return _unknown(plan, world, ending, uses)
    if uses in world.callers or len(world.callers) + 2 > LEVELS:
        raise AlertflowError(
            f"job '{plan.run.id}' calls {uses}: workflows must not call each other in a circle, and not more "
            f"than {LEVELS} deep. {' -> '.join((*world.callers, uses))}"
        )
    data = data_of(called)
    on = data.get("on")
    if "workflow_call" not in ((on,) if isinstance(on, str) else on or ()):
        raise AlertflowError(f"job '{plan.run.id}' calls {uses}, which does not run on workflow_call.")
    settings = (on.get("workflow_call") if isinstance(on, Mapping) else None) or {}
    try:
        scope = _inside(plan, settings)
    except EvaluationError as error:
        reason = f"what it hands over cannot be evaluated: {error}"
        return Done(replace(plan.run, result="failure", outcome="failure", runs=False, reason=reason))
    except ImpossibleError as error:
        raise AlertflowError(f"job '{plan.run.id}' calls {uses}, and {error}.") from None
    inner = replace(
        world,
        scope=scope,
        env=Variables(),
        given=world.given.inside(plan.keys),
        held=_held(plan, world),
        cancelled=cancelled,
        callers=(*world.callers, uses),
    )
    ran = run_workflow(data, inner, plan.run.reason)
    outcome = ran.run.conclusion or "success"
    blame = next((one for one in ran.run.jobs if one.result == outcome), None)
    reason = plan.run.reason
    if outcome != "success":
        told = ran.run.reason if blame is None else f"job '{blame.name}' {ENDED[outcome]}"
        reason = f"in {uses}, {told}"
    said = given_outputs(plan, world, ran.run.outputs)
    outputs = {name: said.get(name.lower(), value) for name, value in ran.run.outputs.items()}
    causes = {name: cause for name, cause in ran.causes.items() if name not in said}
    run = replace(plan.run, result=outcome, outcome=outcome, reason=reason, outputs=outputs, calls=ran.run)
    return Done(run, causes)


def _unknown(plan: Plan, world: World, ending: Ending | None, uses: str) -> Done:
    """A call of a workflow that is not at hand, or whose end was given."""
    outputs = given_outputs(plan, world, None)
    causes = {"*": (f"What {uses} puts out for job '{plan.run.id}' is taken to be ''.",)}
    if ending is not None:
        run = replace(plan.run, result=ending.outcome, outcome=ending.outcome, reason=ending.why)
    else:
        run = plan.run
        if world.given.outcome(plan.keys) is None:
            plan.scope.note((f"{uses}, which job '{plan.run.id}' calls, is not at hand: it succeeds.",))
    return Done(replace(run, outputs=outputs), {**causes, **dict.fromkeys(outputs, ())})


def _inside(plan: Plan, settings: Mapping[str, Any]) -> Scope:
    """What the called workflow sees: the caller's event and variables, and what is handed over."""
    outer, data = plan.scope, plan.data
    inputs = input_values(settings.get("inputs"), outer.data(outer.names(data.get("with"))))
    secrets, causes = outer.contexts["secrets"], outer.causes
    if data.get("secrets") != "inherit":
        handed = {name: outer.quiet_text(value) for name, value in outer.names(data.get("secrets")).items()}
        secrets = {
            "GITHUB_TOKEN": secrets["GITHUB_TOKEN"],
            **{name: text for name, (text, _) in handed.items()},
        }
        causes = causes_of(outer.contexts["vars"], secrets, {n.lower(): c for n, (_, c) in handed.items()})
    own = {key: outer.contexts[key] for key in ("github", "vars")}
    return outer.within({**own, "inputs": inputs, "secrets": secrets}, causes, {})


def _held(plan: Plan, world: World) -> dict[str, str]:
    """The concurrency groups that those who wait for the called workflow hold."""
    group = plan.run.concurrency
    own = {} if group is None else {group.name.lower(): f"job '{plan.run.id}'"}
    return {**world.held, **own}
