"""Receivers: by which channels a notification leaves, and what it says. Secrets stand in files only.

Texts are Alertmanager templates (`{{ .CommonLabels.alertname }}`).
Source: https://prometheus.io/docs/alerting/latest/configuration/#general-receiver-related-settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, NonNegativeInt, model_validator

from alertflow.alertmanager.http import HttpConfig, TlsConfig
from alertflow.alertmanager.section import Section
from alertflow.declared import Items
from alertflow.duration import Duration


class SlackField(Section):
    """A titled value below a Slack message; `short` ones stand side by side."""

    title: str
    value: str
    short: bool | None = None


class SlackConfig(Section):
    """A message to a Slack channel, through the webhook whose URL stands in `api_url_file`."""

    api_url_file: str | None = None
    channel: str | None = None
    send_resolved: bool | None = None
    username: str | None = None
    icon_emoji: str | None = None
    color: str | None = None
    title: str | None = None
    title_link: str | None = None
    pretext: str | None = None
    text: str | None = None
    fallback: str | None = None
    fields_: Items[SlackField] = ()
    short_fields: bool | None = None
    mrkdwn_in: Items[str] = ()
    http_config: HttpConfig | None = None


class PagerdutyConfig(Section):
    """An event for PagerDuty: by the Events API v2 with `routing_key_file`, by v1 with `service_key_file`."""

    routing_key_file: str | None = None
    service_key_file: str | None = None
    send_resolved: bool | None = None
    url: str | None = None
    client: str | None = None
    client_url: str | None = None
    description: str | None = None
    severity: str | None = None
    source_: str | None = None
    class_: str | None = None
    component: str | None = None
    group: str | None = None
    details: Mapping[str, str] = Field(default_factory=dict)
    links: Items[Mapping[str, str]] = ()
    http_config: HttpConfig | None = None


class EmailConfig(Section):
    """A mail to `to`, by SMTP over `smarthost` (`host:port`)."""

    to: str
    from_: str | None = None
    smarthost: str | None = None
    send_resolved: bool | None = None
    hello: str | None = None
    auth_username: str | None = None
    auth_password_file: str | None = None
    require_tls: bool | None = None
    headers: Mapping[str, str] = Field(default_factory=dict)
    html: str | None = None
    text: str | None = None
    tls_config: TlsConfig | None = None


class WebhookConfig(Section):
    """A POST of Alertmanager's JSON to `url`, or to what stands in `url_file` (0.26).

    `max_alerts` bounds the alerts in one message, 0 for no bound. `timeout` (0.28) is for the whole request.
    `payload` (0.32) replaces the JSON: see `alertflow.alertmanager.payload`.
    """

    url: str | None = None
    url_file: str | None = None
    send_resolved: bool | None = None
    max_alerts: NonNegativeInt | None = None
    timeout: Duration | None = None
    http_config: HttpConfig | None = None
    payload: Any = None

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.url is None) == (self.url_file is None):
            raise ValueError("give url=… or url_file=…: exactly one of them.")
        return self


class Receiver(Section):
    """A name that routes send to, and its channels. Without any it swallows what reaches it."""

    name: str = Field(kw_only=False, min_length=1)
    slack_configs: Items[SlackConfig] = ()
    pagerduty_configs: Items[PagerdutyConfig] = ()
    email_configs: Items[EmailConfig] = ()
    webhook_configs: Items[WebhookConfig] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nobody hears of what reaches this receiver."""
        channels = (self.slack_configs, self.pagerduty_configs, self.email_configs, self.webhook_configs)
        return not any(channels) and not any(key.endswith("_configs") for key in self.extra)


__all__ = ["EmailConfig", "PagerdutyConfig", "Receiver", "SlackConfig", "SlackField", "WebhookConfig"]
