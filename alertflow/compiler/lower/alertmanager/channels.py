"""From those who read alerts to a receiver: each of their channels, and what it is told."""

from __future__ import annotations

from typing import Any

from alertflow.alertmanager import Authorization, HttpConfig, HttpHeader, Receiver, WebhookConfig
from alertflow.alertmanager.receivers.email import EmailConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.receivers.msteams import MsteamsV2Config
from alertflow.alertmanager.receivers.pagerduty import PagerdutyConfig, PagerdutyLink
from alertflow.alertmanager.receivers.slack import SlackAction, SlackConfig
from alertflow.compiler.lower import paging
from alertflow.compiler.lower.alertmanager import messages
from alertflow.compiler.lower.alertmanager.audience import Audience, Known
from alertflow.compiler.lower.alertmanager.links import links
from alertflow.compiler.lower.alertmanager.rendering import chosen
from alertflow.model import Email, MicrosoftTeams, Other, PagerDuty, Severity, Slack, Webhook
from alertflow.model import Receiver as Reader

_AS_TEXT = r'{{ "\t" }}'
"""What begins a detail of PagerDuty. Alertmanager 0.30 and later reads each as YAML once it is rendered, and
executes what it finds there as templates, with the labels in it. No YAML begins with a tab: it stays text.
"""

_COLOURS = {Severity.CRITICAL: "#c9302c", Severity.HIGH: "#ec7a08", Severity.WARNING: "#f0ad4e"}
_MILD, _OVER = "#439fe0", "#2eb886"


def receiver(known: Known, audience: Audience) -> Receiver:
    """The receiver of `audience`."""
    channels: dict[str, Any] = {}
    for reader in audience.readers:
        one = _channel(known, audience, reader)
        key = f"{type(one).__name__.removesuffix('Config').lower()}_configs"
        channels.setdefault(key, []).append(one)
    return Receiver(name=audience.name, **channels)


def bearer(token_file: str, headers: dict[str, HttpHeader] | None = None) -> HttpConfig | None:
    """What says who asks: the token in `token_file`, if there is one."""
    if not token_file:
        return None
    authorization = Authorization(type="Bearer", credentials_file=token_file)
    return HttpConfig(authorization=authorization, http_headers=headers or {})


def _channel(known: Known, audience: Audience, reader: Reader) -> Integration:
    match reader:
        case Slack():
            return SlackConfig(
                api_url_file=reader.url_file,
                channel=reader.channel,
                send_resolved=True,
                color=_colour(known, audience),
                title=messages.title(known, audience, "slack"),
                fallback=messages.title(known, audience, "slack"),  # Alertmanager's own escapes nothing
                text=messages.text(known, audience, "slack"),
                actions=_buttons(known, audience),
            )
        case MicrosoftTeams():
            return MsteamsV2Config(
                webhook_url_file=reader.url_file,
                send_resolved=True,
                title=messages.title(known, audience, "teams"),
                text=messages.text(known, audience, "teams"),
            )
        case PagerDuty():
            return PagerdutyConfig(
                routing_key_file=reader.routing_key_file,
                send_resolved=True,
                description=messages.title(known, audience, "pagerduty"),
                severity=paging.template(known.project.severities),
                details={
                    "alerts": _AS_TEXT + messages.text(known, audience, "pagerduty"),
                    "firing": "{{ .Alerts.Firing | len }}",
                    "resolved": "{{ .Alerts.Resolved | len }}",
                },
                links=[PagerdutyLink(href=one.address, text=one.text) for one in links(known, audience)],
            )
        case Email():
            return EmailConfig(
                to=reader.to,
                from_=reader.sender,
                smarthost=reader.smarthost,
                send_resolved=True,
                auth_username=reader.username or None,
                auth_password_file=reader.password_file if reader.username else None,
                headers={"Subject": messages.title(known, audience, "email")},
                html=messages.mail(
                    known, audience, _colour(known, audience), links(known, audience, html=True)
                ),
                text=messages.text(known, audience, "email"),
            )
        case Webhook():
            return WebhookConfig(
                url=reader.url or None,
                url_file=reader.url_file or None,
                send_resolved=True,
                http_config=bearer(reader.token_file),
            )
        case Other(config=Integration() as written):
            return written
    raise AssertionError(f"{reader!r} is no receiver")


def _buttons(known: Known, audience: Audience) -> list[SlackAction]:
    if not audience.buttons:
        return []
    return [SlackAction(type="button", text=one.text, url=one.address) for one in links(known, audience)]


def _colour(known: Known, audience: Audience) -> str:
    words = {
        one.name: next((colour for least, colour in _COLOURS.items() if one >= least), _MILD)
        for one in known.severities
    }
    return chosen([('eq .Status "resolved"', _OVER)], messages.by_severity(audience, words, _MILD))


__all__ = ["bearer", "receiver"]
