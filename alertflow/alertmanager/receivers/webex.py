"""Webex, by a bot.

Source: https://prometheus.io/docs/alerting/latest/configuration/#webex_config.
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager.exclusive import Mistake, filled
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import Url


class WebexConfig(Integration):
    """A message in a Webex room (0.25), by the bot whose token `http_config.authorization` holds."""

    api_url: Url | None = None
    room_id: Template
    message: Template | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "room_id")
        if self.http_config is None or not self.http_config.authorizes:
            yield "http_config", "needs http_config.authorization with the token of the bot."


__all__ = ["WebexConfig"]
