"""Microsoft Teams, by the address of an incoming webhook: the old connectors, and Workflows.

Source: https://prometheus.io/docs/alerting/latest/configuration/#msteams_config and #msteamsv2_config.
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager.exclusive import Mistake, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import SecretUrl


class MsteamsConfig(Integration):
    """A message by a connector (0.26). Microsoft retires them: use MsteamsV2Config."""

    webhook_url: SecretUrl | None = None
    webhook_url_file: str | None = None
    title: Template | None = None
    summary: Template | None = None
    text: Template | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "webhook_url", "webhook_url_file")


class MsteamsV2Config(Integration):
    """A message by a workflow (0.28)."""

    webhook_url: SecretUrl | None = None
    webhook_url_file: str | None = None
    title: Template | None = None
    text: Template | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "webhook_url", "webhook_url_file")


__all__ = ["MsteamsConfig", "MsteamsV2Config"]
