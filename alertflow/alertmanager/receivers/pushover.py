"""Pushover.

Source: https://prometheus.io/docs/alerting/latest/configuration/#pushover_config.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from alertflow.alertmanager.exclusive import Mistake, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import TEMPLATE, Template
from alertflow.alertmanager.texts import SECRET, GoDuration

_Key = Annotated[str, SECRET, TEMPLATE]


class PushoverConfig(Integration):
    """A push message to the user (or group) of `user_key`, by the application of `token`.

    `priority` is 2 while alerts fire, if None: it is repeated every `retry` (1m, at least 30s) until somebody
    acknowledges it, for `expire` (1h). With `html`, `message` is executed as an HTML template.
    """

    user_key: _Key | None = None
    user_key_file: str | None = None
    token: _Key | None = None
    token_file: str | None = None
    title: Template | None = None
    message: Template | None = None
    url: Template | None = None
    url_title: Template | None = None
    device: Template | None = None
    sound: Template | None = None
    priority: Template | None = None
    retry: GoDuration | None = None
    expire: GoDuration | None = None
    ttl: GoDuration | None = None
    html: bool | None = None
    monospace: bool | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "user_key", "user_key_file")
        yield from exactly_one(self, "token", "token_file")
        if self.html and self.monospace:
            yield "monospace", "html and monospace exclude each other: give only one."


__all__ = ["PushoverConfig"]
