"""Who is told, and by which channel: Slack, PagerDuty, e-mail, webhook; and the teams that read them."""

from __future__ import annotations

from pydantic import Field

from alertflow.declared import Declared, Items
from alertflow.model.severity import Severity
from alertflow.model.text import (
    AbsolutePath,
    Channel,
    HostAndPort,
    MailAddress,
    OptionalAbsolutePath,
    Url,
    Word,
)


class Slack(Declared):
    """A Slack channel, reached through an incoming webhook.

    Alertmanager reads the webhook's URL from `url_file`; the workflow reads it from the GitHub secret
    `secret`. Alerts below `min_severity` are not sent.
    """

    channel: Channel
    url_file: AbsolutePath = "/etc/alertmanager/slack-webhook-url"
    secret: str = "SLACK_WEBHOOK_URL"
    min_severity: Severity = Severity.INFO


class PagerDuty(Declared):
    """A PagerDuty service, by an Events API v2 integration.

    Alertmanager reads the integration's key from `routing_key_file`; the workflow reads it from the
    GitHub secret `secret`.
    """

    routing_key_file: AbsolutePath = "/etc/alertmanager/pagerduty-routing-key"
    secret: str = "PAGERDUTY_ROUTING_KEY"
    min_severity: Severity = Severity.INFO


class Email(Declared):
    """A mailbox, reached by Alertmanager over SMTP with STARTTLS.

    `smarthost` is `host:port`. With `username`, the password is read from `password_file`.
    """

    to: MailAddress = Field(kw_only=False)
    sender: MailAddress
    smarthost: HostAndPort
    username: str = ""
    password_file: AbsolutePath = "/etc/alertmanager/smtp-password"
    min_severity: Severity = Severity.INFO


class Webhook(Declared):
    """A program that takes Alertmanager's JSON by HTTP POST, with the bearer token of `token_file`."""

    url: Url = Field(kw_only=False)
    token_file: OptionalAbsolutePath = ""
    min_severity: Severity = Severity.INFO


Receiver = Slack | PagerDuty | Email | Webhook
"""Where an alert is read."""


class Team(Declared):
    """People who answer alerts, and where they read them. The name is the alert's `team` label."""

    name: Word = Field(kw_only=False)
    receivers: Items[Receiver] = ()
