"""OpsGenie.

Source: https://prometheus.io/docs/alerting/latest/configuration/#opsgenie_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import TEMPLATE, Template
from alertflow.alertmanager.texts import SECRET, Url
from alertflow.declared import Items, suggestion
from alertflow.sections import Section

_TYPES = ("team", "teams", "user", "escalation", "schedule")


class OpsgenieResponder(Section):
    """Who answers: named by `id`, `name` or `username`; `type` is team, teams, user, escalation or schedule.

    Of `teams`, `name` lists the names, with commas.
    """

    id: Template | None = None
    name: Template | None = None
    username: Template | None = None
    type: Template

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        if not (self.id or self.name or self.username):
            yield "", "needs id, name or username."
        if "{{" not in self.type and self.type.lower() not in _TYPES:
            yield "type", f"'{self.type}' is not known here. {suggestion(self.type, _TYPES)}"


class OpsgenieConfig(Integration):
    """An alert for OpsGenie. `priority` is P1 to P5; `tags` and `actions` (0.24) are lists with commas."""

    api_key: Annotated[str, SECRET, TEMPLATE] | None = None
    api_key_file: str | None = None
    api_url: Url | None = None
    message: Template | None = None
    description: Template | None = None
    source_: Template | None = None
    details: Mapping[str, Template] = Field(default_factory=dict)
    responders: Items[OpsgenieResponder] = ()
    tags: Template | None = None
    note: Template | None = None
    priority: Template | None = None
    update_alerts: bool | None = None
    entity: Template | None = None
    actions: Template | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "api_key", "api_key_file")


__all__ = ["OpsgenieConfig", "OpsgenieResponder"]
