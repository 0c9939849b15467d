"""The kinds of value that a key of a workflow takes, and how each is checked and written as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from alertflow.declared import Items
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import is_variable


class Kind:
    """Accepts instances of some classes by one isinstance, and says in words what was expected."""

    def __init__(self, words: str, *classes: type) -> None:
        self.words = words
        self.classes = classes

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _said(self.words, core_schema.is_instance_schema(self.classes, cls_repr=self.words))


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


class Form:
    """Accepts one of several forms by what was given: a mapping, a list, an instance of a class, a word.

    The union that it annotates names them; `words` says them in a sentence. A form is chosen first and
    checked then, so a mistake in a mapping is not also told as "should be a list".
    """

    def __init__(self, words: str) -> None:
        self.words = words

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        classes: list[type] = []
        words: list[str] = []
        forms: dict[str, core_schema.CoreSchema] = {}
        for one in get_args(source):
            bare = get_args(one)[0] if get_origin(one) is Annotated else one
            kind = next((mark for mark in getattr(one, "__metadata__", ()) if isinstance(mark, Kind)), None)
            if kind is not None:
                classes.extend(kind.classes)
            elif get_origin(one) is Literal:
                words.extend(get_args(one))
            elif get_origin(bare) in _FORMS:
                forms[_FORMS[get_origin(bare)]] = handler.generate_schema(one)
            elif one is not type(None):
                classes.append(one)
        alone = [
            core_schema.is_instance_schema(tuple(classes)) if classes else None,
            core_schema.literal_schema(list(words)) if words else None,
        ]
        forms[_ALONE] = _said(
            self.words, core_schema.union_schema([one for one in alone if one], mode="left_to_right")
        )
        if len(forms) == 1:
            return forms[_ALONE]
        return core_schema.tagged_union_schema(
            forms,
            discriminator=lambda value: _form(value, forms),
            custom_error_type="kind",
            custom_error_message=f"should be {self.words}",
        )


_MAPPING, _LIST, _ALONE = "{}", "[]", "()"
_FORMS: dict[Any, str] = {Mapping: _MAPPING, dict: _MAPPING, Sequence: _LIST}


def _form(value: Any, forms: Mapping[str, Any]) -> str:
    """Which of `forms` a value is to be checked as."""
    if isinstance(value, Mapping) and _MAPPING in forms:
        return _MAPPING
    return _LIST if isinstance(value, (list, tuple)) and _LIST in forms else _ALONE


def _said(words: str, schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
    return core_schema.custom_error_schema(
        schema, custom_error_type="kind", custom_error_message=f"should be {words}"
    )


class _Nothing(dict[str, Any]):
    """An empty dict with a hash, which pydantic therefore shares between objects instead of copying it to
    each.
    """

    def __hash__(self) -> int:  # type: ignore[override]  # dict says None; this one is never changed
        return id(self)


NOTHING: Mapping[str, Any] = _Nothing()
"""The default of every field that takes a mapping."""


class Verbatim(str):
    """Text that is written as it stands, as a file had it: nothing is moved out of it or printed anew.

    `scalar` is the YAML value that it was read from: `Verbatim("10", 10)` is written as the number. In a
    script, what `${{ … }}` gives does become part of the code; make one in Python only where that is meant.
    """

    __slots__ = ("scalar",)
    scalar: Any

    def __new__(cls, text: str, scalar: Any = None) -> Verbatim:
        """`text`, read from the YAML scalar `scalar`; without one, from the text itself."""
        self = super().__new__(cls, text)
        self.scalar = text if scalar is None else scalar
        return self


T = TypeVar("T")
Text = Annotated[str | Expr, Kind("text or an expression", str, Expr)]
"""Text that may hold expressions, or an expression alone."""
Value = Annotated[
    str | int | float | Expr, Kind("text, a number, True, False or an expression", str, int, float, Expr)
]
"""A scalar as `env` and `with` take it."""
Switch = Annotated[bool | Expr | Verbatim, Kind("True, False or an expression", bool, Expr, Verbatim)]
"""Yes or no, or an expression that says it."""
Number = Annotated[
    int | float | Expr | Verbatim, Kind("a number or an expression", int, float, Expr, Verbatim)
]
"""A number, or an expression that gives it."""
Condition = Annotated[str | bool | Expr, Kind("an expression, its text, True or False", str, bool, Expr)]
"""What `if` takes."""
Named = Annotated[Mapping[str, T], _AsDict]
"""A field that takes any mapping from names to T and keeps a dict."""
Variables = Annotated[
    Named[Value] | Expr | Verbatim, Form("a dict of variables, or an expression that gives one")
]
"""What `env` and `with` take: names and values, or an expression that gives the whole mapping."""
Texts = Annotated[Text | Items[Text], Form("text or a list of text")]
"""One text, or several."""
Extra: TypeAlias = Named[Any]
"""Keys that this library does not know yet, written as they are."""


def misnamed(env: Mapping[str, Any] | Expr | Verbatim) -> Iterator[tuple[str, str]]:
    """A mistake for each variable that no shell could read. GitHub itself takes any name, so what a file has
    is left alone.
    """
    for name in variables(env):
        if not is_variable(name) and "${{" not in name:
            yield (
                "env",
                f"env: '{name}' is no name for a variable: letters, digits and _, not a digit first.",
            )


def holds(value: Any) -> bool:
    """Whether there is something in a field: an expression cannot be asked for its truth."""
    return value is not None and (not isinstance(value, (tuple, dict)) or bool(value))


def variables(given: Mapping[str, Any] | Expr | Verbatim) -> Mapping[str, Any]:
    """The variables that are known by name: none where an expression gives the mapping."""
    return NOTHING if isinstance(given, (Expr, str)) else given
