"""The kinds of value in the expression language, with what of a value is known before a run.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Literals", "Operators" (how
kinds are converted) and "Object filters".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, reduce
from typing import TypeAlias

from alertflow.github.expressions.coercion import number_of_text


class Basic(Enum):
    """A kind of which nothing more is known than its name."""

    ANY = "a value of a kind that is not known"
    NULL = "null"
    BOOLEAN = "true or false"
    NUMBER = "a number"


@dataclass(frozen=True)
class Text:
    """Text, and what is known of it. It may still be null or '' where a property is missing at run time."""

    values: tuple[str, ...] | None = None
    """All that it can be; None where it can be anything."""
    growing: bool = False
    """Whether GitHub adds to `values` now and then, so that another one may be right."""
    digits: bool = False
    """Whether it always is a whole number, written as text."""
    start: str = ""
    """What it always begins with."""


@dataclass(frozen=True)
class Array:
    """A list of values of one kind. A filter (`x.*`) passes what follows it on to each of its values."""

    item: Kind
    filter: bool = False


@dataclass(frozen=True)
class Object:
    """Properties by name; case does not matter in a name."""

    properties: Mapping[str, Kind] = field(default_factory=dict)
    """Those that are known, named as GitHub writes them."""
    others: Kind | None = None
    """The kind of each that is not known; None where there are no others."""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Names that people may look for, and why they are not here: "comes later"."""

    @cached_property
    def _by_name(self) -> Mapping[str, Kind]:
        return {name.lower(): kind for name, kind in self.properties.items()}

    def property(self, name: str) -> Kind | None:
        """The kind of the property `name`; None where there is none."""
        return self._by_name.get(name.lower(), self.others)

    def why_absent(self, name: str) -> str | None:
        """What `absent` says of `name`."""
        return {one.lower(): why for one, why in self.absent.items()}.get(name.lower())


Kind: TypeAlias = Basic | Text | Array | Object
ANY, NULL, BOOLEAN, NUMBER = Basic
TEXT = Text()
OPEN = Object(others=ANY)
"""An object of which nothing is known."""


def either(*kinds: Kind) -> Kind:
    """The kind of a value that is of one of `kinds`; `ANY` where they differ, or there is none."""
    return reduce(_either, kinds) if kinds else ANY


def _either(first: Kind, second: Kind) -> Kind:
    if first == second:
        return first
    if isinstance(first, Text) and isinstance(second, Text):
        values = None
        if first.values is not None and second.values is not None:
            values = tuple(dict.fromkeys((*first.values, *second.values)))
        start = first.start if first.start == second.start else ""
        growing = first.growing or second.growing
        return Text(values, growing, first.digits and second.digits, start)
    if isinstance(first, Object) and isinstance(second, Object):
        return _merged(first, second)
    if isinstance(first, Array) and isinstance(second, Array):
        return Array(_either(first.item, second.item), first.filter and second.filter)
    return ANY


def _merged(first: Object, second: Object) -> Object:
    """An object that is one of two: what only one of them has may be missing, and is read as null then."""
    names = dict.fromkeys((*first.properties, *second.properties))
    found = {name: [one.property(name) for one in (first, second)] for name in names}
    others = [one.others for one in (first, second) if one.others is not None]
    return Object(
        {name: either(*[kind for kind in kinds if kind is not None]) for name, kinds in found.items()},
        either(*others) if others else None,
    )


def kind_of_value(value: object) -> Kind:
    """The kind of a value that is there: a literal, or what JSON says."""
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, (int, float)):
        return NUMBER
    if isinstance(value, str):
        return Text((value,))
    if isinstance(value, Mapping):
        return Object({str(name): kind_of_value(one) for name, one in value.items()})
    if isinstance(value, (list, tuple)):
        return Array(either(*[kind_of_value(one) for one in value]))
    return NULL


def is_numeric(text: str) -> bool:
    """Whether `text` becomes a number where it is compared with one; '' becomes 0."""
    return not math.isnan(number_of_text(text))


def is_single(kind: Kind) -> bool:
    """Whether a value of this kind is one that can be printed: not an object or array, and not unknown."""
    return isinstance(kind, Text) or kind in (NULL, BOOLEAN, NUMBER)


def is_compound(kind: Kind) -> bool:
    """Whether a value of this kind certainly is an object or an array."""
    return isinstance(kind, (Array, Object))


def words_of(kind: Kind) -> str:
    """A kind as messages call it."""
    if isinstance(kind, Basic):
        return kind.value
    return {Text: "text", Array: "an array", Object: "an object"}[type(kind)]


def texts(values: Iterable[str]) -> str:
    """Texts as a person reads them in a message: `'a', 'b'`."""
    return ", ".join([f"'{one}'" for one in values])
