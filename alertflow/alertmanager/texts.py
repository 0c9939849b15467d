"""What texts in a configuration look like: addresses, durations, names of labels; and which are secret."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from alertflow.declared import Expected


class Secrecy:
    """A mark on the type of a field: what stands in it is nobody else's business.

    A text with `address` is an address that need not hold a secret, though Alertmanager hides it.
    """

    __slots__ = ("address",)

    def __init__(self, *, address: bool = False) -> None:
        self.address = address


SECRET: Final = Secrecy()
ADDRESS: Final = Secrecy(address=True)

HIDDEN = "<secret>"
"""What Alertmanager shows in the place of a secret; it takes it back where a secret address is expected."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_AUTHORITY = re.compile(r"//([^/?#]*)([^?#]*)")
_HOST = re.compile(r"(\[[^]\s]+\]|[^:\s<>\"\[\]^`{|}\\]*)(:[0-9]*)?")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
VARIABLE = re.compile(r"\$\{(\w+)[^}]*\}")
"""A variable as shells and Compose write it. Alertmanager does not know it."""


def _url(text: str) -> str:
    """`text`, an http or https URL with a host. Raises ValueError with what is wrong with it."""
    if found := VARIABLE.search(text):
        raise ValueError(
            f"should be a URL, not '{text}': Alertmanager does not fill in ${{{found[1]}}}. Write the URL "
            "out, or, where the key has a twin that ends in _file, into that file."
        )
    scheme = _SCHEME.fullmatch(text)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        raise ValueError(f"should be a URL that starts with http:// or https://, not '{text}'.")
    authority = _AUTHORITY.match(scheme[2])
    host = authority[1].rpartition("@")[2] if authority else ""
    if authority is None or not host:
        raise ValueError(f"should be a URL with a host, not '{text}'.")
    if not _HOST.fullmatch(host) or _ESCAPE.search(authority[2]) or not text.isprintable():
        raise ValueError(f"should be a URL; in '{text}' the host, the port or a % is wrong.")
    return text


def _secret_url(text: str) -> str:
    return text if text == HIDDEN else _url(text)


def _template_url(text: str) -> str:
    return text if text == HIDDEN or "{{" in text or not text else _url(text)


def _host_and_port(text: str) -> str:
    """`text`, `host:port` as Go's net.SplitHostPort reads it, or nothing. Raises ValueError."""
    if text and not re.fullmatch(r"(\[[^][]*\]|[^][:]*):[^][:]+", text):
        raise ValueError(f"should be a host and a port, mail.example.org:587, not '{text}'.")
    return text


Url = Annotated[str, AfterValidator(_url)]
"""An http or https URL; Alertmanager refuses any other text."""
SecretUrl = Annotated[str, AfterValidator(_secret_url), SECRET]
"""A URL that holds a secret, as those of incoming webhooks do."""
SecretAddress = Annotated[str, AfterValidator(_secret_url), ADDRESS]
"""A URL that may hold a secret."""
TemplateUrl = Annotated[str, AfterValidator(_template_url), ADDRESS]
"""A URL that may hold a secret, or a template (0.31) that gives one."""
Secret = Annotated[str, SECRET]
"""A password, a token, a key."""
HostPort = Annotated[str, AfterValidator(_host_and_port)]
"""`host:port`, the host of IPv6 in brackets."""

GoDuration = Annotated[
    str,
    StringConstraints(pattern=r"^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$"),
    Expected("Should be a duration such as 10s or 1h30m, in hours and what is shorter"),
]
"""A span as Go reads it: `10s`, `1.5h`; it knows no days. A number alone would be nanoseconds."""

LabelName = Annotated[str, StringConstraints(min_length=1), Expected("Should be the name of a label")]
"""The name of a label; since 0.27 in any script (`alertflow.alertmanager.versions.UTF8_MATCHERS`)."""
ClassicLabelName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]*$"),
    Expected("Should be a label name: letters, digits and underscores, no digit first"),
]
"""The name of a label as every release takes it, and the deprecated `match` and `match_re` want it."""

__all__ = [
    "ADDRESS",
    "HIDDEN",
    "SECRET",
    "VARIABLE",
    "ClassicLabelName",
    "GoDuration",
    "HostPort",
    "LabelName",
    "Secrecy",
    "Secret",
    "SecretAddress",
    "SecretUrl",
    "TemplateUrl",
    "Url",
]
