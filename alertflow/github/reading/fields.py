"""The fields of a class as a file has them: under which key, of which shape, whether they must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_type_hints

from alertflow.github.events.trigger import Trigger
from alertflow.github.reading import rules
from alertflow.github.reading.shapes import Shape, shape_of
from alertflow.github.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a class, as a file has it."""

    name: str
    shape: Shape
    required: bool


@cache
def fields_of(cls: type[Syntax]) -> Mapping[str, Field]:
    """The fields of `cls` by their keys."""
    return {key: field_of(cls, name, key) for name, key in cls.keys().items()}


@cache
def field_of(cls: type[Syntax], name: str, key: str) -> Field:
    """The field `name` of `cls`, which stands in files under `key`."""
    shape = shape_of(_types(cls)[name])
    if shape.items and shape.items.classes and all("id" in one.UNWRITTEN for one in shape.items.classes):
        shape = Shape(by_id=shape.items.classes)
    filled = key in rules.FILLED or key in rules.FILLED_IN.get(cls.__name__, ())
    hollow = any(issubclass(one, Trigger) for one in shape.classes)
    shape = replace(
        shape.marked(filled, key in rules.PROGRAMS),
        condition=key in rules.CONDITIONS,
        null=hollow or key in rules.NULL,
        some=key in rules.SOME_IN.get(cls.__name__, ()),
        hollow=hollow,
    )
    return Field(name, shape, cls.model_fields[name].is_required() or key in rules.SAID)


@cache
def _types(cls: type[Syntax]) -> Mapping[str, Any]:
    return get_type_hints(cls, include_extras=True)


@cache
def fields_in(cls: type[Syntax], in_action: bool) -> Mapping[str, Field]:
    """The fields of `cls` by their keys, in a workflow or in an action file."""
    fields = fields_of(cls)
    if not in_action or cls.__name__ not in rules.STEPS:
        return fields
    return {
        key: replace(field, required=True) if key in rules.NEEDED_IN_ACTIONS else field
        for key, field in fields.items()
        if key not in rules.NOT_IN_ACTIONS
    }


@cache
def deciding_keys(classes: tuple[type[Syntax], ...]) -> Mapping[str, type[Syntax]]:
    """The keys by which a mapping is known to be of one of `classes`: those that only this one has, and must
    have; where it must have none, those that only this one has.
    """
    deciding: dict[str, type[Syntax]] = {}
    for cls in classes:
        others = {key for other in classes if other is not cls for key in fields_of(other)}
        own = {key: field for key, field in fields_of(cls).items() if key not in others}
        needed = [key for key, field in own.items() if field.required]
        deciding.update(dict.fromkeys(needed or own, cls))
    return deciding
