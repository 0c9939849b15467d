"""Rocket.Chat.

Source: https://prometheus.io/docs/alerting/latest/configuration/#rocketchat_config.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import Secret, Url
from alertflow.declared import Items
from alertflow.sections import Section


class RocketchatField(Section):
    """A titled value below a message; `short` ones stand side by side."""

    title: Template | None = None
    value: Template | None = None
    short: bool | None = None


class RocketchatAction(Section):
    """A button. Only `text`, `url` and `msg` are used; the others are read, and mean nothing."""

    OTHERWISE: ClassVar = {
        "image_url": "imageurl",
        "is_webview": "iswebview",
        "webview_height_ratio": "webviewheightratio",
        "msg_in_chat_window": "msginchatwindow",
        "msg_processing_type": "msgprocessingtype",
    }

    type: str | None = None
    text: Template | None = None
    url: Template | None = None
    msg: Template | None = None
    image_url: str | None = None
    is_webview: bool | None = None
    webview_height_ratio: str | None = None
    msg_in_chat_window: bool | None = None
    msg_processing_type: str | None = None


class RocketchatConfig(Integration):
    """A message in a Rocket.Chat channel (0.28), by a user's token and its id; both may stand in Global."""

    RESOLVED: ClassVar = False

    api_url: Url | None = None
    channel: Template | None = None
    token: Secret | None = None
    token_file: str | None = None
    token_id: Secret | None = None
    token_id_file: str | None = None
    color: Template | None = None
    emoji: Template | None = None
    icon_url: Template | None = None
    text: Template | None = None
    title: Template | None = None
    title_link: Template | None = None
    fields_: Items[RocketchatField] = ()
    image_url: Template | None = None
    thumb_url: Template | None = None
    link_names: bool | None = None
    short_fields: bool | None = None
    actions: Items[RocketchatAction] = ()
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "token", "token_file")
        yield from at_most_one(self, "token_id", "token_id_file")


__all__ = ["RocketchatAction", "RocketchatConfig", "RocketchatField"]
