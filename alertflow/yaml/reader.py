"""YAML text to plain data, with the line and column of whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # from an extension without types
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from alertflow.declared import AlertflowError, Location
from alertflow.yaml.scalars import CORE, TYPES, resolved

DEEPEST = 100
"""How many levels a document may nest."""

MOST_ALIASED = 100_000
"""How many values the aliases of one document may stand for, all in all (the "billion laughs" bound)."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no YAML file may hold (YAML 1.2.2 §5.1)."""


def parse(text: str, path: str = "<yaml>") -> Any:
    """The one document of `text`: dict, list, str, int, float, bool and None by YAML 1.2's core schema.

    Values behind an alias are one shared object; `<<` is an ordinary key (YAML 1.2 has no merging). Raises
    AlertflowError, located in `path`, for what is not YAML, a key given twice, a second document, a tag
    outside the core schema, more than 100 levels, or aliases that stand for more than 100,000 values.
    """
    if (found := _FORBIDDEN.search(text)) is not None:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise AlertflowError(
            f"this is not YAML: it holds the character U+{ord(found[0]):04X}, which can stand only as an"
            " escape in double quotes.",
            Location(path, line, column),
        )
    reader = _Reader(events(text), path)
    try:
        return reader.document()
    except MarkedYAMLError as error:
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise reader.error(f"this is not YAML: {said}.", error.problem_mark or error.context_mark) from None


def events(text: str) -> Callable[[], Any]:
    """What gives libyaml's events of `text`, one at each call; MarkedYAMLError for what is no YAML."""
    get: Callable[[], Any] = CParser(text).get_event
    return get


class _Reader:
    """Builds the data of one document from libyaml's events."""

    def __init__(self, get: Callable[[], Any], path: str) -> None:
        self.get = get
        self.path = path
        self.depth = 0
        self.count = 0
        self.aliased = 0
        self.anchors: dict[str, tuple[Any, int] | None] = {}

    def error(self, message: str, mark: Any) -> AlertflowError:
        """`message`, located at libyaml's `mark`."""
        return AlertflowError(message, Location(self.path, mark.line + 1, mark.column + 1))

    def document(self) -> Any:
        """The whole stream's one document; None for a stream without any."""
        self.get()  # the stream's start
        if type(self.get()) is StreamEndEvent:
            return None
        data = self.value(self.get())
        self.get()  # the document's end
        event = self.get()
        if type(event) is not StreamEndEvent:
            raise self.error("a second document starts here; a file holds one.", event.start_mark)
        return data

    def value(self, event: Any) -> Any:
        """The value that starts with `event`, and all events of it."""
        self.count += 1
        if type(event) is AliasEvent:
            return self.alias(event)
        anchor, before = event.anchor, self.count
        if anchor is not None:
            self.anchors[anchor] = None  # known, but not complete: an alias to it now would contain itself
        data = self.scalar(event) if type(event) is ScalarEvent else self.collection(event)
        if anchor is not None:
            self.anchors[anchor] = data, self.count - before + 1
        return data

    def alias(self, event: Any) -> Any:
        """The value that an alias stands for."""
        name, mark = event.anchor, event.start_mark
        known = self.anchors.get(name, ())
        if known is None:
            raise self.error(f"*{name} stands inside what it names: it would never end.", mark)
        if not known:
            raise self.error(f"*{name} names nothing: there is no &{name} before it.", mark)
        data, size = known
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            raise self.error(f"its aliases stand for more than {MOST_ALIASED:,} values.", mark)
        self.count += size
        return data

    def scalar(self, event: Any) -> Any:
        """A scalar: text where it is quoted or a block, else by the core schema, or as its tag says."""
        tag, text = event.tag, event.value
        if (tag is None and event.style) or tag == "!" or tag == CORE + "str":
            return text
        try:
            data = resolved(text)
        except ValueError:
            raise self.error("a number of more than 4300 digits.", event.start_mark) from None
        if tag is None:
            return data
        if tag not in TYPES:
            raise self.error(f"the tag {tag} is not of YAML's core schema.", event.start_mark)
        if type(data) not in TYPES[tag]:
            raise self.error(f"{text!r} is not what its tag says: {tag}.", event.start_mark)
        return data

    def collection(self, start: Any) -> dict[Any, Any] | list[Any]:
        """A mapping or a sequence."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"this nests deeper than {DEEPEST} levels.", start.start_mark)
        mapping = type(start) is MappingStartEvent
        if start.tag not in (None, "!", CORE + ("map" if mapping else "seq")):
            raise self.error(f"the tag {start.tag} does not fit here.", start.start_mark)
        data = self.mapping() if mapping else self.sequence()
        self.depth -= 1
        return data

    def mapping(self) -> dict[Any, Any]:
        """The keys and values up to the mapping's end."""
        data: dict[Any, Any] = {}
        get = self.get
        while type(event := get()) is not MappingEndEvent:
            key = self.value(event)
            if isinstance(key, dict | list):
                raise self.error("a mapping or a list cannot be a key.", event.start_mark)
            if key in data:
                raise self.error(f"the key {key!r} is given twice.", event.start_mark)
            data[key] = self.value(get())
        return data

    def sequence(self) -> list[Any]:
        """The values up to the sequence's end."""
        data: list[Any] = []
        get = self.get
        while type(event := get()) is not SequenceEndEvent:
            data.append(self.value(event))
        return data
