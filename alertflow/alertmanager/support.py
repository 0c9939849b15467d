"""Which keys of a configuration a given release of Alertmanager refuses: loading is strict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.alertmanager.config import Config
from alertflow.alertmanager.versions import HTTP_KEYS, KEYS, TEMPLATED_WEBHOOK_URL
from alertflow.release import reaches

_INDEX = re.compile(r"\[\d+\]")
_SUBROUTES = re.compile(r"^route(\.routes\[\])+")
_WEBHOOK_URL = "receivers[].webhook_configs[].url"


class Unsupported(NamedTuple):
    """A key that the target does not know: its path (`receivers[2].webhook_configs[0].payload`), and the
    release that brought it.
    """

    path: str
    since: str


def unsupported(config: Config, version: str) -> list[Unsupported]:
    """The keys of `config` that Alertmanager `version` refuses, in the order of the file."""
    return [one for one in _needs(config.to_data()) if not reaches(version, one.since)]


def _needs(data: Mapping[str, Any]) -> Iterator[Unsupported]:
    """Every key that did not always exist, with the release that brought it."""
    for path, value in _paths(data, ""):
        shape = _SUBROUTES.sub("route", _INDEX.sub("[]", path))
        parent, _, key = shape.rpartition(".")
        since = KEYS.get(shape) or (HTTP_KEYS.get(key) if parent.endswith("http_config") else None)
        if since is None and shape == _WEBHOOK_URL and "{{" in str(value):
            since = TEMPLATED_WEBHOOK_URL
        if since is not None:
            yield Unsupported(path, since)


def _paths(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            below = f"{path}.{key}" if path else key
            yield below, inner
            if key != "payload":
                yield from _paths(inner, below)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, f"{path}[{number}]")


__all__ = ["Unsupported", "unsupported"]
