"""What every mapping of the workflow language shares: which field is which key, how it is written, and what
is wrong with it beyond the kinds of its values.

One table for each class, made from its fields, serves the writer here, the reader, and the test that holds
it against GitHub's published schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import ConfigDict

from alertflow.declared import DeclarationError, Location
from alertflow.github.expressions.interpolation import parse_condition
from alertflow.github.expressions.tree import Expr
from alertflow.github.values import NOTHING, Extra, Verbatim, holds
from alertflow.sections.mapped import FILE, File, Mapped
from alertflow.yaml import Pinned

if TYPE_CHECKING:
    from alertflow.sections.places import Places

CONDITIONS = frozenset(("if_", "pre_if", "post_if"))
"""Fields whose whole text is one expression, with or without `${{ }}`."""


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


class Syntax(_Keys, Mapped):
    """A mapping of a workflow or action file.

    A field is written where it was given, or where it has something in it: `if_` as `if`, `runs_on` as
    `runs-on`. What is empty or None is not written.
    """

    model_config = ConfigDict(populate_by_name=False)

    extra: Extra = NOTHING
    """Keys that this library does not know yet, written as they are."""

    @classmethod
    def keys(cls) -> Mapping[str, str]:
        """The key of each field, in the order in which they are written."""
        return _keys(cls)

    @classmethod
    def of_file(
        cls,
        values: Mapping[str, Any],
        source: Location | None,
        places: Places | None = None,
        empty: Mapping[str, Any] | None = None,
    ) -> Self:
        """An object as a file says it, for who has read the file and made sure of the kinds of its values.

        `values` and `places` are by field; `empty` holds the keys that stood there with nothing behind them.
        Nothing is refused for what it means: `mistakes` and `problems` tell that later.
        """
        self = cls.__new__(cls)
        put = object.__setattr__
        put(self, "__dict__", {**_defaults(cls), **values, FILE: File(places, empty or {})})
        put(self, "__pydantic_fields_set__", set(values))
        put(self, "__pydantic_extra__", None)
        put(self, "__pydantic_private__", None)
        put(self, "__source__", source)
        return self

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
        if FILE in self.__dict__:
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
