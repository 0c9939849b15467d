"""Where Alertmanager records what happens in it (0.33), started with `--enable-feature=event-recorder`.

Source: eventrecorder/ in Alertmanager's source. What is said of 0.34 was read there, not seen running.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import NonNegativeInt

from alertflow.alertmanager.exclusive import Mistake, filled
from alertflow.alertmanager.http import HttpConfig, TlsConfig
from alertflow.alertmanager.texts import SecretAddress
from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.sections import Section


class FileOutput(Section):
    """A file to which each event is appended as a line of JSON."""

    name: str | None = None
    path: str

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "path")


class StdoutOutput(Section):
    """Alertmanager's standard output (0.34), a line of JSON for each event."""

    name: str | None = None


class WebhookOutput(Section):
    """An address to which each event is posted as JSON, or (0.34, `batch`) several as a list."""

    name: str | None = None
    url: SecretAddress
    http_config: HttpConfig | None = None
    timeout: Duration | None = None
    workers: int | None = None
    max_retries: int | None = None
    retry_backoff: Duration | None = None
    batch: bool | None = None
    batch_max_events: NonNegativeInt | None = None
    batch_max_bytes: NonNegativeInt | None = None
    batch_flush_interval: Duration | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        for field in ("batch_max_events", "batch_max_bytes", "batch_flush_interval"):
            if getattr(self, field) and not self.batch:
                yield field, "needs batch: true."


class KafkaOutput(Section):
    """A topic of Kafka; `brokers` are `host:port`."""

    name: str | None = None
    brokers: Items[str]
    topic: str
    client_id: str | None = None
    format: Literal["json", "protobuf", ""] | None = None
    acks: Literal["none", "leader", "all", ""] | None = None
    compression: Literal["none", "gzip", "snappy", "lz4", "zstd", ""] | None = None
    buffer_size: int | None = None
    tls_config: TlsConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "topic")
        if not self.brokers or "" in self.brokers:
            yield "brokers", "needs a broker, host:port."


class EventRecorder(Section):
    """Where each event goes: to all of these."""

    file_outputs: Items[FileOutput] = ()
    stdout_outputs: Items[StdoutOutput] = ()
    webhook_outputs: Items[WebhookOutput] = ()
    kafka_outputs: Items[KafkaOutput] = ()


__all__ = ["EventRecorder", "FileOutput", "KafkaOutput", "StdoutOutput", "WebhookOutput"]
