"""What the value of a key may be in a file, taken from the types of the fields of its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from alertflow.declared import AlertflowError
from alertflow.sections.later import Later
from alertflow.sections.section import Section


@dataclass(frozen=True, slots=True)
class Shape:
    """The forms that one value may have."""

    text: bool = False
    words: tuple[str, ...] = ()
    """Only these texts."""
    switch: bool = False
    whole: bool = False
    """A whole number."""
    number: bool = False
    """Any number."""
    written: type | None = None
    """Text of a notation of its own, which this class reads: it has `of_text`."""
    classes: tuple[type[Section], ...] = ()
    """A mapping that becomes an object of one of these; `found` gives the class where one comes `later`."""
    named: Shape | None = None
    """A mapping from any names to values of this shape."""
    items: Shape | None = None
    """A list of values of this shape."""
    anything: bool = False
    """Whatever YAML can say."""

    def __or__(self, other: Shape) -> Shape:
        return Shape(
            text=self.text or other.text,
            words=self.words + other.words,
            switch=self.switch or other.switch,
            whole=self.whole or other.whole,
            number=self.number or other.number,
            written=self.written or other.written,
            classes=self.classes + other.classes,
            named=self.named or other.named,
            items=self.items or other.items,
            anything=self.anything or other.anything,
        )

    def __str__(self) -> str:
        """In words, as they stand behind "should be"."""
        forms = [
            *(["text"] if self.text or self.written else [f"'{word}'" for word in self.words]),
            *(["true or false"] if self.switch else []),
            *(["a number"] if self.number else ["a whole number"] if self.whole else []),
            *(["a list"] if self.items else []),
            *(["a mapping"] if self.classes or self.named else []),
        ]
        return " or ".join([", ".join(forms[:-1]), forms[-1]]).removeprefix(" or ")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a class: the field that it stands for, of which shape, and whether it must be there."""

    field: str
    shape: Shape
    required: bool
    only_text: bool


@cache
def keys_of(cls: type[Section]) -> Mapping[str, Key]:
    """What may stand in a mapping of `cls`, but for its fixed keys."""
    if not cls.__pydantic_complete__:
        cls.model_rebuild()  # a class may name one that is defined behind it
    fields = cls.model_fields
    keys: dict[str, Key] = {}
    for name, key in cls.keys().items():
        shape = shape_of(fields[name].annotation)
        keys[key] = Key(name, shape, fields[name].is_required(), shape == _SIMPLE[str])
    return keys


@cache
def required_keys(cls: type[Section]) -> tuple[tuple[str, str], ...]:
    """The keys that must stand in a mapping of `cls`, each with its field."""
    return tuple([(word, key.field) for word, key in keys_of(cls).items() if key.required])


@cache
def deciding_keys(classes: tuple[type[Section], ...]) -> Mapping[str, type[Section]]:
    """The keys by which a mapping is known to be of one of `classes`: those that only this one has, and must
    have; where it must have none, those that only this one has.
    """
    deciding: dict[str, type[Section]] = {}
    for cls in classes:
        others = {key for other in classes if other is not cls for key in keys_of(other)}
        own = {key: value for key, value in keys_of(cls).items() if key not in others}
        needed = [key for key, value in own.items() if value.required]
        deciding.update(dict.fromkeys(needed or own, cls))
    return deciding


def shape_of(annotation: Any) -> Shape:
    """The shape that the type of a field stands for. Raises AlertflowError for one that no file can hold."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0])
    if origin in (Union, UnionType):
        shape = Shape()
        for one in arguments:
            if one is not NoneType:
                shape |= shape_of(one)
        return shape
    if origin is Literal:
        return Shape(words=arguments)
    if origin in (Mapping, dict):
        return Shape(named=shape_of(arguments[1]))
    if origin in (Sequence, list, tuple):
        return Shape(items=shape_of(arguments[0]))
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if isinstance(annotation, type):
        if issubclass(annotation, Section | Later):
            return Shape(classes=(cast("type[Section]", annotation),))
        if hasattr(annotation, "of_text"):
            return Shape(written=annotation)
    raise AlertflowError(f"no file can hold a {annotation}.")


def without_words(shape: Shape) -> Shape:
    """`shape` for a message about what is no text at all."""
    return replace(shape, words=(), text=True) if shape.words else shape


_SIMPLE: Mapping[Any, Shape] = {
    str: Shape(text=True),
    bool: Shape(switch=True),
    int: Shape(whole=True),
    float: Shape(number=True),
    Any: Shape(anything=True),
}
