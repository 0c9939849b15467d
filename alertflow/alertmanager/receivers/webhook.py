"""A webhook: Alertmanager's JSON, or one's own, to any address.

Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import NonNegativeInt

from alertflow.alertmanager.exclusive import Mistake, exactly_one
from alertflow.alertmanager.http import NO_KEYS, HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import TEMPLATE, TemplatedData
from alertflow.alertmanager.texts import GoDuration, TemplateUrl


class WebhookConfig(Integration):
    """A POST of Alertmanager's JSON to `url`, or to what stands in `url_file` (0.26).

    `max_alerts` bounds the alerts in one message, 0 for no bound. `timeout` (0.28) is for the whole request.
    `payload` (0.32) replaces the JSON: see `alertflow.alertmanager.payload`.
    """

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        **{key: f"a webhook has no '{key}': {said}" for key, said in NO_KEYS.items()},
        "method": "a webhook has no 'method': it is always POST.",
        "body": "a webhook has no 'body': it is Alertmanager's JSON, or what 'payload' (0.32) makes.",
    }

    url: Annotated[TemplateUrl, TEMPLATE] | None = None
    url_file: str | None = None
    http_config: HttpConfig | None = None
    max_alerts: NonNegativeInt | None = None
    timeout: GoDuration | None = None
    payload: TemplatedData = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "url", "url_file")


__all__ = ["WebhookConfig"]
