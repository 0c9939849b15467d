"""Which keys and values of a configuration a given release of Alertmanager refuses: loading is strict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from alertflow.alertmanager.config import Config
from alertflow.alertmanager.versions import (
    JIRA_FIELDS,
    NESTED_DETAILS,
    SINCE,
    TEMPLATED_WEBHOOK_URL,
    UTF8_MATCHERS,
)
from alertflow.declared import Location
from alertflow.release import reaches
from alertflow.sections import Section, every_field

_CLASSIC_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*").fullmatch
_MATCHERS = ("matchers", "source_matchers", "target_matchers")
_LABEL_NAMES = ("group_by", "equal")


class Unsupported(NamedTuple):
    """A key that the target does not know, or not with such a value: its path
    (`receivers[2].webhook_configs[0].payload`), the release that brought it, and its place.
    """

    path: str
    since: str
    location: Location | None = None


def unsupported(config: Config, version: str) -> list[Unsupported]:
    """What of `config` Alertmanager `version` refuses, in the order of the file."""
    return [one for one in _needs(config) if not reaches(version, one.since)]


def _needs(config: Config) -> Iterator[Unsupported]:
    """Every key and value that did not always exist, with the release that brought it."""
    for path, section, field, value in every_field(config):
        name, key = type(section).__name__, section.keys()[field]
        since = SINCE.get(name, {}).get(key) or _of_value(name, key, value)
        if since is not None:
            yield Unsupported(path, since, section.place(field))
        for index, label in _names(key, value):
            if not _CLASSIC_NAME(label):
                yield Unsupported(f"{path}[{index}]", UTF8_MATCHERS, section.place_of(field, index))


def _of_value(section: str, key: str, value: object) -> str | None:
    """The release since which `key` may hold such a value."""
    match section, key:
        case "WebhookConfig", "url" if "{{" in str(value):
            return TEMPLATED_WEBHOOK_URL
        case "JiraConfig", ("summary" | "description") if isinstance(value, Section):
            return JIRA_FIELDS
        case "PagerdutyConfig", "details" if isinstance(value, Mapping) and _nests(value.values()):
            return NESTED_DETAILS
    return None


def _nests(values: Iterable[object]) -> bool:
    return any(isinstance(value, Mapping | list | tuple) for value in values)


def _names(key: str, value: object) -> Iterator[tuple[int, str]]:
    """The names of labels in a list, each with its index; those that every release takes need no look."""
    if key in _MATCHERS and isinstance(value, tuple):
        yield from ((index, one.name.replace(":", "_")) for index, one in enumerate(value))
    elif key in _LABEL_NAMES and isinstance(value, tuple):
        yield from ((index, name) for index, name in enumerate(value) if name != "...")


__all__ = ["Unsupported", "unsupported"]
