"""Mail, by SMTP.

Source: https://prometheus.io/docs/alerting/latest/configuration/#email_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, filled
from alertflow.alertmanager.http import TlsConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import HtmlTemplate, Template
from alertflow.alertmanager.texts import HostPort, Secret
from alertflow.sections import Section


class EmailThreading(Section):
    """Mails of one group in one thread (0.30): a new one each day (`daily`), or one for ever (`none`)."""

    enabled: bool | None = None
    thread_by_date: str | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        if self.enabled and self.thread_by_date not in ("none", "daily"):
            yield "thread_by_date", "thread_by_date should be 'daily' or 'none'."


class EmailConfig(Integration):
    """A mail to `to` (several addresses with commas), by SMTP over `smarthost` (`host:port`).

    What it does not say is as in Global, `smtp_…`. `auth_secret` is for CRAM-MD5, `auth_password` for LOGIN
    and PLAIN. The subject is one of `headers`. `force_implicit_tls` (0.31): TLS from the first byte on; if
    None, on port 465.
    """

    RESOLVED: ClassVar = False

    to: Template
    from_: Template | None = None
    smarthost: HostPort | None = None
    hello: str | None = None
    auth_username: str | None = None
    auth_password: Secret | None = None
    auth_password_file: str | None = None
    auth_secret: Secret | None = None
    auth_secret_file: str | None = None
    auth_identity: str | None = None
    require_tls: bool | None = None
    force_implicit_tls: bool | None = None
    tls_config: TlsConfig | None = None
    html: HtmlTemplate | None = None
    text: Template | None = None
    headers: Mapping[str, Template] = Field(default_factory=dict)
    threading: EmailThreading | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "to")
        seen: dict[str, str] = {}
        for header in self.headers:
            before = seen.setdefault(header.lower(), header)
            if before is not header:
                yield "headers", f"{before} and {header} are one header."
        if self.threading is not None and self.threading.enabled:
            for header in ("References", "In-Reply-To"):
                if header.lower() in seen:
                    yield "headers", f"threading sets {header} itself; leave it out."


__all__ = ["EmailConfig", "EmailThreading"]
