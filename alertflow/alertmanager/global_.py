"""What holds for all receivers, where they do not say otherwise.

Source: https://prometheus.io/docs/alerting/latest/configuration/#file-layout-and-global-settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import HttpConfig, TlsConfig
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import HostPort, Secret, SecretUrl, Url
from alertflow.duration import Duration
from alertflow.sections import Section

_TWINS = (
    *("smtp_auth_password", "smtp_auth_secret", "slack_app_token", "victorops_api_key", "opsgenie_api_key"),
    *("rocketchat_token", "rocketchat_token_id", "wechat_api_secret", "telegram_bot_token"),
    *("mattermost_webhook_url", "slack_api_url"),
)
"""Secrets that stand here, or in the file that the key with `_file` behind it names."""


class Global(Section):
    """What receivers use where they do not say otherwise.

    If None: `resolve_timeout` is 5m (it is for alerts without an end; Prometheus sends one), `smtp_hello` is
    localhost, `smtp_require_tls` is true, and the URLs are those of the services themselves, but for Jira and
    Slack's webhooks.
    """

    smtp_from: Template | None = None
    smtp_smarthost: HostPort | None = None
    smtp_hello: str | None = None
    smtp_auth_username: str | None = None
    smtp_auth_password: Secret | None = None
    smtp_auth_password_file: str | None = None
    smtp_auth_identity: str | None = None
    smtp_auth_secret: Secret | None = None
    smtp_auth_secret_file: str | None = None
    smtp_require_tls: bool | None = None
    smtp_force_implicit_tls: bool | None = None
    smtp_tls_config: TlsConfig | None = None
    jira_api_url: Url | None = None
    slack_api_url: SecretUrl | None = None
    slack_api_url_file: str | None = None
    slack_app_token: Secret | None = None
    slack_app_token_file: str | None = None
    slack_app_url: Url | None = None
    victorops_api_key: Secret | None = None
    victorops_api_key_file: str | None = None
    victorops_api_url: Url | None = None
    pagerduty_url: Url | None = None
    opsgenie_api_key: Secret | None = None
    opsgenie_api_key_file: str | None = None
    opsgenie_api_url: Url | None = None
    rocketchat_api_url: Url | None = None
    rocketchat_token: Secret | None = None
    rocketchat_token_file: str | None = None
    rocketchat_token_id: Secret | None = None
    rocketchat_token_id_file: str | None = None
    wechat_api_url: Url | None = None
    wechat_api_secret: Secret | None = None
    wechat_api_secret_file: str | None = None
    wechat_api_corp_id: str | None = None
    telegram_api_url: Url | None = None
    telegram_bot_token: Secret | None = None
    telegram_bot_token_file: str | None = None
    webex_api_url: Url | None = None
    mattermost_webhook_url: SecretUrl | None = None
    mattermost_webhook_url_file: str | None = None
    http_config: HttpConfig | None = None
    resolve_timeout: Duration | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        for secret in _TWINS:
            yield from at_most_one(self, secret, f"{secret}_file")
        token = self.slack_app_token or self.slack_app_token_file
        url = self.slack_api_url or self.slack_api_url_file
        app_url = self.slack_app_url or "https://slack.com/api/chat.postMessage"
        if token and url and self.slack_api_url != app_url:
            field = "slack_app_token" if self.slack_app_token else "slack_app_token_file"
            yield field, "slack_api_url… and slack_app_token… exclude each other: give only one."


__all__ = ["Global"]
