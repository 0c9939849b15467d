"""Finds the notification templates in a configuration: all text of fields whose type is marked as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args

from alertflow.alertmanager.templated import Templated
from alertflow.sections import Section


class FieldTemplate(NamedTuple):
    """A notification template of a configuration, and where it stands."""

    owner: Section
    """The section that has it; `owner.place_in(field, text, position)` is where a character of it stands."""
    field: str
    text: str
    html: bool
    """Whether Alertmanager executes it as HTML."""


class _Mark(NamedTuple):
    html: bool
    data: bool
    """Whether any data may stand there, of which the keys are templates, too."""
    inside: bool
    """Whether it marks what a list or mapping holds, and not the whole value."""


def every_template(section: Section) -> Iterator[FieldTemplate]:
    """The notification templates in `section`, a whole configuration or a part of it, in order.

    Also those in mappings and lists, such as the fields of a Slack message, and in all of a webhook's
    `payload`. Text without an action is one, too.
    """
    marks = _marks(type(section))
    for field in type(section).model_fields:
        value = getattr(section, field)
        if value is None or value == () or field == "extra":
            continue
        if (mark := marks.get(field)) is not None:
            for text in _texts(value, mark.data and not mark.inside, mark.data):
                yield FieldTemplate(section, field, text, mark.html)
        for inner in _sections(value):
            yield from every_template(inner)


def _sections(value: Any) -> Iterator[Section]:
    if isinstance(value, Section):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _sections(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _sections(one)


def _texts(value: Any, keys: bool, below: bool) -> Iterator[str]:
    """The texts in `value`; those of keys, too, if `keys` says so, and in what it holds if `below` does."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if keys and isinstance(key, str):
                yield key
            yield from _texts(one, below, below)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _texts(one, below, below)


@cache
def _marks(section: type[Section]) -> Mapping[str, _Mark]:
    """The marked fields of a class."""
    found: dict[str, _Mark] = {}
    for name, field in section.model_fields.items():
        own = next((one for one in field.metadata if isinstance(one, Templated)), None)
        if own is not None:
            found[name] = _Mark(own.html, field.annotation is Any, False)
        elif (mark := _marked(field.annotation, False)) is not None:
            found[name] = mark
    return found


def _marked(annotation: Any, inside: bool) -> _Mark | None:
    """The mark within a type: of one of its alternatives, or of what it holds."""
    for one in getattr(annotation, "__metadata__", ()):
        if isinstance(one, Templated):
            return _Mark(one.html, annotation.__origin__ is Any, inside)
    holds = isinstance(getattr(annotation, "__origin__", None), type)
    for part in get_args(annotation):
        if (mark := _marked(part, inside or holds)) is not None:
            return mark
    return None
