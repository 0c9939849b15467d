"""Receivers of an AlertmanagerConfig. Credentials are values of Secrets, texts Alertmanager's templates."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.kubernetes.alertmanager_config.chat import (
    DiscordConfig,
    MsTeamsConfig,
    MsTeamsV2Config,
    RocketChatConfig,
    SlackConfig,
    TelegramConfig,
    WebexConfig,
    WeChatConfig,
)
from alertflow.kubernetes.alertmanager_config.http import SafeTlsConfig, SecretKeySelector
from alertflow.kubernetes.alertmanager_config.integration import HttpIntegration, Integration, KeyValue
from alertflow.kubernetes.alertmanager_config.paging import (
    OpsGenieConfig,
    PagerDutyConfig,
    PushoverConfig,
    SnsConfig,
    VictorOpsConfig,
)
from alertflow.kubernetes.manifest import Part


class WebhookConfig(HttpIntegration):
    """A POST of Alertmanager's JSON to `url`, or to what a Secret holds.

    `payload` is one template, and known to the operators of 2026 only. Headers cannot be given.
    """

    url: str | None = None
    url_secret: SecretKeySelector | None = None
    max_alerts: int | None = None
    timeout: Duration | None = None
    payload: str | None = None


class EmailThreadingConfig(Part):
    """Mails of one alert in one thread, one a day or for good."""

    thread_by_date: Literal["Daily", "None"]


class EmailConfig(Integration):
    """A mail to `to`, by SMTP over `smarthost` (`host:port`)."""

    OTHERWISE: ClassVar = {"require_tls": "requireTLS", "force_implicit_tls": "forceImplicitTLS"}

    to: str | None = None
    from_: str | None = None
    hello: str | None = None
    smarthost: str | None = None
    auth_username: str | None = None
    auth_password: SecretKeySelector | None = None
    auth_secret: SecretKeySelector | None = None
    auth_identity: str | None = None
    headers: Items[KeyValue] = ()
    html: str | None = None
    text: str | None = None
    require_tls: bool | None = None
    force_implicit_tls: bool | None = None
    tls_config: SafeTlsConfig | None = None
    threading: EmailThreadingConfig | None = None


class Receiver(Part):
    """A name that routes send to, and its channels. Without any it swallows what reaches it."""

    OTHERWISE: ClassVar = {"msteamsv2_configs": "msteamsv2Configs"}

    name: str = Field(kw_only=False, min_length=1)
    slack_configs: Items[SlackConfig] = ()
    pagerduty_configs: Items[PagerDutyConfig] = ()
    email_configs: Items[EmailConfig] = ()
    webhook_configs: Items[WebhookConfig] = ()
    opsgenie_configs: Items[OpsGenieConfig] = ()
    discord_configs: Items[DiscordConfig] = ()
    msteams_configs: Items[MsTeamsConfig] = ()
    msteamsv2_configs: Items[MsTeamsV2Config] = ()
    rocketchat_configs: Items[RocketChatConfig] = ()
    pushover_configs: Items[PushoverConfig] = ()
    sns_configs: Items[SnsConfig] = ()
    telegram_configs: Items[TelegramConfig] = ()
    victorops_configs: Items[VictorOpsConfig] = ()
    webex_configs: Items[WebexConfig] = ()
    wechat_configs: Items[WeChatConfig] = ()
