"""How an AlertmanagerConfig names secrets, and the HTTP client of its receivers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from alertflow.declared import Items
from alertflow.kubernetes.manifest import Part


class SecretKeySelector(Part):
    """A value of a Secret of the same namespace: `SecretKeySelector("credentials", key="slack")`."""

    name: str | None = Field(default=None, kw_only=False)
    key: str
    optional: bool | None = None


class ConfigMapKeySelector(Part):
    """A value of a ConfigMap of the same namespace."""

    name: str | None = Field(default=None, kw_only=False)
    key: str
    optional: bool | None = None


class SecretOrConfigMap(Part):
    """A value of the one or of the other."""

    secret: SecretKeySelector | None = None
    config_map: ConfigMapKeySelector | None = None


class SafeTlsConfig(Part):
    """Which servers are trusted, and the certificate shown to them. Versions are `TLS10` to `TLS13`."""

    ca: SecretOrConfigMap | None = None
    cert: SecretOrConfigMap | None = None
    key_secret: SecretKeySelector | None = None
    server_name: str | None = None
    insecure_skip_verify: bool | None = None
    min_version: str | None = None
    max_version: str | None = None


class SafeAuthorization(Part):
    """The `Authorization` header: `type` (`Bearer`, if None) and the credentials."""

    type: str | None = None
    credentials: SecretKeySelector | None = None


class BasicAuth(Part):
    """A user's name and password, both in Secrets."""

    username: SecretKeySelector | None = None
    password: SecretKeySelector | None = None


class ProxyConfig(Part):
    """By which proxy. `proxy_connect_header` is by header name."""

    proxy_url: str | None = None
    no_proxy: str | None = None
    proxy_from_environment: bool | None = None
    proxy_connect_header: Mapping[str, Items[SecretKeySelector]] = Field(default_factory=dict)


class OAuth2(ProxyConfig):
    """Credentials of a client, by which a token is fetched."""

    client_id: SecretOrConfigMap
    client_secret: SecretKeySelector
    token_url: str
    scopes: Items[str] = ()
    endpoint_params: Mapping[str, str] = Field(default_factory=dict)
    tls_config: SafeTlsConfig | None = None


class HttpConfig(ProxyConfig):
    """The HTTP client of one receiver.

    It has no headers of one's own (Alertmanager's `http_headers`), as of operator 0.93.
    `proxy_url_old` is `proxyURL`, which the operator no longer wants.
    """

    OTHERWISE: ClassVar = {"enable_http2": "enableHttp2", "proxy_url_old": "proxyURL"}

    authorization: SafeAuthorization | None = None
    basic_auth: BasicAuth | None = None
    oauth2: OAuth2 | None = None
    bearer_token_secret: SecretKeySelector | None = None
    tls_config: SafeTlsConfig | None = None
    follow_redirects: bool | None = None
    enable_http2: bool | None = None
    proxy_url_old: str | None = None


class Sigv4(Part):
    """How a request to AWS is signed."""

    OTHERWISE: ClassVar = {"use_fips_sts_endpoint": "useFIPSSTSEndpoint"}

    region: str | None = None
    access_key: SecretKeySelector | None = None
    secret_key: SecretKeySelector | None = None
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    use_fips_sts_endpoint: bool | None = None
