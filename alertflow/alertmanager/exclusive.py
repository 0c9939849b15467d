"""Keys of which a section may have only one: a secret and the file that holds it, and their like."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.sections import Section

Mistake = tuple[str, str]
"""The field, and what is wrong with it."""


def at_most_one(section: Section, *fields: str) -> Iterator[Mistake]:
    """A mistake where more than one of `fields` has something in it."""
    given = [field for field in fields if getattr(section, field)]
    if len(given) > 1:
        yield given[1], f"{_listed(section, fields)} exclude each other: give only one."


def exactly_one(section: Section, *fields: str) -> Iterator[Mistake]:
    """A mistake where none of `fields` has something in it, or more than one."""
    given = [field for field in fields if getattr(section, field)]
    if len(given) != 1:
        last = fields[-1].rstrip("_")
        before = ", ".join([f"{field.rstrip('_')}" for field in fields[:-1]])
        yield given[1] if given else "", f"give {before} or {last}: exactly one of them."


def filled(section: Section, *fields: str) -> Iterator[Mistake]:
    """A mistake for each of `fields` whose text is empty: to Alertmanager that is as if it were missing."""
    for field in fields:
        if not getattr(section, field):
            yield field, f"'{section.keys()[field]}' should not be empty."


def _listed(section: Section, fields: tuple[str, ...]) -> str:
    names = [section.keys()[field] for field in fields]
    return f"{', '.join(names[:-1])} and {names[-1]}"


__all__ = ["Mistake", "at_most_one", "exactly_one", "filled"]
