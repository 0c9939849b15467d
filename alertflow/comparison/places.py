"""Where a piece of a document stands in its file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alertflow.declared import Location
from alertflow.sections.mapped import Mapped


def place(document: Mapped, way: Sequence[str | int]) -> Location | None:
    """The place behind the keys and indexes of `way`, or of what is nearest to it."""
    found, value, rest = document.source, document, list(way)
    while rest and isinstance(value, Mapped):
        field = _field(value, str(rest.pop(0)))
        if field is None:
            break
        found = value.place(field) or found
        held: Any = getattr(value, field, None)
        while rest and not isinstance(held, Mapped) and isinstance(held, tuple | list | dict):
            step = rest.pop(0)
            if not isinstance(step, int):
                return value.place_of(field, str(step)) or found if isinstance(held, dict) else found
            if isinstance(held, dict) or step >= len(held):
                return found
            found = value.place_of(field, step) or found
            held = held[step]
        value = held
    return found


def _field(value: Any, key: str) -> str | None:
    """The field that stands behind `key`."""
    return next((field for field, word in type(value).keys().items() if word == key), None)


__all__ = ["place"]
