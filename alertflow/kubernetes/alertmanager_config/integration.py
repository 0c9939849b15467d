"""What every channel of a receiver has."""

from __future__ import annotations

from alertflow.kubernetes.alertmanager_config.http import HttpConfig
from alertflow.kubernetes.manifest import Part


class Integration(Part):
    """A channel. What every one has: whether it tells of what has resolved."""

    send_resolved: bool | None = None


class HttpIntegration(Integration):
    """A channel that is reached by HTTP."""

    http_config: HttpConfig | None = None


class KeyValue(Part):
    """A name and a value."""

    key: str
    value: str
