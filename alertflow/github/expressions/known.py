"""Expressions whose properties are known: each is an attribute of a class, and any other name is refused
where it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import EllipsisType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, overload

from alertflow.declared import DeclarationError, caller, suggestion
from alertflow.github.expressions.kinds import ANY, BOOLEAN, NUMBER, Kind, Object, Text
from alertflow.github.expressions.tree import Expr, OpenProperty, Property, Reference


class UnknownPropertyError(DeclarationError, AttributeError):
    """A property was read that GitHub never fills in. It is an AttributeError too: `hasattr` says False."""


P = TypeVar("P", bound=Expr)
Q = TypeVar("Q", bound=Property)


class Part(Generic[Q]):
    """One property of a class, as a descriptor: `github.ref` builds the expression by that name."""

    __slots__ = ("kind", "name", "of")

    def __init__(self, of: type[Q], kind: Kind, name: str = "") -> None:
        self.of = of
        self.kind = kind
        self.name = name
        """As GitHub writes it."""

    def __set_name__(self, owner: type[Expr], name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, base: None, owner: type[Expr]) -> Self: ...
    @overload
    def __get__(self, base: Expr, owner: type[Expr]) -> Q: ...
    def __get__(self, base: Expr | None, owner: type[Expr]) -> Self | Q:
        return self if base is None else self.of(base, self.name)


class Known(Expr):
    """An expression with a fixed set of properties, the attributes of its class."""

    __slots__ = ()
    PARTS: ClassVar[Mapping[str, Part[Any]]] = {}
    """Its properties by their names as attributes."""
    _BY_NAME: ClassVar[Mapping[str, Part[Any]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.PARTS = {name: one for name, one in vars(cls).items() if isinstance(one, Part)}
        cls._BY_NAME = {part.name.lower(): part for part in cls.PARTS.values()}

    @classmethod
    def kind(cls) -> Object:
        """The kinds of its properties."""
        return Object({part.name: part.kind for part in cls.PARTS.values()})

    if not TYPE_CHECKING:  # for a type checker there is nothing but the attributes

        def __getattr__(self, name):
            if name[0] == "_":
                raise AttributeError(name)
            raise _unknown(self, name, self.PARTS)

        def __getitem__(self, key):
            if self.PARTS and not isinstance(key, str):
                return super().__getitem__(key)
            if (part := self._BY_NAME.get(str(key).lower())) is None:
                raise _unknown(self, key, [one.name for one in self.PARTS.values()])
            return part.of(self, key)


class Value(Known, Property):
    """A property that is text, a number or a boolean: it has no properties of its own."""

    __slots__ = ()


class ByName(Expr, Generic[Q]):
    """An expression whose properties people name, all of one class: `needs.build`, `env.HOME`."""

    __slots__ = ()
    OF: ClassVar[type[Property]]
    """The class of each."""

    def __getattr__(self, name: str) -> Q:
        if name[0] == "_":
            raise AttributeError(name)
        property_: Any = self.OF(self, name)
        return property_  # type: ignore[no-any-return]  # OF is type[Q], which a ClassVar cannot say

    @overload  # type: ignore[override]  # what is known is no Reference, which has attributes of any name
    def __getitem__(self, key: str) -> Q: ...
    @overload
    def __getitem__(self, key: int | Expr | EllipsisType) -> Reference: ...
    def __getitem__(self, key: str | int | Expr | EllipsisType) -> Expr:
        return self.OF(self, key) if isinstance(key, str) else super().__getitem__(key)


def text(
    *values: str, growing: bool = False, digits: bool = False, start: str = "", name: str = ""
) -> Part[Value]:
    """A property that is text: one of `values`, or any. The rest is as `Text` says."""
    return Part(Value, Text(values or None, growing, digits, start), name)


def number(name: str = "") -> Part[Value]:
    """A property that is a number."""
    return Part(Value, NUMBER, name)


def boolean(name: str = "") -> Part[Value]:
    """A property that is true or false."""
    return Part(Value, BOOLEAN, name)


def anything(kind: Kind = ANY) -> Part[OpenProperty]:
    """A property that may have properties of any name."""
    return Part(OpenProperty, kind)


def _unknown(expr: Expr, name: str, known: Collection[str]) -> UnknownPropertyError:
    help_ = suggestion(name, known) if known else "It is a single value."
    return UnknownPropertyError(f"`{expr.text_}` has no property '{name}'. {help_}", caller())
