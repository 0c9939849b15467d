"""Discord, by the address of an incoming webhook.

Source: https://prometheus.io/docs/alerting/latest/configuration/#discord_config.
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager.exclusive import Mistake, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import SecretUrl


class DiscordConfig(Integration):
    """A message in a Discord channel (0.25). `content` stands above the embed of `title` and `message`."""

    webhook_url: SecretUrl | None = None
    webhook_url_file: str | None = None
    title: Template | None = None
    message: Template | None = None
    content: Template | None = None
    username: str | None = None
    avatar_url: str | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "webhook_url", "webhook_url_file")


__all__ = ["DiscordConfig"]
