"""Which documents of two sides are compared with which: by path, else by what they hold."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from alertflow.comparison.pairing import Paired, paired
from alertflow.documents import Kind, Read


def matched(old: Sequence[Read], new: Sequence[Read]) -> Paired[Read]:
    """The documents of both sides that belong together.

    By kind, path and name first; then, wherever they stand, what says the same, what has the same name, and
    what holds the same things.
    """
    return paired(
        old,
        new,
        lambda one: (one.kind, one.path, name_of(one)),
        lambda one: (one.kind, one.path) if name_of(one) is None else None,
        _content,
        lambda one: name_of(one) and (one.kind, name_of(one)),
        _holding,
    )


def name_of(read: Read) -> tuple[str, ...] | None:
    """By what a document is known from others of its file: a manifest's kind, namespace and name."""
    document: Any = read.document
    metadata = getattr(document, "metadata", None)
    if metadata is None:
        return None
    said = metadata if isinstance(metadata, Mapping) else metadata.to_data()
    return type(document).FIXED["kind"], str(said.get("namespace", "")), str(said.get("name", ""))


def _content(read: Read) -> Hashable:
    return read.kind, json.dumps(read.document.to_data(), default=str, sort_keys=True)


def _holding(read: Read) -> Hashable:
    """The names of what a document holds; None where it holds nothing with a name."""
    names = tuple(_names(read.document.to_data(), read.kind))
    return (read.kind, names) if names else None


def _names(data: Mapping[str, Any], kind: Kind) -> list[str]:
    match kind:
        case Kind.ALERTMANAGER:
            return ["the configuration"]  # there is one
        case Kind.RULES:
            return sorted(str(one.get("name")) for one in data.get("groups") or ())
        case Kind.WORKFLOW | Kind.ACTION:
            return [str(data["name"])] if data.get("name") else sorted(data.get("jobs") or ())
        case Kind.TESTS:
            return sorted(map(str, data.get("rule_files") or ()))
        case Kind.SLOTH:
            return [str(data["service"])] if data.get("service") else []
    return []


__all__ = ["matched", "name_of"]
