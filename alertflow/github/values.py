"""The kinds of value that a key of a workflow takes, and how each is checked and written as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from alertflow.declared import DeclarationError, Declared, argument
from alertflow.github.expressions.parser import parse_condition
from alertflow.github.expressions.tree import Expr


class Kind:
    """Accepts instances of some classes by one isinstance, and says in words what was expected."""

    def __init__(self, words: str, *classes: type) -> None:
        self.words = words
        self.classes = classes

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            core_schema.is_instance_schema(self.classes, cls_repr=self.words),
            custom_error_type="kind",
            custom_error_message=f"should be {self.words}",
        )


class _AsDict:
    """Accepts any mapping from text and keeps a dict of its own."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        key, value = get_args(source)
        return core_schema.dict_schema(
            handler.generate_schema(key), handler.generate_schema(value), strict=False
        )


class _Nothing(dict[str, Any]):
    """An empty dict with a hash, which pydantic therefore shares between objects instead of copying it to
    each.
    """

    def __hash__(self) -> int:  # type: ignore[override]  # dict says None; this one is never changed
        return id(self)


NOTHING: Mapping[str, Any] = _Nothing()
"""The default of every field that takes a mapping."""

T = TypeVar("T")
Text = Annotated[str | Expr, Kind("text or an expression", str, Expr)]
"""Text that may hold expressions, or an expression alone."""
Value = Annotated[
    str | int | float | Expr, Kind("text, a number, True, False or an expression", str, int, float, Expr)
]
"""A scalar as `env` and `with` take it."""
Switch = Annotated[bool | Expr, Kind("True, False or an expression", bool, Expr)]
"""Yes or no, or an expression that says it."""
Number = Annotated[int | float | Expr, Kind("a number or an expression", int, float, Expr)]
"""A number, or an expression that gives it."""
Condition = Annotated[str | bool | Expr, Kind("an expression, its text, True or False", str, bool, Expr)]
"""What `if` takes."""
Named = Annotated[Mapping[str, T], _AsDict]
"""A field that takes any mapping from names to T and keeps a dict."""
Extra: TypeAlias = "Named[Any]"
"""Keys that this library does not know yet, written as they are."""


def plain(value: Any) -> Any:
    """`value` as plain data: expressions as `${{ … }}`, everything else as it is, all through lists and
    dicts.
    """
    if isinstance(value, Expr):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping of scalars as plain data."""
    return {name: str(value) if isinstance(value, Expr) else value for name, value in values.items()}


def merged(owner: Declared, data: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with the keys of `extra` behind it.

    Raises DeclarationError where `extra` has a key that `owner` writes itself.
    """
    for key, value in extra.items():
        if key in data:
            raise DeclarationError(
                f"{type(owner).__name__}(…): extra has '{key}', which is set already; give it only once.",
                argument(owner.source, "extra"),
            )
        data[key] = plain(value)
    return data


def plain_scalar(value: Any) -> Any:
    """A scalar as plain data: an expression as `${{ … }}`."""
    return str(value) if isinstance(value, Expr) else value


def condition_data(condition: str | bool | Expr) -> str | bool:
    """What stands behind `if`: the bare expression, which GitHub evaluates without `${{ }}`.

    Only an expression that itself holds the characters `${{` keeps them around it. Raises
    ExpressionSyntaxError for a text that is not an expression.
    """
    if isinstance(condition, bool):
        return condition
    tree = condition if isinstance(condition, Expr) else parse_condition(condition)
    return str(tree) if "${{" in tree.text else tree.text
