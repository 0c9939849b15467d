"""The way to GitHub: the route and the receiver that pass alerts on, directly or to the bridge."""

from __future__ import annotations

from alertflow import alertmanager
from alertflow.alertmanager import HttpHeader, Matcher, Receiver, WebhookConfig
from alertflow.compiler.lower.alertmanager.channels import bearer
from alertflow.compiler.lower.event import TEMPLATES
from alertflow.declared import written_at
from alertflow.model import EVENT_TYPE, Bridge, Dispatch, Project
from alertflow.model.conventions import DISPATCH, DISPATCH_RECEIVER, GITHUB, SEVERITY, TARGET

_API_VERSION = "2022-11-28"


def dispatch_route(way: Dispatch) -> alertmanager.Route:
    """First, and with `continue`: to be remediated does not keep an alert from the people who read it."""
    return written_at(
        way.source,
        alertmanager.Route(
            receiver=DISPATCH_RECEIVER,
            matchers=[Matcher(DISPATCH, "=", GITHUB)],
            group_by=["alertname", SEVERITY, TARGET],
            group_wait="1s",
            group_interval="5m",
            repeat_interval=way.repeat,
            continue_=True,
        ),
    )


def dispatch_receiver(project: Project, way: Dispatch) -> Receiver:
    """The receiver that posts to GitHub, or to the bridge."""
    if isinstance(way, Bridge):
        hook = WebhookConfig(url=way.url, send_resolved=True, http_config=bearer(way.token_file))
    else:
        hook = WebhookConfig(
            url=f"{way.api_url}/repos/{project.repository}/dispatches",
            # GitHub is told to act, and there is nothing to do about what has resolved.
            send_resolved=False,
            max_alerts=way.max_alerts,
            http_config=bearer(
                way.token_file,
                {
                    "Accept": HttpHeader(values=["application/vnd.github+json"]),
                    "X-GitHub-Api-Version": HttpHeader(values=[_API_VERSION]),
                },
            ),
            payload={
                "event_type": _event_type(project),
                "client_payload": dict(TEMPLATES),
            },
        )
    return written_at(way.source, Receiver(DISPATCH_RECEIVER, webhook_configs=[hook]))


def _event_type(project: Project) -> str:
    """What the first pipeline that listens to an event listens to."""
    heard = (event for pipeline in project.workflows for event in pipeline.events)
    return next(heard, EVENT_TYPE)


__all__ = ["dispatch_receiver", "dispatch_route"]
