"""Everything that a section holds, all the way down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.sections.section import Section


class Held(NamedTuple):
    """The value of a field, with the section that holds it and its path: `route.routes[2].receiver`."""

    path: str
    section: Section
    field: str
    value: Any


def every_field(section: Section, path: str = "") -> Iterator[Held]:
    """The fields of `section` and of all sections in it, in the order in which they are written.

    Those of which nothing is written are left out.
    """
    values, empty = section.__dict__, section.empty
    for field, key in section.keys().items():
        value = values[field]
        if not value and (value is None or isinstance(value, tuple | Mapping)) and key not in empty:
            continue
        below = f"{path}.{key}" if path else key
        yield Held(below, section, field, value)
        if value and type(value) is not str:  # most are text, or not given
            for inner, one in _sections(value, below):
                yield from every_field(one, inner)


def every_section(section: Section, path: str = "") -> Iterator[tuple[str, Section]]:
    """`section` and all sections in it, each with its path (`route.routes[2]`), from the outside in."""
    yield path, section
    values = section.__dict__
    for field, key in section.keys().items():
        value = values[field]
        if value and type(value) is not str:
            for inner, one in _sections(value, f"{path}.{key}" if path else key):
                yield from every_section(one, inner)


def _sections(value: Any, path: str) -> Iterator[tuple[str, Section]]:
    """The outermost sections in the value of a field, each with its path."""
    if isinstance(value, Section):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            if isinstance(one, Section | tuple | Mapping):
                yield from _sections(one, f"{path}[{number}]")
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if isinstance(one, Section | tuple | Mapping):
                yield from _sections(one, f"{path}.{name}")
