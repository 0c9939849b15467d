"""From the project to Alertmanager: who hears of which alert, what hides what, and the way to GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alertflow import alertmanager
from alertflow.alertmanager import (
    Authorization,
    Config,
    EmailConfig,
    HttpConfig,
    HttpHeader,
    InhibitRule,
    Matcher,
    PagerdutyConfig,
    Receiver,
    SlackConfig,
    WebhookConfig,
    matcher,
)
from alertflow.compiler.lower import paging
from alertflow.compiler.lower.event import TEMPLATES
from alertflow.declared import written_at
from alertflow.model import (
    EVENT_TYPE,
    Alert,
    Bridge,
    Dispatch,
    Email,
    Inhibition,
    PagerDuty,
    Project,
    Route,
    Slack,
    Team,
    Webhook,
)
from alertflow.model import Receiver as Reader
from alertflow.model.conventions import (
    DISPATCH,
    DISPATCH_RECEIVER,
    GITHUB,
    NOBODY,
    SEVERITY,
    TARGET,
    TEAM,
)

_API_VERSION = "2022-11-28"

_TEXT = """\
{{ range .Alerts }}*{{ .Annotations.summary }}*{{ if .Annotations.description }}
{{ .Annotations.description }}{{ end }}{{ if .Annotations.runbook_url }}
<{{ .Annotations.runbook_url }}|Runbook>{{ end }}
{{ end }}"""
_TITLE = (
    '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}]'
    " {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})"
)


def lower(project: Project) -> dict[str, Config]:
    """The Alertmanager configurations of `project`, by path: one for each way to GitHub."""
    if not project.every_alert:
        return {}
    if not project.dispatches:
        return {project.config_of(None): config(project, None)}
    return {project.config_of(way): config(project, way) for way in project.dispatches}


def config(project: Project, way: Dispatch | None) -> Config:
    """The configuration in which remediated alerts go to GitHub by `way`."""
    receivers: dict[str, Receiver] = {}
    routes: list[alertmanager.Route] = []
    if way is not None and project.remediated:
        receivers[DISPATCH_RECEIVER] = _dispatch_receiver(project, way)
        routes.append(_dispatch_route(way))
    for route in project.routes:
        receivers[route.name] = _receiver(project, route.name, route.receivers)
        routes.append(_custom_route(route))
    for team in project.teams:
        base, *others = _by_severity(project, team)
        for name, readers, _ in (base, *others):
            receivers[name] = _receiver(project, name, readers)
        routes.append(
            written_at(
                team.source,
                alertmanager.Route(
                    receiver=base[0],
                    matchers=[Matcher(TEAM, "=", team.name)],
                    routes=[
                        alertmanager.Route(receiver=name, matchers=[_any_of(SEVERITY, severities)])
                        for name, _, severities in others
                    ],
                ),
            )
        )
    root = project.team.name if project.team else NOBODY
    receivers.setdefault(root, Receiver(root))
    return written_at(
        way.source if way is not None else project.source,
        Config(
            route=alertmanager.Route(receiver=root, group_by=["alertname", SEVERITY, TARGET], routes=routes),
            inhibit_rules=[_inhibit(inhibition) for inhibition in project.every_inhibition],
            receivers=sorted(receivers.values(), key=lambda one: (one.name != root, one.name)),
        ),
    )


def _by_severity(project: Project, team: Team) -> Iterator[tuple[str, list[Reader], list[str]]]:
    """The receivers of `team`, as few as tell its severities apart: name, who reads it, for which severities.

    The first is the one of the least severe alerts; it takes what no other one takes.
    """
    groups: dict[tuple[int, ...], list[str]] = {}
    for severity in reversed(project.severities):
        readers = tuple(i for i, r in enumerate(team.receivers) if severity >= r.min_severity)
        groups.setdefault(readers, []).append(severity.name)
    for number, (indexes, severities) in enumerate(groups.items()):
        name = team.name if number == 0 else f"{team.name}-{severities[0]}"
        yield name, [team.receivers[i] for i in indexes], severities


def _receiver(project: Project, name: str, readers: Iterable[Reader]) -> Receiver:
    slack: list[SlackConfig] = []
    pagerduty: list[PagerdutyConfig] = []
    email: list[EmailConfig] = []
    webhook: list[WebhookConfig] = []
    for reader in readers:
        match reader:
            case Slack():
                slack.append(
                    SlackConfig(
                        api_url_file=reader.url_file,
                        channel=reader.channel,
                        send_resolved=True,
                        title=_TITLE,
                        text=_TEXT,
                    )
                )
            case PagerDuty():
                pagerduty.append(
                    PagerdutyConfig(
                        routing_key_file=reader.routing_key_file,
                        send_resolved=True,
                        description="{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}",
                        severity=paging.template(project.severities),
                        details={
                            "firing": "{{ .Alerts.Firing | len }}",
                            "resolved": "{{ .Alerts.Resolved | len }}",
                            "runbook": "{{ .CommonAnnotations.runbook_url }}",
                        },
                    )
                )
            case Email():
                email.append(
                    EmailConfig(
                        to=reader.to,
                        from_=reader.sender,
                        smarthost=reader.smarthost,
                        send_resolved=True,
                        auth_username=reader.username or None,
                        auth_password_file=reader.password_file if reader.username else None,
                    )
                )
            case Webhook():
                webhook.append(
                    WebhookConfig(url=reader.url, send_resolved=True, http_config=_bearer(reader.token_file))
                )
    return Receiver(
        name, slack_configs=slack, pagerduty_configs=pagerduty, email_configs=email, webhook_configs=webhook
    )


def _bearer(token_file: str, headers: dict[str, HttpHeader] | None = None) -> HttpConfig | None:
    if not token_file:
        return None
    authorization = Authorization(type="Bearer", credentials_file=token_file)
    return HttpConfig(authorization=authorization, http_headers=headers or {})


def _dispatch_receiver(project: Project, way: Dispatch) -> Receiver:
    if isinstance(way, Bridge):
        hook = WebhookConfig(url=way.url, send_resolved=True, http_config=_bearer(way.token_file))
    else:
        hook = WebhookConfig(
            url=f"{way.api_url}/repos/{project.repository}/dispatches",
            # GitHub is told to act, and there is nothing to do about what has resolved.
            send_resolved=False,
            max_alerts=way.max_alerts,
            http_config=_bearer(
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


def _dispatch_route(way: Dispatch) -> alertmanager.Route:
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


def _custom_route(route: Route) -> alertmanager.Route:
    return written_at(
        route.source,
        alertmanager.Route(
            receiver=route.name,
            matchers=[*_one_of_alerts(route.alerts), *(matcher(text) for text in route.matchers)],
            group_by=route.group_by,
            group_wait=route.group_wait,
            group_interval=route.group_interval,
            repeat_interval=route.repeat_interval,
            continue_=route.continue_ or None,
        ),
    )


def _inhibit(inhibition: Inhibition) -> InhibitRule:
    return written_at(
        inhibition.source,
        InhibitRule(
            source_matchers=[
                *_one_of_alerts(inhibition.sources),
                *(matcher(text) for text in inhibition.source_matchers),
            ],
            target_matchers=[
                *_one_of_alerts(inhibition.targets),
                *(matcher(text) for text in inhibition.target_matchers),
            ],
            equal=inhibition.equal,
        ),
    )


def _one_of_alerts(alerts: Iterable[Alert]) -> list[Matcher]:
    """Matchers that hold for just these alerts: by name, and by severity where they share one."""
    known = list(alerts)
    if not known:
        return []
    names = list(dict.fromkeys(alert.name for alert in known))
    severities = list(dict.fromkeys(alert.severity.name for alert in known))
    found = [_any_of("alertname", names)]
    return [*found, _any_of(SEVERITY, severities)] if len(severities) == 1 else found


def _any_of(label: str, values: list[str]) -> Matcher:
    if len(values) == 1:
        return Matcher(label, "=", values[0])
    return Matcher(label, "=~", "|".join(values))
