"""incident.io, by an alert source.

Source: https://prometheus.io/docs/alerting/latest/configuration/#incidentio_config.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import NonNegativeInt

from alertflow.alertmanager.exclusive import Mistake, at_most_one, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.texts import GoDuration, Secret, Url


class IncidentioConfig(Integration):
    """An event for incident.io (0.29): to `url`, by the token of its alert source."""

    url: Url | None = None
    url_file: str | None = None
    alert_source_token: Secret | None = None
    alert_source_token_file: str | None = None
    http_config: HttpConfig | None = None
    max_alerts: NonNegativeInt | None = None
    timeout: GoDuration | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "url", "url_file")
        yield from at_most_one(self, "alert_source_token", "alert_source_token_file")
        token = self.alert_source_token or self.alert_source_token_file
        if self.http_config is None:
            return
        if self.http_config.authorizes and token:
            yield "http_config", "alert_source_token… and http_config.authorization exclude each other."
        if not self.http_config.authorizes and not token:
            yield "", "needs alert_source_token_file, or http_config.authorization."


__all__ = ["IncidentioConfig"]
