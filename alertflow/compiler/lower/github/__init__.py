"""From the project to GitHub: one workflow for each pipeline, its stages as jobs."""

from __future__ import annotations

from alertflow.compiler.lower.github import jobs, responding, steps, telling
from alertflow.compiler.lower.github.catalogue import AUTO, Catalogue
from alertflow.declared import written_at
from alertflow.github import (
    Defaults,
    Expr,
    Input,
    Job,
    RepositoryDispatch,
    Triggers,
    Workflow,
    WorkflowDispatch,
    format_,
    github,
)
from alertflow.model import (
    AlertContext,
    AlertEvent,
    Custom,
    ErrorBudget,
    Investigate,
    Notify,
    Pipeline,
    Project,
    Respond,
    Review,
    Severity,
    Stage,
)

FOLDER = ".github/workflows"


def lower(project: Project) -> dict[str, Workflow]:
    """The workflows of `project`, by path."""
    return {f"{FOLDER}/{pipeline.file}": workflow(project, pipeline) for pipeline in project.workflows}


def workflow(project: Project, pipeline: Pipeline) -> Workflow:
    """The remediation workflow of one pipeline."""
    catalogue = Catalogue.of(project, pipeline)
    fired = RepositoryDispatch(types=pipeline.events, payload=AlertEvent)
    by_hand = WorkflowDispatch(inputs=_asked(catalogue))

    def given(name: str) -> Expr:
        return fired.payload[name] | by_hand.inputs[name]

    incident = given("correlation_id") | format_("run-{0}", github.run_id)
    return written_at(
        pipeline.source,
        Workflow(
            name=pipeline.name,
            # The history is read by this name: the alert first, the incident last.
            run_name=f"{given('alert_type')} {given('severity')} [{incident}]",
            on=Triggers(
                repository_dispatch=fired if pipeline.events else None,
                workflow_dispatch=by_hand,
            ),
            env={steps.LIBRARY: steps.library()},
            defaults=Defaults(shell="bash"),
            jobs=_jobs(project, catalogue),
        ),
    )


def _asked(catalogue: Catalogue) -> dict[str, Input]:
    """What a person gives who starts the workflow by hand."""
    severities = [severity.name for severity in catalogue.project.severities]
    return {
        "alert_type": Input(
            description="The alert to answer", type="choice", required=True, options=list(catalogue.alerts)
        ),
        "severity": Input(
            description="How bad it is",
            type="choice",
            required=True,
            default=Severity.CRITICAL.name,
            options=severities,
        ),
        "action": Input(
            description="What to do; auto is what the alert calls for",
            type="choice",
            default=AUTO,
            options=catalogue.actions,
        ),
        "dry_run": Input(description="Only name what would be changed", type="boolean", default=False),
        "correlation_id": Input(description="The incident this belongs to, if it has one", type="string"),
    }


def _jobs(project: Project, catalogue: Catalogue) -> list[Job]:
    pipeline = catalogue.pipeline
    made: dict[str, list[Job]] = {}
    context: Job | None = None
    for stage in _in_order(pipeline):
        after = [made[other.id][0] for other in pipeline.after(stage)]
        if isinstance(stage, AlertContext):
            context = jobs.context_job(stage, catalogue, _act_jobs(pipeline, catalogue))
            made[stage.id] = [jobs.located(context, stage)]
            continue
        assert context is not None  # a pipeline starts with it: Pipeline.problems
        made[stage.id] = [
            jobs.located(job, stage) for job in _stage_jobs(project, catalogue, stage, context, after, made)
        ]
    return [job for stage in pipeline.stages for job in made[stage.id]]


def _stage_jobs(
    project: Project,
    catalogue: Catalogue,
    stage: Stage,
    context: Job,
    after: list[Job],
    made: dict[str, list[Job]],
) -> list[Job]:
    earlier = _before(catalogue.pipeline, stage)
    # Nobody waits for approvals, which may take days: the notification is how people learn of one.
    before = [context, *(made[other.id][0] for other in earlier)]
    acted = [pair for other in earlier if isinstance(other, Respond) for pair in _pairs(made[other.id][1:])]
    match stage:
        case Investigate():
            return jobs.investigate_jobs(stage, catalogue, context, after)
        case ErrorBudget():
            return jobs.error_budget_jobs(stage, catalogue, context, after)
        case Respond():
            return responding.respond_jobs(
                stage, catalogue, context, after, queue=project.targets.github == "cloud"
            )
        case Notify():
            return [telling.notify_job(stage, catalogue, context, before)]
        case Review():
            return telling.review_jobs(stage, catalogue, context, before, acted)
        case Custom():
            return [stage.job.replace(needs=[*stage.job.needs, *after])]
        case AlertContext():
            raise AssertionError("made before the others")


def _pairs(approvals: list[Job]) -> list[list[Job]]:
    """The jobs behind a responding one, by approval: the one that waits, and the one that then acts."""
    return [approvals[at : at + 2] for at in range(0, len(approvals), 2)]


def _in_order(pipeline: Pipeline) -> list[Stage]:
    """The stages, each behind those it waits for."""
    ordered: list[Stage] = []

    def add(stage: Stage) -> None:
        if any(other is stage for other in ordered):
            return
        for other in pipeline.after(stage):
            add(other)
        ordered.append(stage)

    for stage in pipeline.stages:
        add(stage)
    return ordered


def _before(pipeline: Pipeline, stage: Stage) -> list[Stage]:
    """The stages that `stage` waits for, and those that they wait for, without the context."""
    found: list[Stage] = []

    def add(other: Stage) -> None:
        for earlier in pipeline.after(other):
            if not isinstance(earlier, AlertContext) and not any(earlier is one for one in found):
                add(earlier)
                found.append(earlier)

    add(stage)
    return found


def _act_jobs(pipeline: Pipeline, catalogue: Catalogue) -> list[str]:
    """The names of the jobs that change something: a run of one of them counts against the budget."""
    environments = dict.fromkeys(catalogue.approvals.values())
    found: list[str] = []
    for stage in pipeline.stages:
        if isinstance(stage, Respond):
            found += [
                stage.id,
                *(responding.approved_id(stage.id, environment) for environment in environments),
            ]
    return [jobs.title(id_) for id_ in found]
