"""OAuth 2.0: a token that is fetched before each request.

Source: https://prometheus.io/docs/alerting/latest/configuration/#oauth2; config/http_config.go of
prometheus/common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import TlsConfig, proxy_mistakes
from alertflow.alertmanager.texts import Secret
from alertflow.declared import Items
from alertflow.sections import Section

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
"""The `grant_type` of RFC 7523, by which a signed token is given for another."""


class OAuth2(Section):
    """A token fetched from `token_url` before each request, for the client's secret, or (with `grant_type`
    `urn:ietf:params:oauth:grant-type:jwt-bearer`) for a token signed with its certificate's key.
    """

    client_id: str = ""
    client_secret: Secret | None = None
    client_secret_file: str | None = None
    client_secret_ref: str | None = None
    client_certificate_key_id: str | None = None
    client_certificate_key: Secret | None = None
    client_certificate_key_file: str | None = None
    client_certificate_key_ref: str | None = None
    grant_type: str | None = None
    signature_algorithm: str | None = None
    iss: str | None = None
    audience: str | None = None
    claims: Mapping[str, Any] = Field(default_factory=dict)
    scopes: Items[str] = ()
    token_url: str = ""
    endpoint_params: Mapping[str, str] = Field(default_factory=dict)
    tls_config: TlsConfig | None = None
    proxy_url: str | None = None
    no_proxy: str | None = None
    proxy_from_environment: bool | None = None
    proxy_connect_header: Mapping[str, Items[Secret]] = Field(default_factory=dict)

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        for field in ("client_id", "token_url"):
            if not getattr(self, field):
                yield field, f"'{field}' is missing."
        if self.grant_type == JWT_BEARER:
            key = "client_certificate_key"
            yield from at_most_one(self, key, f"{key}_file", f"{key}_ref")
            if self.signature_algorithm and self.signature_algorithm not in ("RS256", "RS384", "RS512"):
                yield "signature_algorithm", "should be RS256, RS384 or RS512."
        else:
            yield from at_most_one(self, "client_secret", "client_secret_file", "client_secret_ref")
        yield from proxy_mistakes(self)


__all__ = ["JWT_BEARER", "OAuth2"]
