"""Secrets that stand in a configuration itself, and variables that nobody fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from alertflow.alertmanager.config import Config
from alertflow.alertmanager.texts import HIDDEN, VARIABLE, Secrecy
from alertflow.alertmanager.versions import SINCE
from alertflow.declared import Location
from alertflow.sections import Section, every_field

_PASSWORD = re.compile(r"^https?://[^/?#@]*:[^/?#@]+@")
_VARIABLE = re.compile(
    rf"{VARIABLE.pattern}"
    r"|\$\{\{\s*(?:secrets|vars|env|github|inputs)\.[^}]*\}\}"
    r"|(?<![^\s\"':=/])\$[A-Z][A-Z0-9_]{2,}\b"
)
_TWINS = {"HttpHeader.secrets": "files"}
"""Where the twin is not called as the secret with `_file` behind it."""


class Inlined(NamedTuple):
    """A secret written out: the section and its field, its path (`global.slack_api_url`) and place.

    `twin` is the key that takes the path of a file instead, and `since` the release that brought it, None for
    one that is older than all of them here; both are None where Alertmanager has none.
    """

    section: Section
    field: str
    path: str
    location: Location | None
    twin: str | None
    since: str | None


class Variable(NamedTuple):
    """A variable that Alertmanager sends as it stands: the section and its field, the variable as it is
    written (`${NAME}`), its path and place.
    """

    section: Section
    field: str
    text: str
    path: str
    location: Location | None


def inlined_secrets(config: Config) -> list[Inlined]:
    """The secrets that stand in `config` itself, in the order of the file.

    None are: what a template gives, a variable (`unexpanded_variables`), and the address of a webhook, unless
    it holds a password.
    """
    found: list[Inlined] = []
    for path, section, field, value in every_field(config):
        kind = secrecy(type(section)).get(field)
        if kind is not None and any(_is_secret(text, kind) for text in _texts(value)):
            found.append(Inlined(section, field, path, section.place(field), *twin(section, field)))
    return found


def unexpanded_variables(config: Config) -> list[Variable]:
    """The variables in `config`, in the order of the file: `${NAME}` and `$NAME` as shells write them, the
    name of the latter in capitals, and GitHub's `${{ secrets.NAME }}`.

    In an action of a template it is none: there `${1}` is what a pattern has found (`reReplaceAll`).
    """
    return [
        Variable(section, field, found[0], path, section.place_in(field, text, found.start()))
        for path, section, field, value in every_field(config)
        for text in _texts(value)
        for found in _VARIABLE.finditer(text)
        if text.rfind("{{", 0, found.start()) <= text.rfind("}}", 0, found.start())
    ]


def twin(section: Section, field: str) -> tuple[str | None, str | None]:
    """The key that takes a file instead of the secret `field`, and the release that brought it."""
    name, key = type(section).__name__, section.keys()[field]
    found = _TWINS.get(f"{name}.{key}", f"{key}_file")
    if found not in section.keys().values():
        return None, None
    return found, SINCE.get(name, {}).get(found)


@cache
def secrecy(cls: type[Section]) -> Mapping[str, Secrecy]:
    """The fields of `cls` that hold secrets, and of what kind."""
    found: dict[str, Secrecy] = {}
    for name, field in cls.model_fields.items():
        for mark in (*field.metadata, *_marks(field.annotation)):
            if isinstance(mark, Secrecy):
                found[name] = mark
    return found


def _marks(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for one in get_args(annotation):
        yield from _marks(one)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a field, but not those of sections in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _is_secret(text: str, kind: Secrecy) -> bool:
    if not text or text == HIDDEN or "{{" in text or _VARIABLE.search(text):
        return False
    return not kind.address or _PASSWORD.match(text) is not None


__all__ = ["Inlined", "Variable", "inlined_secrets", "secrecy", "twin", "unexpanded_variables"]
