"""Channels to people who talk to each other: Slack, Teams, Discord, Rocket.Chat, Telegram, Webex, WeChat."""

from __future__ import annotations

from typing import ClassVar, Literal

from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.kubernetes.alertmanager_config.http import SecretKeySelector
from alertflow.kubernetes.alertmanager_config.integration import HttpIntegration
from alertflow.kubernetes.manifest import Part


class SlackConfirmationField(Part):
    """The question before an action is taken."""

    text: str
    title: str | None = None
    ok_text: str | None = None
    dismiss_text: str | None = None


class SlackAction(Part):
    """A button below a message."""

    type: str
    text: str
    url: str | None = None
    style: str | None = None
    name: str | None = None
    value: str | None = None
    confirm: SlackConfirmationField | None = None


class SlackField(Part):
    """A titled value below a message; `short` ones stand side by side."""

    title: str
    value: str
    short: bool | None = None


class SlackConfig(HttpIntegration):
    """A message to a Slack channel, through the incoming webhook whose URL the Secret holds."""

    OTHERWISE: ClassVar = {
        "api_url": "apiURL",
        "icon_url": "iconURL",
        "image_url": "imageURL",
        "thumb_url": "thumbURL",
    }

    api_url: SecretKeySelector | None = None
    channel: str | None = None
    username: str | None = None
    color: str | None = None
    title: str | None = None
    title_link: str | None = None
    pretext: str | None = None
    text: str | None = None
    message_text: str | None = None
    fields_: Items[SlackField] = ()
    short_fields: bool | None = None
    footer: str | None = None
    fallback: str | None = None
    callback_id: str | None = None
    icon_emoji: str | None = None
    icon_url: str | None = None
    image_url: str | None = None
    thumb_url: str | None = None
    link_names: bool | None = None
    mrkdwn_in: Items[str] = ()
    actions: Items[SlackAction] = ()
    timeout: Duration | None = None


class MsTeamsConfig(HttpIntegration):
    """A message to a Microsoft Teams channel, through a connector."""

    webhook_url: SecretKeySelector
    title: str | None = None
    summary: str | None = None
    text: str | None = None


class MsTeamsV2Config(HttpIntegration):
    """A message to a Microsoft Teams channel, through a workflow."""

    OTHERWISE: ClassVar = {"webhook_url": "webhookURL"}

    webhook_url: SecretKeySelector | None = None
    title: str | None = None
    text: str | None = None


class DiscordConfig(HttpIntegration):
    """A message to a Discord channel, through a webhook."""

    OTHERWISE: ClassVar = {"api_url": "apiURL", "avatar_url": "avatarURL"}

    api_url: SecretKeySelector
    title: str | None = None
    message: str | None = None
    content: str | None = None
    username: str | None = None
    avatar_url: str | None = None


class RocketChatFieldConfig(Part):
    """A titled value below a message."""

    title: str | None = None
    value: str | None = None
    short: bool | None = None


class RocketChatActionConfig(Part):
    """A button below a message."""

    text: str | None = None
    url: str | None = None
    msg: str | None = None


class RocketChatConfig(HttpIntegration):
    """A message to a Rocket.Chat channel."""

    OTHERWISE: ClassVar = {
        "api_url": "apiURL",
        "icon_url": "iconURL",
        "image_url": "imageURL",
        "thumb_url": "thumbURL",
        "token_id": "tokenID",
    }

    api_url: str | None = None
    channel: str | None = None
    token: SecretKeySelector
    token_id: SecretKeySelector
    color: str | None = None
    emoji: str | None = None
    icon_url: str | None = None
    text: str | None = None
    title: str | None = None
    title_link: str | None = None
    fields_: Items[RocketChatFieldConfig] = ()
    short_fields: bool | None = None
    image_url: str | None = None
    thumb_url: str | None = None
    link_names: bool | None = None
    actions: Items[RocketChatActionConfig] = ()


class TelegramConfig(HttpIntegration):
    """A message to a Telegram chat."""

    OTHERWISE: ClassVar = {"api_url": "apiURL", "chat_id": "chatID", "message_thread_id": "messageThreadID"}

    api_url: str | None = None
    bot_token: SecretKeySelector | None = None
    bot_token_file: str | None = None
    chat_id: int
    message_thread_id: int | None = None
    message: str | None = None
    disable_notifications: bool | None = None
    parse_mode: Literal["MarkdownV2", "Markdown", "HTML"] | None = None


class WebexConfig(HttpIntegration):
    """A message to a Webex room."""

    OTHERWISE: ClassVar = {"api_url": "apiURL", "room_id": "roomID"}

    api_url: str | None = None
    room_id: str
    message: str | None = None


class WeChatConfig(HttpIntegration):
    """A message by WeChat."""

    OTHERWISE: ClassVar = {"api_url": "apiURL", "corp_id": "corpID", "agent_id": "agentID"}

    api_secret: SecretKeySelector | None = None
    api_url: str | None = None
    corp_id: str | None = None
    agent_id: str | None = None
    to_user: str | None = None
    to_party: str | None = None
    to_tag: str | None = None
    message: str | None = None
    message_type: str | None = None
