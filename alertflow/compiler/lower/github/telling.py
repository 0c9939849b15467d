"""From the stages that tell people to their jobs: the notification, and the review."""

from __future__ import annotations

import json
from collections.abc import Sequence

from alertflow.compiler.lower import paging
from alertflow.compiler.lower.github import steps
from alertflow.compiler.lower.github.catalogue import Catalogue
from alertflow.compiler.lower.github.jobs import title
from alertflow.compiler.lower.github.steps import script
from alertflow.github import (
    Environment,
    Expr,
    Job,
    Permissions,
    RunStep,
    all_of,
    cancelled,
    contains,
    from_json,
    github,
    needs,
    secrets,
    to_json,
)
from alertflow.model import Notify, PagerDuty, Review, Slack

_WRITE_ISSUES = Permissions(issues="write", reasons={"issues": "to keep an issue for each incident"})

PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue"
"""Source: https://developer.pagerduty.com/docs/send-alert-event (Events API v2)."""


def notify_job(stage: Notify, catalogue: Catalogue, context: Job, before: Sequence[Job]) -> Job:
    """The job that tells people; it needs every job before it, to report their results."""
    if stage.always:
        if_: Expr = ~cancelled()
    else:
        severities = ", ".join(f'"{name}"' for name in catalogue.severities_from(stage.min_severity))
        if_ = all_of(
            ~cancelled(),
            context.outputs.decision != "stop",
            contains(from_json(f"[{severities}]"), context.outputs.severity),
        )
    told: dict[str, Expr] = {
        name.upper(): context.outputs[name] for name in ("alert", "severity", "correlation_id", "decision")
    }
    body = [_story(context)]
    asked = steps.access(
        {receiver.secret: {"file": False, "commands": ["*"]} for receiver in stage.receivers},
        catalogue.pipeline.environment,
    )
    if stage.receivers:
        body.append(asked)
    for receiver in stage.receivers:
        there = asked.outputs[receiver.secret.lower()] != ""
        body.append(_tell(catalogue, receiver, if_=all_of(~cancelled(), there), told=told))
    return Job(
        id=stage.id,
        name=title(stage.id),
        if_=if_,
        needs=before,
        runs_on=catalogue.pipeline.runs_on,
        environment=Environment(name=catalogue.pipeline.environment) if stage.receivers else None,
        timeout_minutes=5,
        steps=body,
    )


def review_jobs(
    stage: Review, catalogue: Catalogue, context: Job, before: Sequence[Job], acted: Sequence[Sequence[Job]]
) -> list[Job]:
    """The job that writes the review, whether or not the others ran, and keeps the incident's issue.

    It does not wait for approvals, which may take days: `acted` are the jobs of each, and what they did is
    added to the issue by a job of its own.
    """
    review = _review(stage, catalogue, context, before, id_=stage.id, if_=~cancelled(), what="Another run")
    later = [
        _review(
            stage,
            catalogue,
            context,
            [context, review, gate, acting],
            id_=f"{stage.id}-{gate.id.removeprefix('approval-')}",
            if_=all_of(~cancelled(), gate.result == "success"),
            what="After the approval",
        )
        for gate, acting in acted
    ]
    return [review, *later]


def _review(
    stage: Review,
    catalogue: Catalogue,
    context: Job,
    before: Sequence[Job],
    *,
    id_: str,
    if_: Expr,
    what: str,
) -> Job:
    told = ("alert", "severity", "correlation_id", "decision", "target", "dry_run")
    severities = catalogue.severities_from(stage.issue_from) if stage.issue_from else []
    review = RunStep(
        name="Review the incident",
        env={
            "GH_TOKEN": github.token,
            "LABELS": ",".join(stage.labels),
            "ISSUE_SEVERITIES": " ".join(severities),
            "WHAT": what,
            **{name.upper(): context.outputs[name] for name in told},
        },
        run=script("review.sh"),
    )
    return Job(
        id=id_,
        name=title(id_),
        if_=if_,
        needs=before,
        runs_on=catalogue.pipeline.runs_on,
        permissions=_WRITE_ISSUES if severities else None,
        timeout_minutes=5,
        steps=[_story(context), review],
    )


def _story(context: Job) -> RunStep:
    return RunStep(
        name="Put together what happened",
        env={"CONTEXT_JOB": context.id, "NEEDS": to_json(needs)},
        run=script("story.sh"),
    )


def _tell(catalogue: Catalogue, receiver: Slack | PagerDuty, *, if_: Expr, told: dict[str, Expr]) -> RunStep:
    if isinstance(receiver, Slack):
        return RunStep(
            name=f"Tell {receiver.channel} on Slack",
            if_=if_,
            env={"SLACK_WEBHOOK_URL": secrets[receiver.secret], "CHANNEL": receiver.channel, **told},
            run=script("slack.sh"),
        )
    severities = catalogue.project.severities
    return RunStep(
        name="Tell PagerDuty",
        if_=if_,
        env={
            "PAGERDUTY_ROUTING_KEY": secrets[receiver.secret],
            "PAGERDUTY_URL": PAGERDUTY_URL,
            "PAGERDUTY_SEVERITIES": json.dumps({one.name: paging.word(one) for one in severities}),
            **told,
        },
        run=script("pagerduty.sh"),
    )
