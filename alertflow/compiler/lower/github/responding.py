"""From the responding stage to its jobs: what acts at once, what waits for people, and what then acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alertflow.compiler.lower.github import steps
from alertflow.compiler.lower.github.catalogue import Catalogue
from alertflow.compiler.lower.github.jobs import READ_RUNS, command_job, title
from alertflow.compiler.lower.github.steps import listed, script
from alertflow.github import (
    Concurrency,
    Environment,
    Job,
    RunStep,
    all_of,
    cancelled,
    github,
)
from alertflow.model import Command, Respond


def respond_jobs(
    stage: Respond, catalogue: Catalogue, context: Job, after: Sequence[Job], *, queue: bool
) -> list[Job]:
    """The job that acts, and one for each environment whose reviewers are asked."""
    acts = [command for command in catalogue.acting if command.approval is None]
    waits = [command for command in catalogue.acting if command.approval is not None]
    verifies = catalogue.verifying
    # Two alerts about one target never race; and no queued remediation is cancelled by a newer one.
    concurrency = Concurrency(
        group=f"remediate-{context.outputs.target}",
        queue="max" if queue else None,
    )
    access = steps.prepare(
        (),
        catalogue.named([*acts, *verifies]),
        catalogue.pipeline.environment,
        f"{context.outputs.act} {context.outputs.verify}",
    )
    body = [
        access,
        *_acting(acts, catalogue, context, access),
        *_verifying(verifies, catalogue, context, access, "verify"),
    ]
    if waits:
        body.append(
            RunStep(
                name="Propose what needs an approval",
                env={
                    "ACT": context.outputs.act,
                    "DRY_RUN": context.outputs.dry_run,
                    "PROPOSALS": steps.proposals(catalogue.named(waits)),
                },
                run=script("propose.sh"),
            )
        )
    if_ = all_of(~cancelled(), context.outputs.decision == "act")
    respond = command_job(
        stage.id, catalogue, [*acts, *verifies], body, if_=if_, after=after, concurrency=concurrency
    )
    jobs = [respond]
    for environment in dict.fromkeys(c.approval.environment for c in waits if c.approval is not None):
        theirs = [c for c in waits if c.approval is not None and c.approval.environment == environment]
        gate = _approval_job(environment, catalogue, context, respond)
        jobs += [gate, _approved_job(environment, theirs, catalogue, context, respond, gate, concurrency)]
    return jobs


def approved_id(respond: str, environment: str) -> str:
    """The id of the job that acts once the reviewers of `environment` have said yes."""
    return f"{respond}-{steps.slug(environment)}"


def _approval_job(environment: str, catalogue: Catalogue, context: Job, respond: Job) -> Job:
    """The job that waits for reviewers. It is apart from the job that acts, so that one alert's unanswered
    question does not hold the target, and with it the remediation of every other alert.
    """
    approved = RunStep(
        id="approved",
        name="Who approved this?",
        env={"GH_TOKEN": github.token, "ENVIRONMENT": environment},
        outputs=["results"],
        run=script("approved.sh"),
    )
    id_ = f"approval-{steps.slug(environment)}"
    return Job(
        id=id_,
        name=title(id_),
        if_=all_of(~cancelled(), respond.result == "success", listed(context.outputs.approvals, environment)),
        runs_on=catalogue.pipeline.runs_on,
        environment=Environment(name=environment),
        permissions=READ_RUNS,
        timeout_minutes=5,
        outputs={"results": approved.outputs.results},
        steps=[approved],
    )


def _approved_job(
    environment: str,
    commands: Sequence[Command],
    catalogue: Catalogue,
    context: Job,
    respond: Job,
    gate: Job,
    concurrency: Concurrency,
) -> Job:
    verifies = catalogue.verifying
    access = steps.prepare(
        (),
        catalogue.named([*commands, *verifies]),
        catalogue.pipeline.environment,
        f"{context.outputs.act} {context.outputs.verify_approved}",
    )
    body = [
        access,
        *_acting(commands, catalogue, context, access),
        *_verifying(verifies, catalogue, context, access, "verify_approved"),
    ]
    return command_job(
        approved_id(respond.id, environment),
        catalogue,
        [*commands, *verifies],
        body,
        if_=all_of(~cancelled(), gate.result == "success"),
        after=[gate],
        concurrency=concurrency,
    )


def _acting(
    commands: Iterable[Command], catalogue: Catalogue, context: Job, access: RunStep
) -> list[RunStep]:
    return [
        steps.run_command(
            command,
            name=catalogue.name(command),
            mode="act",
            access=access,
            selected=listed(context.outputs.act, catalogue.name(command)),
            dry_run=context.outputs.dry_run,
        )
        for command in commands
    ]


def _verifying(
    commands: Iterable[Command], catalogue: Catalogue, context: Job, access: RunStep, output: str
) -> list[RunStep]:
    return [
        steps.run_command(
            command,
            name=catalogue.name(command),
            mode="verify",
            access=access,
            selected=listed(context.outputs[output], catalogue.name(command)),
            dry_run=context.outputs.dry_run,
        )
        for command in commands
    ]
