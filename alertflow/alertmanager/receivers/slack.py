"""Slack, by the address of an incoming webhook, or by the token of an app.

Source: https://prometheus.io/docs/alerting/latest/configuration/#slack_config.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from alertflow.alertmanager.exclusive import Mistake, at_most_one, filled
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import GoDuration, Secret, SecretUrl, Url
from alertflow.declared import Items
from alertflow.sections import Section

POST_MESSAGE = "https://slack.com/api/chat.postMessage"
"""The method of Slack's API by which an app posts; `app_url`, if None."""


class SlackField(Section):
    """A titled value below a Slack message; `short` ones stand side by side."""

    title: Template
    value: Template
    short: bool | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "title", "value")


class SlackConfirm(Section):
    """What Slack asks before it does what a button says."""

    text: Template
    title: Template | None = None
    ok_text: Template | None = None
    dismiss_text: Template | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "text")


class SlackAction(Section):
    """A button below a Slack message: a link (`url`), or one that sends `name` and `value` to the app.

    With `url`, `name`, `value` and `confirm` mean nothing.
    """

    type: Template
    text: Template
    url: Template | None = None
    style: Template | None = None
    name: Template | None = None
    value: Template | None = None
    confirm: SlackConfirm | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "type", "text")
        if not (self.url or self.name):
            yield "", "needs url, or name and value."


class SlackConfig(Integration):
    """A message to a Slack channel, through the webhook whose URL stands in `api_url_file`, or (0.30) by the
    app whose token stands in `app_token_file`. One of them may stand in Global.

    `message_text` (0.31) stands above the attachment that the other texts make. `update_message` (0.32)
    changes the first message of a group instead of posting more; it needs `api_url` to be Slack's own
    `chat.postMessage`.
    """

    RESOLVED: ClassVar = False

    api_url: SecretUrl | None = None
    api_url_file: str | None = None
    app_token: Secret | None = None
    app_token_file: str | None = None
    app_url: Url | None = None
    channel: Template | None = None
    icon_emoji: Template | None = None
    icon_url: Template | None = None
    link_names: bool | None = None
    username: Template | None = None
    message_text: Template | None = None
    actions: Items[SlackAction] = ()
    callback_id: Template | None = None
    color: Template | None = None
    fallback: Template | None = None
    fields_: Items[SlackField] = ()
    footer: Template | None = None
    mrkdwn_in: Items[str] = ()
    pretext: Template | None = None
    short_fields: bool | None = None
    title: Template | None = None
    title_link: Template | None = None
    text: Template | None = None
    image_url: Template | None = None
    thumb_url: Template | None = None
    update_message: bool | None = None
    timeout: GoDuration | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "api_url", "api_url_file")
        yield from at_most_one(self, "app_token", "app_token_file")
        token = self.app_token or self.app_token_file
        if (self.api_url or self.api_url_file) and token:
            yield (
                "app_token" if self.app_token else "app_token_file",
                ("api_url… and app_token… exclude each other: give only one."),
            )
        if token and self.http_config is not None and self.http_config.authorizes:
            yield "http_config", "app_token… and http_config.authorization exclude each other."
        if self.update_message and self.api_url != POST_MESSAGE:
            yield "update_message", f"needs the token of a bot, and api_url: {POST_MESSAGE}."


__all__ = ["POST_MESSAGE", "SlackAction", "SlackConfig", "SlackConfirm", "SlackField"]
