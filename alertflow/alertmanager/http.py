"""How Alertmanager speaks HTTP to a receiver: authorization, headers, proxies, TLS.

Keys that end in `_file` name files that hold what the key without it would; those that end in `_ref` name a
secret of a secret manager, which Alertmanager itself has none of.
Source: https://prometheus.io/docs/alerting/latest/configuration/#http_config; config/http_config.go of
prometheus/common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.texts import Secret
from alertflow.declared import Items
from alertflow.sections import Section
from alertflow.sections.later import later

if TYPE_CHECKING:
    from alertflow.alertmanager.oauth2 import OAuth2
else:
    OAuth2 = later("alertflow.alertmanager.oauth2", "OAuth2")

TlsVersion = Literal["TLS10", "TLS11", "TLS12", "TLS13"]

RESERVED_HEADERS = frozenset(
    (
        *("authorization", "host", "content-encoding", "content-length", "content-type", "user-agent"),
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate"),
        *("accept-encoding", "x-prometheus-remote-write-version", "x-prometheus-remote-read-version"),
        *("x-prometheus-scrape-timeout-seconds", "x-amz-date", "x-amz-security-token"),
        "x-amz-content-sha256",
    )
)
"""Headers that nobody may set, in small letters: they belong to the connection. Source: config/headers.go."""


class Authorization(Section):
    """The `Authorization` header: `type` (`Bearer`, if None) and the credentials behind it."""

    type: str | None = None
    credentials: Secret | None = None
    credentials_file: str | None = None
    credentials_ref: str | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "credentials", "credentials_file", "credentials_ref")
        if self.type is not None and self.type.strip().lower() == "basic":
            yield "type", "the type cannot be Basic; use basic_auth instead."


class BasicAuth(Section):
    """A user's name and password."""

    username: str | None = None
    username_file: str | None = None
    username_ref: str | None = None
    password: Secret | None = None
    password_file: str | None = None
    password_ref: str | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "username", "username_file", "username_ref")
        yield from at_most_one(self, "password", "password_file", "password_ref")


class TlsConfig(Section):
    """Which servers are trusted (`ca…`), and the certificate shown to them (`cert…` with its `key…`).

    `ca`, `cert` and `key` hold PEM.
    """

    ca: str | None = None
    ca_file: str | None = None
    ca_ref: str | None = None
    cert: str | None = None
    cert_file: str | None = None
    cert_ref: str | None = None
    key: Secret | None = None
    key_file: str | None = None
    key_ref: str | None = None
    server_name: str | None = None
    insecure_skip_verify: bool | None = None
    min_version: TlsVersion | None = None
    max_version: TlsVersion | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        for one in ("ca", "cert", "key"):
            yield from at_most_one(self, one, f"{one}_file", f"{one}_ref")
        certificate = self.cert or self.cert_file or self.cert_ref
        key = self.key or self.key_file or self.key_ref
        if certificate and not key:
            yield "", "a client certificate needs its key: give key_file."
        if key and not certificate:
            yield "", "a client key needs its certificate: give cert_file."


class HttpHeader(Section):
    """The values of one header: written out, secret, or each the content of a file."""

    values: Items[str] = ()
    secrets: Items[Secret] = ()
    files: Items[str] = ()


Headers = Mapping[str, HttpHeader]
"""Headers by their names."""


def proxy_mistakes(section: HttpConfig | OAuth2) -> Iterator[Mistake]:
    """What is wrong with the way to a server through others."""
    if section.proxy_connect_header and not (section.proxy_from_environment or section.proxy_url):
        yield "proxy_connect_header", "needs proxy_url or proxy_from_environment."
    if section.proxy_from_environment and section.proxy_url:
        yield "proxy_url", "proxy_url and proxy_from_environment exclude each other: give only one."
    if section.no_proxy and (section.proxy_from_environment or section.proxy_url is None):
        yield "no_proxy", "needs proxy_url, and no proxy_from_environment."


NO_KEYS: Mapping[str, str] = {
    **dict.fromkeys(
        ("headers", "custom_headers"), "headers are http_config.http_headers (0.28), each with its 'values'."
    ),
    **dict.fromkeys(
        ("client_auth", "auth", "basic_auth", "bearer_token", "authorization", "token"),
        "who asks is said by http_config.authorization, or http_config.basic_auth.",
    ),
}
"""Keys that people write beside `http_config`, or in it, and where what they mean belongs."""


class HttpConfig(Section):
    """The HTTP client of one receiver. Of `basic_auth`, `authorization`, `oauth2` and the deprecated
    `bearer_token…` only one.
    """

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        key: f"http_config has no '{key}': {said}" for key, said in NO_KEYS.items()
    }

    basic_auth: BasicAuth | None = None
    authorization: Authorization | None = None
    oauth2: OAuth2 | None = None
    bearer_token: Secret | None = None
    bearer_token_file: str | None = None
    enable_http2: bool | None = None
    proxy_url: str | None = None
    no_proxy: str | None = None
    proxy_from_environment: bool | None = None
    proxy_connect_header: Mapping[str, Items[Secret]] = Field(default_factory=dict)
    follow_redirects: bool | None = None
    tls_config: TlsConfig | None = None
    http_headers: Headers = Field(default_factory=dict)

    @property
    def authorizes(self) -> bool:
        """Whether it sends an `Authorization` header of a given type: a token."""
        return bool(self.authorization or self.bearer_token or self.bearer_token_file)

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        ways = ("basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file")
        given = [way for way in ways if way in self.model_fields_set and getattr(self, way)]
        if len(given) > 1:
            yield given[1], f"{' and '.join(given)} exclude each other: give only one."
        yield from forbidden_headers(self, "http_headers")
        yield from proxy_mistakes(self)


def forbidden_headers(section: Section, field: str) -> Iterator[Mistake]:
    """A mistake for each header in `field` that nobody may set."""
    for name in getattr(section, field):
        if name.lower() in RESERVED_HEADERS:
            yield field, f"the header {name} cannot be set."


__all__ = [
    "NO_KEYS",
    "RESERVED_HEADERS",
    "Authorization",
    "BasicAuth",
    "Headers",
    "HttpConfig",
    "HttpHeader",
    "TlsConfig",
    "TlsVersion",
    "forbidden_headers",
    "proxy_mistakes",
]
