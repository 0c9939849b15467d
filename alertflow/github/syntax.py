"""What every mapping of the workflow language shares: which field is which key, how it is written, and what
is wrong with it beyond the kinds of its values.

One table for each class, made from its fields, serves the writer here, the reader, and the test that holds
it against GitHub's published schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import core_schema

from alertflow.declared import DeclarationError, Declared, Location, argument, caller
from alertflow.github.expressions.interpolation import parse_condition
from alertflow.github.expressions.tree import Expr
from alertflow.github.places import place_of
from alertflow.github.values import NOTHING, Extra, Verbatim, holds
from alertflow.yaml import Pinned

CONDITIONS = frozenset(("if_", "pre_if", "post_if"))
"""Fields whose whole text is one expression, with or without `${{ }}`."""


class _File:
    """What an object remembers of the file that it was read from."""

    __slots__ = ("empty", "places")

    def __init__(self, places: Mapping[str, Location], empty: Mapping[str, Any]) -> None:
        self.places = places
        self.empty = empty


_FILE = "·file"
"""Where an object keeps that: among its fields, whose names are Python's, and so found at once."""


_BUILDING: ContextVar[bool] = ContextVar("_BUILDING", default=False)
"""Whether the schema of a class is being made."""


class _Keys:
    """How a class names its keys, unless it says otherwise.

    Apart from `Syntax`: pydantic would evaluate these annotations anew for each of its seventy subclasses.
    """

    if TYPE_CHECKING:
        UNDERSCORES: ClassVar[bool]
        """Whether its keys keep the underscores of the fields."""
        OTHERWISE: ClassVar[Mapping[str, str]]
        """The keys that are made in no such way, by field."""
        BELOW: ClassVar[str | None]
        """The key below which all its keys stand, where a file has one level more than Python."""
        UNWRITTEN: ClassVar[frozenset[str]]
        """Fields that are no keys: what only Python knows."""

    UNDERSCORES = False
    OTHERWISE = {}
    BELOW = None
    UNWRITTEN = frozenset()


class Syntax(_Keys, Declared):
    """A mapping of a workflow or action file.

    A field is written where it was given, or where it has something in it: `if_` as `if`, `runs_on` as
    `runs-on`. What is empty or None is not written.
    """

    model_config = ConfigDict(populate_by_name=False)

    extra: Extra = NOTHING
    """Keys that this library does not know yet, written as they are."""

    if not TYPE_CHECKING:  # a signature here would hide the one that type checkers make from the fields

        def __init__(self, *args, **data):
            if args:
                self._take(args, data)
            object.__setattr__(self, "__source__", caller())
            try:
                self.__pydantic_validator__.validate_python(data, self_instance=self)
            except ValidationError as error:  # as in Declared; a call of it would cost every step and job
                raise self._declaration_error(error, data) from None
            for field, message in self.mistakes():
                raise DeclarationError(f"{type(self).__name__}(…): {message}", self.place(field))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """In a field of another class it is enough to be one of these: its own constructor looked into it.

        The schema of a class would otherwise hold those of all classes below it.
        """
        if _BUILDING.get():
            article = "an" if cls.__name__[0] in "AEIO" else "a"
            return core_schema.custom_error_schema(
                core_schema.is_instance_schema(cls),
                custom_error_type="kind",
                custom_error_message=f"should be {article} {cls.__name__}",
            )
        token = _BUILDING.set(True)
        try:
            return handler(source)
        finally:
            _BUILDING.reset(token)

    @classmethod
    def keys(cls) -> Mapping[str, str]:
        """The key of each field, in the order in which they are written."""
        return _keys(cls)

    @classmethod
    def of_file(
        cls,
        values: Mapping[str, Any],
        source: Location | None,
        places: Mapping[str, Location] | None = None,
        empty: Mapping[str, Any] | None = None,
    ) -> Self:
        """An object as a file says it, for who has read the file and made sure of the kinds of its values.

        `values` and `places` are by field; `empty` holds the keys that stood there with nothing behind them.
        Nothing is refused for what it means: `mistakes` and `problems` tell that later.
        """
        self = cls.__new__(cls)
        put = object.__setattr__
        put(self, "__dict__", {**_defaults(cls), **values, _FILE: _File(places or {}, empty or {})})
        put(self, "__pydantic_fields_set__", set(values))
        put(self, "__pydantic_extra__", None)
        put(self, "__pydantic_private__", None)
        put(self, "__source__", source)
        return self

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What GitHub would refuse although each value is of the right kind: the field and a sentence.

        The constructor raises the first; what was read from a file lists them all.
        """
        return ()

    def to_data(self) -> Any:
        """The mapping as plain data."""
        given, values = self.model_fields_set, self.__dict__
        data: dict[str, Any] = {}
        for field, key in _keys(type(self)).items():
            if field not in given:
                continue
            value = values[field]
            if type(value) is str and field not in CONDITIONS:
                data[key] = value
            elif holds(value):
                data[key] = condition_data(value) if field in CONDITIONS else written(value)
        return self.completed(data)

    def completed(self, data: dict[str, Any]) -> dict[str, Any]:
        """`data` with what stood empty in the file that this was read from, and with `extra`.

        Raises DeclarationError where `extra` has a key that is written already.
        """
        if _FILE in self.__dict__:
            data |= {key: value for key, value in self.empty.items() if key not in data}
        elif self.extra is NOTHING and self.BELOW is None:
            return data
        for key, value in self.extra.items():
            if key in data:
                raise DeclarationError(
                    f"{type(self).__name__}(…): extra has '{key}', which is set already; give it only once.",
                    self.place("extra"),
                )
            data[key] = written(value)
        return {self.BELOW: data} if self.BELOW and data else data

    def place(self, field: str) -> Location | None:
        """Where the value of `field` was written: in the file that this was read from, or in Python."""
        file: _File | None = self.__dict__.get(_FILE)
        if file is not None:
            return file.places.get(field, self.source)
        return argument(self.source, self.parameters().get(field, field))

    def place_of(self, field: str, name: str) -> Location | None:
        """Where the value behind `name` was written, in the mapping that `field` holds; in Python, where the
        mapping was.
        """
        entry = getattr(self.places, "entry", None)
        return (entry and entry(field, name)) or self.place(field)

    def place_in(self, field: str, text: str, position: int) -> Location | None:
        """Where the character `position` of `text`, which `field` holds, was written."""
        file: _File | None = self.__dict__.get(_FILE)
        if file is None:
            return place_of(self.source, self.parameters().get(field, field), text, position)
        inside = getattr(file.places, "inside", None)
        return (inside and inside(field, text, position)) or self.place(field)

    @property
    def from_file(self) -> bool:
        """Whether a reader made this from a file; what is made in Python was checked when it was made."""
        return _FILE in self.__dict__

    @property
    def empty(self) -> Mapping[str, Any]:
        """The keys that stood there with nothing behind them, in the file that this was read from."""
        file: _File | None = self.__dict__.get(_FILE)
        return {} if file is None else file.empty

    @property
    def places(self) -> Mapping[str, Location] | None:
        """The place of each field in the file that this was read from; None for what was made in Python."""
        file: _File | None = self.__dict__.get(_FILE)
        return None if file is None else file.places


def written(value: Any) -> Any:
    """A field's value as plain data, all through lists and mappings."""
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    if kind is dict:
        return {str(name): one if type(one) is str else written(one) for name, one in value.items()}
    if isinstance(value, Syntax):
        return value.to_data()
    if isinstance(value, Expr):
        return str(value)
    if isinstance(value, Verbatim):
        return value.scalar
    if isinstance(value, (str, Pinned)):
        return value
    if isinstance(value, Mapping):
        return {str(name): one if type(one) is str else written(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [one if type(one) is str else written(one) for one in value]
    return value


def condition_data(condition: str | bool | Expr) -> str | bool:
    """What stands behind `if`: the bare expression, which GitHub evaluates without `${{ }}`.

    Only an expression that itself holds the characters `${{` keeps them around it. Raises
    ExpressionSyntaxError for a text that is not an expression.
    """
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, Verbatim):
        scalar: str | bool = condition.scalar
        return scalar
    tree = condition if isinstance(condition, Expr) else parse_condition(condition)
    braced = str(tree)  # refuses what is larger than GitHub takes
    return braced if "${{" in tree.text_ else tree.text_


@cache
def _keys(cls: type[Syntax]) -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for name, word in cls.parameters().items():
        if name != "extra" and name not in cls.UNWRITTEN:
            made = word.rstrip("_") if cls.UNDERSCORES else word.rstrip("_").replace("_", "-")
            keys[name] = cls.OTHERWISE.get(name, made)
    return keys


@cache
def _defaults(cls: type[Syntax]) -> Mapping[str, Any]:
    """What the fields hold that were not given."""
    return {name: None if field.is_required() else field.default for name, field in cls.model_fields.items()}
