"""Objects as the Python that makes them: the call that a person would have written."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, ClassVar, TypeAlias, get_origin

from alertflow.declared import Declared
from alertflow.importer.writing.imports import symbol_of
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Listed,
    Literal,
)

Replaced: TypeAlias = Callable[[object], Expression | None]
"""What stands in the place of an object or a text, such as a variable; None where it is written itself."""

Beside: TypeAlias = Callable[[object, str], tuple[tuple[str, ...], str]]
"""The comment lines above a field of an object, and the one behind it; of the object itself, for ''."""


def expression(
    value: object,
    *,
    replaced: Replaced | None = None,
    beside: Beside | None = None,
    indentable: Callable[[object, str], bool] | None = None,
) -> Expression:
    """`value` (a declaration, an enum's member, text, numbers, lists and mappings of such) as Python.

    Of a declaration only what it was given is said; what may stand by position does. `replaced` is asked for
    every object within, and for every text that is no key. `beside` gives the comments above and behind a
    field of an object, and, for the field '', those of the object where it is an item of a list.
    `indentable` says of a field whether leading blanks in its text do not matter.

    Raises TypeError for what Python has no such form of.
    """
    return _Writing(replaced, beside, indentable).expression(value)


class _Writing:
    def __init__(
        self,
        replaced: Replaced | None,
        beside: Beside | None,
        indentable: Callable[[object, str], bool] | None,
    ) -> None:
        self._replaced = replaced
        self._beside = beside
        self._indentable = indentable

    def expression(self, value: object, indentable: bool = False) -> Expression:
        if self._replaced is not None and (found := self._replaced(value)) is not None:
            return found
        if value is None or isinstance(value, bool | int | float):
            return Literal(value)
        if isinstance(value, Enum):
            return Attribute(symbol_of(type(value)), value.name)
        if isinstance(value, str):
            return Literal(str.__str__(value), indentable)
        if isinstance(value, Mapping):
            return Dictionary(tuple((Literal(str(key)), self.expression(one)) for key, one in value.items()))
        if isinstance(value, Declared):
            return self._declared(value)
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return Call(symbol_of(type(value)), tuple(self.expression(one) for one in value))
        if isinstance(value, list | tuple | set | frozenset):
            return Listed(tuple(self._remarked(one, "", self.expression(one)) for one in value))
        raise TypeError(f"a {type(value).__name__} has no form in Python that is known here: {value!r}")

    def _declared(self, value: Declared) -> Expression:
        cls = type(value)
        if (name := _named(value)) is not None:
            return Attribute(symbol_of(cls), name)
        given = {name: value.__dict__[name] for name in cls.model_fields if name in value.model_fields_set}
        args: list[Argument] = []
        for name in cls.positional():
            if name not in given:
                break
            args.append(self._field(value, name, given.pop(name)))
        words = words_of(cls)
        keywords = tuple((words[name], self._field(value, name, one)) for name, one in given.items())
        return Call(symbol_of(cls), tuple(args), keywords)

    def _field(self, of: Declared, name: str, value: Any) -> Argument:
        indentable = self._indentable is not None and self._indentable(of, name)
        return self._remarked(of, name, self.expression(value, indentable))

    def _remarked(self, of: object, field: str, written: Expression) -> Argument:
        if self._beside is None:
            return written
        above, behind = self._beside(of, field)
        return Commented(written, above, behind) if above or behind else written


@cache
def words_of(cls: type[Declared]) -> Mapping[str, str]:
    """The keyword by which each field of `cls` is given."""
    return {
        name: word if word.isidentifier() and not keyword.iskeyword(word) else name
        for name, word in cls.parameters().items()
    }


def _named(value: Declared) -> str | None:
    """The name of the member of its class that `value` is, such as `CRITICAL` of `Severity`."""
    for name in _members(type(value)):
        if getattr(type(value), name) == value:
            return name
    return None


@cache
def _members(cls: type[Declared]) -> tuple[str, ...]:
    """The names of the objects of `cls` that its class has itself."""
    return tuple(
        name
        for name, kind in vars(cls).get("__annotations__", {}).items()
        if (get_origin(kind) is ClassVar or "ClassVar" in str(kind))
        and isinstance(getattr(cls, name, None), cls)
    )


__all__ = ["Beside", "Replaced", "expression", "words_of"]
