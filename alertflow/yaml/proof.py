"""Proof that a text says what was meant: it is read back as events, and each is compared with the data."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from alertflow.declared import AlertflowError
from alertflow.yaml.emitter import dump
from alertflow.yaml.reader import events, parse
from alertflow.yaml.scalars import resolved


class UnprovenError(Exception):
    """A text does not say what it was written from: a mistake of alertflow's own, never of the person's."""


def proven(data: Any, header: str = "") -> str:
    """`dump(data, header)`, read back by libyaml and found equal to `data`, types and order included.

    Raises UnprovenError, which names the path in the data, where it is not; and what `dump` raises.
    """
    text = dump(data, header)
    try:
        get = events(text)
        get()  # the stream's start
        get()  # the document's start
        same = _Proof(get).same(data) and [type(get()), type(get())] == [DocumentEndEvent, StreamEndEvent]
    except YAMLError:
        same = False
    if not same:
        raise UnprovenError(
            f"alertflow wrote YAML that says something else than was meant, {difference(data, text)}."
        )
    return text


class _Proof:
    """Compares data with a stream of events, remembering which plain strings are known to be read as text."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self.get = get
        self.plain: set[str] = set()

    def same(self, data: Any) -> bool:
        """Whether the next events say `data`."""
        event = self.get()
        if isinstance(data, dict):
            return type(event) is MappingStartEvent and self.mapping(data)
        if isinstance(data, list | tuple):
            return (
                type(event) is SequenceStartEvent
                and all(self.same(value) for value in data)
                and type(self.get()) is SequenceEndEvent
            )
        if type(event) is not ScalarEvent:
            return False
        if isinstance(data, str):
            return bool(event.value == data and (event.style or self.is_text(data)))
        return not event.style and same_value(resolved(event.value), data)

    def mapping(self, data: dict[str, Any]) -> bool:
        """Whether the events up to the mapping's end say `data`; texts, the most of it, are compared here."""
        get, same, plain, is_text = self.get, self.same, self.plain, self.is_text
        for key, value in data.items():
            event = get()
            if type(event) is not ScalarEvent or event.value != key:
                return False
            if key not in plain and not event.style and not is_text(key):
                return False
            if type(value) is not str:
                if not same(value):
                    return False
                continue
            event = get()
            if type(event) is not ScalarEvent or event.value != value:
                return False
            if value not in plain and not event.style and not is_text(value):
                return False
        return type(get()) is MappingEndEvent

    def is_text(self, plain: str) -> bool:
        """Whether `plain` without quotes is text, and no number or other word."""
        if not isinstance(resolved(plain), str):
            return False
        self.plain.add(plain)
        return True


def same_value(one: object, other: object) -> bool:
    """Whether two scalars are equal and of one type; NaN is equal to itself here."""
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other)
    return type(one) is type(other) and one == other


def difference(data: Any, text: str) -> str:
    """Where in `data` the document `text` says something else, in words."""
    try:
        read = parse(text)
    except AlertflowError as error:
        return f"at line {error.location.line if error.location else 1} of the text: {error.message}"
    return _difference(data, read, "$") or "though in no value: in the shape of the text"


def _difference(meant: Any, read: Any, path: str) -> str | None:
    if isinstance(meant, dict) and isinstance(read, dict):
        if list(meant) != list(read):
            return f"at {path}: the keys {list(meant)!r} are read as {list(read)!r}"
        found = (_difference(meant[key], read[key], f"{path}.{key}") for key in meant)
        return next((one for one in found if one), None)
    if isinstance(meant, list | tuple) and isinstance(read, list):
        if len(meant) != len(read):
            return f"at {path}: {len(meant)} items are read as {len(read)}"
        pairs = enumerate(zip(meant, read, strict=True))
        found = (_difference(one, other, f"{path}[{index}]") for index, (one, other) in pairs)
        return next((one for one in found if one), None)
    return None if same_value(meant, read) else f"at {path}: {meant!r} is read as {read!r}"
