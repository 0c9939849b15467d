"""Telegram, by a bot.

Source: https://prometheus.io/docs/alerting/latest/configuration/#telegram_config.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from alertflow.alertmanager.exclusive import Mistake, at_most_one, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import Secret, Url


class TelegramConfig(Integration):
    """A message to a chat (0.24). `chat_id` is a number, of groups a negative one. The bot's token may stand
    in Global (0.31).

    `message` is executed as an HTML template where `parse_mode` is HTML, as it is, if None.
    """

    api_url: Url | None = None
    bot_token: Secret | None = None
    bot_token_file: str | None = None
    chat_id: int | None = None
    chat_id_file: str | None = None
    message_thread_id: int | None = None
    message: Template | None = None
    disable_notifications: bool | None = None
    parse_mode: Literal["Markdown", "MarkdownV2", "HTML", ""] | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "bot_token", "bot_token_file")
        yield from exactly_one(self, "chat_id", "chat_id_file")


__all__ = ["TelegramConfig"]
