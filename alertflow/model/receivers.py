"""Who is told, and by which channel: Slack, Microsoft Teams, PagerDuty, e-mail, webhook."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, GetCoreSchemaHandler, field_validator, model_validator
from pydantic_core import core_schema

from alertflow.declared import Declared, Items
from alertflow.model.severity import Severity
from alertflow.model.text import (
    AbsolutePath,
    Channel,
    HostAndPort,
    MailAddress,
    OptionalAbsolutePath,
    OptionalUrl,
)


class Receiver(Declared):
    """Where an alert is read: one of the kinds below. Alerts below `min_severity` are not sent there."""

    min_severity: Severity = Severity.INFO


class Slack(Receiver):
    """A Slack channel, reached through an incoming webhook.

    Alertmanager reads the webhook's URL from `url_file`; the workflow reads it from the GitHub secret
    `secret`.
    """

    channel: Channel
    url_file: AbsolutePath = "/etc/alertmanager/slack-webhook-url"
    secret: str = "SLACK_WEBHOOK_URL"


class PagerDuty(Receiver):
    """A PagerDuty service, by an Events API v2 integration.

    Alertmanager reads the integration's key from `routing_key_file`; the workflow reads it from the
    GitHub secret `secret`.
    """

    routing_key_file: AbsolutePath = "/etc/alertmanager/pagerduty-routing-key"
    secret: str = "PAGERDUTY_ROUTING_KEY"


class Email(Receiver):
    """A mailbox, reached by Alertmanager over SMTP with STARTTLS.

    `smarthost` is `host:port`. With `username`, the password is read from `password_file`.
    """

    to: MailAddress = Field(kw_only=False)
    sender: MailAddress
    smarthost: HostAndPort
    username: str = ""
    password_file: AbsolutePath = "/etc/alertmanager/smtp-password"


class MicrosoftTeams(Receiver):
    """A channel of Microsoft Teams, reached through a workflow's webhook (Alertmanager 0.28).

    Alertmanager reads the webhook's URL from `url_file`.
    """

    url_file: AbsolutePath = "/etc/alertmanager/teams-webhook-url"


class Webhook(Receiver):
    """A program that takes Alertmanager's JSON by HTTP POST, with the bearer token of `token_file`.

    An address that is itself a secret stands in `url_file` (Alertmanager 0.26) instead of `url`.
    """

    url: OptionalUrl = Field(default="", kw_only=False)
    url_file: OptionalAbsolutePath = ""
    token_file: OptionalAbsolutePath = ""

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if bool(self.url) == bool(self.url_file):
            raise ValueError("give url=… or url_file=…: exactly one of them.")
        return self


class Other(Receiver):
    """Any other way that Alertmanager has, said in its own words: `Other(JiraConfig(project="OPS", …))`.

    `config` is one of the integrations of `alertflow.alertmanager`, and is written as it is.
    """

    config: Any = Field(kw_only=False)

    @field_validator("config")
    @classmethod
    def _is_an_integration(cls, config: Any) -> Any:
        from alertflow.alertmanager import Integration  # only who uses one needs that language

        if not isinstance(config, Integration):
            raise ValueError("it takes an integration of alertflow.alertmanager, such as JiraConfig(…).")
        return config


class _Kind:
    """Makes pydantic take the kinds above and nothing else, and name them where something else is given."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return handler.generate_schema(Slack | MicrosoftTeams | PagerDuty | Email | Webhook | Other)


Receivers = Items[Annotated[Receiver, _Kind]]
"""A field that takes a list of receivers, of any kinds."""

__all__ = ["Email", "MicrosoftTeams", "Other", "PagerDuty", "Receiver", "Receivers", "Slack", "Webhook"]
