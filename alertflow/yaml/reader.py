"""YAML text to plain data, or to a tree that knows the line and column of everything in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

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
from alertflow.yaml.nodes import Document, Node
from alertflow.yaml.scalars import CORE, MAY_BE_NO_TEXT, TYPES, resolved

T = TypeVar("T")

DEEPEST = 100
"""How many levels a document may nest."""

MOST_ALIASED = 100_000
"""How many values the aliases of one document may stand for, all in all (the "billion laughs" bound)."""

MOST_VALUES = 1_000_000
"""How many values a file may hold: less than a gigabyte of memory, whatever they are."""

MOST_READ_AGAIN = 1_000_000
"""How many characters a document may have that libyaml refuses and that is read by the book, in seconds."""

_node: Callable[[type[Node], tuple[Any, ...]], Node] = tuple.__new__
"""Makes a Node of its parts, in a third of the time that calling Node takes."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no YAML file may hold (YAML 1.2.2 §5.1)."""


def parse(text: str, path: str = "<yaml>") -> Any:
    """The one document of `text`: dict, list, str, int, float, bool and None by YAML 1.2's core schema.

    Values behind an alias are one shared object; `<<` is an ordinary key (YAML 1.2 has no merging). Raises
    AlertflowError, located in `path`, for what is not YAML, a key given twice, a second document, a tag
    outside the core schema, more than 100 levels, more than 1,000,000 values, or aliases that stand for more
    than 100,000.
    """
    root = read(text, path).root
    return None if root is None else root.data


def read(text: str, path: str = "<yaml>") -> Document:
    """The one document of `text` as a tree with places; raises what `parse` raises."""
    return Document(path, text, _read(text, path, _Reader.document))


def read_all(text: str, path: str = "<yaml>") -> list[Document]:
    """Every document of `text`, in order, but for those that hold nothing; raises what `parse` raises.

    Manifests of Kubernetes are written so, several in a file, with `---` between them.
    """
    return [one for one in read_stream(text, path) if one.root is not None and one.root.data is not None]


def read_stream(text: str, path: str = "<yaml>") -> list[Document]:
    """Every document of `text`, in order, those that hold nothing, too; raises what `parse` raises."""
    documents: list[Document] = []
    for root in _read(text, path, _Reader.documents):
        documents.append(Document(path, text, root, documents[0] if documents else None))
    return documents


def _read(text: str, path: str, what: Callable[[_Reader], T]) -> T:
    """`what` a reader finds in `text`: libyaml's events, or where that refuses it, those by the book."""
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
        return what(reader)
    except MarkedYAMLError as error:
        refused = error
    if len(text) <= MOST_READ_AGAIN:
        reader = _Reader(events_by_the_book(text), path)
        try:
            return what(reader)
        except MarkedYAMLError as error:
            refused = max(refused, error, key=_position)  # one of them may have stumbled over what is right
    mark = _mark(refused)
    if tab := _tab(text, mark.line):
        message = "this is not YAML: a tab stands in the indentation, which takes blanks only."
        raise AlertflowError(message, Location(path, mark.line + 1, tab)) from None
    said = ", ".join(part for part in (refused.context, refused.problem) if part)
    raise reader.error(f"this is not YAML: {said}.{_way_out(refused)}", mark) from None


def _way_out(refused: MarkedYAMLError) -> str:
    """What most often mends what libyaml says of a text without quotes; '' where it says something else."""
    if "mapping values are not allowed" in (refused.problem or ""):
        return " A text with ': ' in it stands in quotes."
    if "cannot start any token" in (refused.problem or ""):
        return " A text that begins with it stands in quotes."
    return ""


def _tab(text: str, line: int) -> int:
    """The column of the first tab that indents `line` (from 0); 0 where none does."""
    lines = text.splitlines()
    written = lines[line] if line < len(lines) else ""
    indentation = written[: len(written) - len(written.lstrip())]
    return indentation.find("\t") + 1


def events(text: str) -> Callable[[], Any]:
    """What gives libyaml's events of `text`, one at each call; MarkedYAMLError for what is no YAML."""
    get: Callable[[], Any] = CParser(text).get_event
    return get


def events_by_the_book(text: str) -> Callable[[], Any]:
    """The same from a slow parser of YAML 1.2: libyaml is one of 1.1, and refuses `[80:80]`, for one."""
    from ruamel.yaml import YAML

    return partial(next, YAML(typ="safe", pure=True).parse(text))


def _mark(error: MarkedYAMLError) -> Any:
    return error.problem_mark or error.context_mark


def _position(error: MarkedYAMLError) -> tuple[int, int]:
    mark = _mark(error)
    return mark.line, mark.column


class TooLargeError(AlertflowError):
    """A file is YAML, and nests deeper or holds more than is read."""


class _Reader:
    """Builds the tree of one document from libyaml's events."""

    def __init__(self, get: Callable[[], Any], path: str) -> None:
        self.get = get
        self.path = path
        self.depth = 0
        self.count = 0
        self.aliased = 0
        self.anchors: dict[str, tuple[Node, int] | None] = {}

    def error(self, message: str, mark: Any) -> AlertflowError:
        """`message`, located at libyaml's `mark`."""
        return AlertflowError(message, Location(self.path, mark.line + 1, mark.column + 1))

    def too_large(self, message: str, mark: Any) -> TooLargeError:
        """The same for what is YAML, and too much of it."""
        return TooLargeError(message, Location(self.path, mark.line + 1, mark.column + 1))

    def document(self) -> Node | None:
        """The whole stream's one document; None for a stream without any."""
        self.get()  # the stream's start
        if type(self.get()) is StreamEndEvent:
            return None
        root = self.value(self.get())
        self.get()  # the document's end
        event = self.get()
        if type(event) is not StreamEndEvent:
            raise self.error("a second document starts here; a file holds one.", event.start_mark)
        return root

    def documents(self) -> list[Node]:
        """The roots of all the stream's documents."""
        self.get()  # the stream's start
        roots = []
        while type(self.get()) is not StreamEndEvent:
            self.anchors, self.aliased = {}, 0  # they are of one document
            roots.append(self.value(self.get()))
            self.get()  # the document's end
        return roots

    def value(self, event: Any) -> Node:
        """The value that starts with `event`, and all events of it."""
        kind = type(event)
        if kind is ScalarEvent and event.anchor is None:
            return self.scalar(event)
        if kind is AliasEvent:
            return self.alias(event)
        anchor, before = event.anchor, self.count
        if anchor is not None:
            self.anchors[anchor] = None  # known, but not complete: an alias to it now would contain itself
        node = self.scalar(event) if kind is ScalarEvent else self.collection(event)
        if anchor is not None:
            self.anchors[anchor] = node, self.count - before
        return node

    def alias(self, event: Any) -> Node:
        """The value that an alias stands for."""
        name, mark = event.anchor, event.start_mark
        known = self.anchors.get(name, ())
        if known is None:
            raise self.error(f"*{_short(name)} stands inside what it names: it would never end.", mark)
        if not known:
            name = _short(name)
            raise self.error(f"*{name} names nothing: there is no &{name} before it.", mark)
        node, size = known
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            raise self.too_large(f"its aliases stand for more than {MOST_ALIASED:,} values.", mark)
        self.count += size
        return node

    def scalar(self, event: Any) -> Node:
        """A scalar: text where it is quoted or a block, else by the core schema, or as its tag says."""
        self.count += 1
        if self.count > MOST_VALUES:
            raise self.too_large(f"this file holds more than {MOST_VALUES:,} values.", event.start_mark)
        style, mark = event.style, event.start_mark
        data = text = event.value
        if event.ctag is not None:
            data = self.tagged(event.tag, text, mark)
            style = style or ("!" if data is text else "")
        elif not style and (not text or text[0] in MAY_BE_NO_TEXT):
            data = self.plain(text, mark)
        written = None if data is text else text
        return _node(Node, (data, mark.line + 1, mark.column + 1, style or "", (), (), written))

    def plain(self, text: str, mark: Any) -> Any:
        """What a scalar without quotes means."""
        try:
            return resolved(text)
        except ValueError:
            raise self.error("a number of more than 4300 digits.", mark) from None

    def tagged(self, tag: str, text: str, mark: Any) -> Any:
        """What a scalar with a tag means."""
        if tag in ("!", CORE + "str"):
            return text
        if tag not in TYPES:
            raise self.error(f"the tag {_short(tag)} is not of YAML's core schema.", mark)
        data = self.plain(text, mark)
        if type(data) not in TYPES[tag]:
            raise self.error(f"{_short(text)!r} is not what its tag says: {tag}.", mark)
        return data

    def collection(self, start: Any) -> Node:
        """A mapping or a sequence."""
        self.depth += 1
        self.count += 1
        mark = start.start_mark
        if self.depth > DEEPEST:
            raise self.too_large(f"this nests deeper than {DEEPEST} levels.", mark)
        if self.count > MOST_VALUES:
            raise self.too_large(f"this file holds more than {MOST_VALUES:,} values.", mark)
        mapping = type(start) is MappingStartEvent
        if start.tag not in (None, "!", CORE + ("map" if mapping else "seq")):
            raise self.error(f"the tag {_short(start.tag)} does not fit here.", mark)
        line, column = mark.line + 1, mark.column + 1
        node = self.mapping(line, column) if mapping else self.sequence(line, column)
        self.depth -= 1
        return node

    def mapping(self, line: int, column: int) -> Node:
        """The keys and values up to the mapping's end."""
        data: dict[Any, Any] = {}
        pairs: list[tuple[Node, Node]] = []
        get, read, scalar = self.get, self.value, self.scalar
        while (kind := type(event := get())) is not MappingEndEvent:
            key = scalar(event) if kind is ScalarEvent and event.anchor is None else read(event)
            name = key.data
            if key.style is None:
                raise self.error("a mapping or a list cannot be a key.", event.start_mark)
            if name in data:
                told = _short(name) if isinstance(name, str) else name
                raise self.error(f"the key {told!r} is given twice.", event.start_mark)
            event = get()
            value = scalar(event) if type(event) is ScalarEvent and event.anchor is None else read(event)
            data[name] = value.data
            pairs.append((key, value))
        return _node(Node, (data, line, column, None, tuple(pairs), (), None))

    def sequence(self, line: int, column: int) -> Node:
        """The values up to the sequence's end."""
        items: list[Node] = []
        get = self.get
        while type(event := get()) is not SequenceEndEvent:
            items.append(self.value(event))
        return Node([item.data for item in items], line, column, None, (), tuple(items))


def _short(text: str) -> str:
    """`text` as a message shows it, cut where it is very long."""
    return text if len(text) <= 100 else f"{text[:99]}…"
