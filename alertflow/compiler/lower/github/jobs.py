"""From a stage to its GitHub jobs: when each runs, what it may do, and its steps in order."""

from __future__ import annotations

from collections.abc import Sequence

from alertflow.compiler.lower.github import steps
from alertflow.compiler.lower.github.catalogue import Catalogue
from alertflow.compiler.lower.github.steps import listed, script
from alertflow.declared import written_at
from alertflow.duration import minutes
from alertflow.github import (
    Concurrency,
    Environment,
    Expr,
    Job,
    Permissions,
    RunStep,
    UsesStep,
    all_of,
    cancelled,
    github,
)
from alertflow.model import (
    AlertContext,
    Command,
    ErrorBudget,
    Investigate,
)
from alertflow.model.event import DECISION_OUTPUTS, EVENT_OUTPUTS
from alertflow.yaml import Pinned

READ_RUNS = Permissions(
    actions="read", reasons={"actions": "to read the runs of this workflow, and who approved them"}
)
"""What a job needs that asks GitHub for its history."""

_NO_LIMIT = (
    "zizmor: ignore[concurrency-limits] only jobs that change something wait for each other, by target"
)
"""The workflow as a whole has no limit: no incident waits for another one's unanswered approval."""

_CATALOGUE = 'cat > "$RUNNER_TEMP/catalogue.json"'


def context_job(stage: AlertContext, catalogue: Catalogue, act_jobs: Sequence[str]) -> Job:
    """The job that reads the event, validates it and decides."""
    event = RunStep(
        id="event",
        name="Read the event",
        outputs=[*EVENT_OUTPUTS, *DECISION_OUTPUTS, "budget_runs", "budget_seconds"],
        # In the script, not in a variable: Linux takes 128 KB for one, too little for many alerts.
        run=f"{_CATALOGUE} <<'JSON'\n{catalogue.to_json()}\nJSON\n{script('event.sh')}",
    )
    told = (
        "alert",
        "action",
        "dry_run",
        "correlation_id",
        "budget_runs",
        "budget_seconds",
        *DECISION_OUTPUTS,
    )
    decision = RunStep(
        id="decision",
        name="Decide: act, investigate or stop",
        env={
            "GH_TOKEN": github.token,
            "WORKFLOW_FILE": catalogue.pipeline.file,
            "ACT_JOBS": "[" + ", ".join(f'"{job}"' for job in act_jobs) + "]",
            **{name.upper(): event.outputs[name] for name in told},
        },
        outputs=DECISION_OUTPUTS,
        run=script("decision.sh"),
    )
    return Job(
        id=stage.id,
        name=Pinned(title(stage.id), _NO_LIMIT),
        runs_on=catalogue.pipeline.runs_on,
        permissions=READ_RUNS,
        timeout_minutes=5,
        outputs={
            **{name: event.outputs[name] for name in EVENT_OUTPUTS},
            **{name: decision.outputs[name] for name in DECISION_OUTPUTS},
        },
        steps=[event, decision],
    )


def command_job(
    id_: str,
    catalogue: Catalogue,
    commands: Sequence[Command],
    body: Sequence[RunStep | UsesStep],
    *,
    if_: Expr,
    after: Sequence[Job],
    concurrency: Concurrency | None = None,
) -> Job:
    """A job of commands: it ends with its report, and has an environment if it uses secrets."""
    last = steps.report()
    secret = any(command.secrets for command in commands)
    longest = sum(minutes(command.timeout) for command in commands) + 5
    return Job(
        id=id_,
        name=title(id_),
        if_=if_,
        needs=after,
        runs_on=catalogue.pipeline.runs_on,
        environment=Environment(name=catalogue.pipeline.environment) if secret else None,
        concurrency=concurrency,
        timeout_minutes=min(longest, 120),
        outputs={"results": last.outputs.results, "conclusions": last.outputs.conclusions},
        steps=[*body, last],
    )


def investigate_jobs(
    stage: Investigate, catalogue: Catalogue, context: Job, after: Sequence[Job]
) -> list[Job]:
    """The job that looks: the stage's commands, and those of the alert."""
    own = catalogue.investigates(stage)
    commands = [*stage.commands, *own]
    access = steps.prepare(
        catalogue.named(stage.commands),
        catalogue.named(own),
        catalogue.pipeline.environment,
        context.outputs.diagnose,
    )
    body: list[RunStep | UsesStep] = [
        access,
        *(_collect(command, catalogue, access, None) for command in stage.commands),
        *(
            _collect(command, catalogue, access, listed(context.outputs.diagnose, catalogue.name(command)))
            for command in own
        ),
        steps.keep_output(stage.id),
    ]
    going_on = all_of(~cancelled(), context.result == "success", context.outputs.decision != "stop")
    return [command_job(stage.id, catalogue, commands, body, if_=going_on, after=after)]


def error_budget_jobs(
    stage: ErrorBudget, catalogue: Catalogue, context: Job, after: Sequence[Job]
) -> list[Job]:
    """The job that analyses the error budget, for alerts with an objective."""
    access = steps.prepare(catalogue.named(stage.commands), (), catalogue.pipeline.environment)
    body = [access, *(_collect(command, catalogue, access, None) for command in stage.commands)]
    if_ = all_of(~cancelled(), context.outputs.decision != "stop", context.outputs.slo == "true")
    return [command_job(stage.id, catalogue, stage.commands, body, if_=if_, after=after)]


def title(id_: str) -> str:
    """The name of a job, as people read it: `respond-to-alert` is `Respond to alert`."""
    return id_.replace("-", " ").replace("_", " ").capitalize()


def _collect(command: Command, catalogue: Catalogue, access: RunStep, selected: Expr | None) -> RunStep:
    return steps.run_command(
        command, name=catalogue.name(command), mode="collect", access=access, selected=selected
    )


def located(job: Job, stage: object) -> Job:
    """`job`, remembered as written where its stage was."""
    return written_at(getattr(stage, "source", None), job)
