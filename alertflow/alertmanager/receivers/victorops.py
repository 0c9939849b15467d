"""VictorOps, now Splunk On-Call.

Source: https://prometheus.io/docs/alerting/latest/configuration/#victorops_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, at_most_one, filled
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import Secret, Url

_RESERVED = (
    *("routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool"),
    *("entity_id", "entity_state"),
)


class VictoropsConfig(Integration):
    """An incident for the team of `routing_key`. `message_type` is CRITICAL, WARNING or INFO."""

    api_key: Secret | None = None
    api_key_file: str | None = None
    api_url: Url | None = None
    routing_key: Template
    message_type: Template | None = None
    entity_display_name: Template | None = None
    state_message: Template | None = None
    monitoring_tool: Template | None = None
    custom_fields: Mapping[str, Template] = Field(default_factory=dict)
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "routing_key")
        yield from at_most_one(self, "api_key", "api_key_file")
        for name in _RESERVED:
            if name in self.custom_fields:
                yield "custom_fields", f"'{name}' is no custom field: VictorOps has it already."


__all__ = ["VictoropsConfig"]
