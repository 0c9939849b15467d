"""Where Alertmanager sends traces of its own work (0.30), by OpenTelemetry's protocol.

Source: https://prometheus.io/docs/alerting/latest/configuration/#tracing_config; tracing/config.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, filled
from alertflow.alertmanager.http import Headers, TlsConfig
from alertflow.duration import Duration
from alertflow.sections import Section


class Tracing(Section):
    """Traces to `endpoint` (host and port), by `client_type` (`grpc`, if None).

    `sampling_fraction` of them, from 0 (if None) to 1. `headers` cannot come out of files.
    """

    client_type: Literal["http", "grpc"] | None = None
    endpoint: str
    sampling_fraction: float | None = None
    insecure: bool | None = None
    tls_config: TlsConfig | None = None
    headers: Headers = Field(default_factory=dict)
    compression: Literal["gzip", ""] | None = None
    timeout: Duration | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "endpoint")


__all__ = ["Tracing"]
