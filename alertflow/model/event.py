"""What is dispatched: one alert, or several of one name and target, on the way to the workflow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from alertflow.declared import Declared, Items
from alertflow.model.text import Identifier, Word

EVENT_TYPE = "prometheus-alert"
"""The `repository_dispatch` type that the standard pipeline listens to."""

MAX_PAYLOAD_BYTES = 65_535
"""`client_payload` is refused above this. Source: GitHub's documentation of `repository_dispatch`."""


EVENT_OUTPUTS = (
    *("alert", "severity", "action", "dry_run", "correlation_id"),
    *("target", "slo", "follow_up", "diagnose", "refusal"),
)
"""What the workflow's first job puts out of the event, once it has read and validated it."""
DECISION_OUTPUTS = ("decision", "reason", "act", "approvals", "verify", "verify_approved")
"""What it puts out of its decision."""


class FiringAlert(Declared):
    """One alert of the group, as Alertmanager tells of it."""

    status: Literal["firing", "resolved"] = "firing"
    labels: Mapping[str, str] = Field(default_factory=dict)
    annotations: Mapping[str, str] = Field(default_factory=dict)
    starts_at: str = ""
    """RFC 3339, as Alertmanager writes it."""
    fingerprint: str = ""


class AlertEvent(Declared):
    """The one definition of what a dispatch says.

    The first two fields are all that is needed: `{"alert_type": "HighErrorRate", "severity": "critical"}`
    is a whole event. `correlation_id` is the same for every dispatch of one incident.

    A workflow of your own reads its fields as objects, and cannot misspell one:

    >>> from alertflow.github import RepositoryDispatch
    >>> fired = RepositoryDispatch(types=EVENT_TYPE, payload=AlertEvent)
    >>> fired.payload.severity
    <expression github.event.client_payload.severity>
    """

    alert_type: Identifier
    severity: Word
    status: Literal["firing", "resolved"] = "firing"
    correlation_id: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,80}$")
    alerts: Items[FiringAlert] = ()

    def client_payload(self) -> dict[str, Any]:
        """The `client_payload` of the dispatch, the same from every dispatcher.

        `alerts` is JSON in a JSON string: what Alertmanager can send without reading the labels, which are
        attacker-controlled text, as templates or as YAML once more (seen in 0.33).
        """
        payload: dict[str, Any] = {
            "alert_type": self.alert_type,
            "severity": self.severity,
            "status": self.status,
            "correlation_id": self.correlation_id,
        }
        if self.alerts:
            alerts = json.dumps(
                [
                    {
                        "status": alert.status,
                        "labels": dict(alert.labels),
                        "annotations": dict(alert.annotations),
                        "startsAt": alert.starts_at,
                        "fingerprint": alert.fingerprint,
                    }
                    for alert in self.alerts
                ]
            )
            payload["alerts"] = json.dumps(alerts)
        return payload
