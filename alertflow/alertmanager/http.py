"""How Alertmanager speaks HTTP to a receiver: authorization, headers, TLS. Secrets stand in files only.

Source: https://prometheus.io/docs/alerting/latest/configuration/#http_config.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from alertflow.alertmanager.section import Section
from alertflow.declared import Items


class Authorization(Section):
    """The `Authorization` header: `type` (`Bearer`, if None) and what stands in `credentials_file`."""

    type: str | None = None
    credentials_file: str | None = None


class BasicAuth(Section):
    """A user's name, and the file that holds the password."""

    username: str
    password_file: str | None = None


class TlsConfig(Section):
    """Which servers are trusted, and the certificate shown to them. All are paths, but `server_name`."""

    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    server_name: str | None = None
    insecure_skip_verify: bool | None = None
    min_version: str | None = None


class HttpHeader(Section):
    """The values of one header: written out, or each the content of a file (0.28)."""

    values: Items[str] = ()
    files: Items[str] = ()


class HttpConfig(Section):
    """The HTTP client of one receiver. `http_headers` (0.28) is by header name."""

    authorization: Authorization | None = None
    basic_auth: BasicAuth | None = None
    tls_config: TlsConfig | None = None
    http_headers: Mapping[str, HttpHeader] = Field(default_factory=dict)
    proxy_url: str | None = None
    follow_redirects: bool | None = None
    enable_http2: bool | None = None


__all__ = ["Authorization", "BasicAuth", "HttpConfig", "HttpHeader", "TlsConfig"]
