"""Mattermost, by the address of an incoming webhook.

Source: https://prometheus.io/docs/alerting/latest/configuration/#mattermost_config.
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager.exclusive import Mistake, at_most_one, filled
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import SecretUrl
from alertflow.declared import Items
from alertflow.sections import Section


class MattermostField(Section):
    """A titled value below a message; `short` ones stand side by side."""

    title: Template
    value: Template
    short: bool | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "title", "value")


class MattermostAttachment(Section):
    """A framed part of a message."""

    fallback: Template | None = None
    color: Template | None = None
    pretext: Template | None = None
    text: Template | None = None
    author_name: Template | None = None
    author_link: Template | None = None
    author_icon: Template | None = None
    title: Template | None = None
    title_link: Template | None = None
    fields_: Items[MattermostField] = ()
    thumb_url: Template | None = None
    footer: Template | None = None
    footer_icon: Template | None = None
    image_url: Template | None = None


class MattermostProps(Section):
    """`card` is what a click on the message opens."""

    card: Template | None = None


class MattermostPriority(Section):
    """How urgent a message is: `priority` (`urgent`, `important`, `standard`) and what it asks for."""

    priority: Template | None = None
    requested_ack: bool | None = None
    persistent_notifications: bool | None = None


class MattermostConfig(Integration):
    """A message in a Mattermost channel (0.30).

    Since 0.32 the keys from `fallback` to `image_url` make its one attachment, unless `attachments` are
    given, and the webhook's address may stand in Global.
    """

    webhook_url: SecretUrl | None = None
    webhook_url_file: str | None = None
    channel: Template | None = None
    username: Template | None = None
    text: Template | None = None
    fallback: Template | None = None
    color: Template | None = None
    pretext: Template | None = None
    author_name: Template | None = None
    author_link: Template | None = None
    author_icon: Template | None = None
    title: Template | None = None
    title_link: Template | None = None
    fields_: Items[MattermostField] = ()
    thumb_url: Template | None = None
    footer: Template | None = None
    footer_icon: Template | None = None
    image_url: Template | None = None
    icon_url: Template | None = None
    icon_emoji: Template | None = None
    attachments: Items[MattermostAttachment] = ()
    type: Template | None = None
    props: MattermostProps | None = None
    priority: MattermostPriority | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "webhook_url", "webhook_url_file")


__all__ = [
    "MattermostAttachment",
    "MattermostConfig",
    "MattermostField",
    "MattermostPriority",
    "MattermostProps",
]
