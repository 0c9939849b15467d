"""What every declaration shares: it is frozen, refuses unknown names, and knows where it was written."""

from __future__ import annotations

import ast
import difflib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NamedTuple, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import ErrorDetails, core_schema

_PACKAGE = str(Path(__file__).parent) + "/"
_PYDANTIC = "/pydantic/"
_COMPILER = _PACKAGE + "compiler/"


class Location(NamedTuple):
    """A place in a person's source file."""

    path: str
    """The file, as Python or the reader knows it: absolute or relative to the working directory."""
    line: int
    """Counted from 1."""
    column: int | None = None
    """Counted from 1; None where only the line is known."""

    def relative_to(self, root: Path) -> Location:
        """The same place with its path relative to `root`, where it lies below it."""
        try:
            return self._replace(path=Path(self.path).resolve().relative_to(root.resolve()).as_posix())
        except ValueError:
            return self

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}"
        return place if self.column is None else f"{place}:{self.column}"


class AlertflowError(Exception):
    """A mistake that a person can mend. It is shown as one message, never as a traceback.

    `location` is where to look, None where there is no file to point to.
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class DeclarationError(AlertflowError, ValueError):
    """An object was declared with names or values it cannot have."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` was most likely meant to be, if any is close."""
    names = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The sentence that helps after an unknown name: the nearest known one, or else all of them."""
    choices = sorted(known)
    if close := nearest(name, choices):
        return f"Did you mean '{close}'?"
    if not choices:
        return "None is known here."
    shown = ", ".join(choices[:20]) + (", …" if len(choices) > 20 else "")
    return f"Known: {shown}."


def caller() -> Location | None:
    """The nearest place on the stack that is neither alertflow's nor pydantic's: what a person wrote.

    None for what the compiler makes: it says itself which declaration its documents come from (`written_at`).
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if not path.startswith(_PACKAGE):
            if path[0] != "<" and _PYDANTIC not in path:
                return Location(path, frame.f_lineno)
        elif path.startswith(_COMPILER):
            return None
        frame = frame.f_back
    return None


@lru_cache(maxsize=64)
def _calls(path: str) -> Mapping[int, list[ast.Call]]:
    """The calls of a Python file by their first line; empty where it cannot be read."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    calls: dict[int, list[ast.Call]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            calls.setdefault(node.lineno, []).append(node)
    return calls


def argument(location: Location | None, name: str) -> Location | None:
    """The line of the argument `name` in the call that starts at `location`; `location` where it has none."""
    if location is None:
        return None
    for call in _calls(location.path).get(location.line, ()):
        for keyword in call.keywords:
            if keyword.arg == name:
                return Location(location.path, keyword.lineno)
    return location


class Declared(BaseModel):
    """A frozen declaration that remembers where it was written (`source`) and refuses unknown names.

    Arguments are passed by keyword; a field declared with `Field(kw_only=False)` may also stand first,
    by position (`Team("platform")`). Raises DeclarationError, with the file and line of the call and the
    nearest known name, for what does not fit.
    """

    __slots__ = ("__source__",)

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,
        populate_by_name=True,
        strict=True,
        hide_input_in_errors=True,
    )

    def __init__(self, *args: Any, **data: Any) -> None:
        if args:
            self._take(args, data)
        object.__setattr__(self, "__source__", caller())
        try:
            self.__pydantic_validator__.validate_python(data, self_instance=self)
        except ValidationError as error:
            raise self._declaration_error(error, data) from None

    @property
    def source(self) -> Location | None:
        """Where a person wrote this; None for what was made outside any file."""
        source: Location | None = getattr(self, "__source__", None)
        return source

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed, validated anew and written where `replace` was called."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self)(**(given | changes))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self  # frozen all through, so one object serves

    @classmethod
    def positional(cls) -> list[str]:
        """The names of the fields that may be passed by position, in order."""
        return [name for name, field in cls.model_fields.items() if field.kw_only is False]

    def _take(self, args: tuple[Any, ...], data: dict[str, Any]) -> None:
        names = self.positional()
        if len(args) > len(names):
            takes = f"only {', '.join(names)}" if names else "none"
            raise DeclarationError(
                f"{type(self).__name__}(…): {len(args)} arguments by position, but it takes {takes}; "
                f"name the others: {', '.join(n for n in type(self).model_fields if n not in names)}.",
                caller(),
            )
        for name, value in zip(names, args, strict=False):
            if name in data:
                raise DeclarationError(f"{type(self).__name__}(…): '{name}' is given twice.", caller())
            data[name] = value

    def __setattr__(self, name: str, value: Any) -> None:
        raise DeclarationError(
            f"{type(self).__name__}(…) is frozen: make another one with .replace({name}=…).", caller()
        )

    def _declaration_error(self, error: ValidationError, data: Mapping[str, Any]) -> DeclarationError:
        details = error.errors(include_url=False, include_context=True)
        sentences: list[str] = []
        expected: dict[str, list[str]] = {}
        given: dict[str, Any] = {}
        for detail in details:
            if sentence := _sentence(type(self), detail):
                sentences.append(sentence)
                continue
            place, value = _place(detail["loc"], data)
            alone = isinstance(value, Declared) and any(isinstance(part, int) for part in detail["loc"])
            given[place] = value
            expected.setdefault(place, []).append("a list" if alone else _expected(detail))
        for place, words in expected.items():
            choice = _either(list(dict.fromkeys(words)))
            sentences.append(
                f"{type(self).__name__}(…): {place}: should be {choice}, not {_shown(given[place])}."
            )
        first = str(details[0]["loc"][0]) if details[0]["loc"] else ""
        return DeclarationError("\n  ".join(dict.fromkeys(sentences)), argument(self.source, first))


def _sentence(cls: type[Declared], detail: ErrorDetails) -> str:
    """What is wrong with a name, or in a validator's own words; '' where a value is not of its kind."""
    field = str(detail["loc"][0]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            return f"{cls.__name__}(…): unknown name '{field}'. {suggestion(field, cls.model_fields)}"
        case "missing":
            return f"{cls.__name__}(…): '{field}' is missing."
        case "value_error" | "assertion_error":
            message = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
            return f"{cls.__name__}(…): {field + ': ' if field else ''}{message}"
    return ""


_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "True or False",
    "tuple_type": "a list",
    "dict_type": "a dict",
    "mapping_type": "a dict",
}
"""pydantic's names for kinds of value, in the words of this house."""


def _expected(detail: ErrorDetails) -> str:
    """What stands after "should be": `text`, `an Alert`, `'read' or 'write'`."""
    if detail["type"] in ("model_type", "dataclass_type"):
        name = detail["ctx"]["class_name"]
        return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"
    words = _KINDS.get(detail["type"], detail["msg"])
    return re.sub(r"^([Ii]nput )?[Ss]hould be ", "", words)


def _place(path: tuple[int | str, ...], data: Mapping[str, Any]) -> tuple[str, Any]:
    """The place in the arguments that `path` leads to, such as `alerts[0]`, and what stands there.

    pydantic's paths also name the branches of a union, which are no part of the place.
    """
    place, value = str(path[0]), data.get(str(path[0]))
    for part in path[1:]:
        if isinstance(part, int) and isinstance(value, list | tuple):
            place, value = f"{place}[{part}]", value[part]
        elif isinstance(value, dict) and part in value and path[-1] == "[key]":
            return place, part
        elif isinstance(value, dict) and part in value:
            place, value = f"{place}[{part!r}]", value[part]
    return place, value


def _either(words: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _shown(value: object) -> str:
    if isinstance(value, Declared):
        name = type(value).__name__
        return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


class _AsTuple:
    """Makes pydantic accept any sequence and keep a tuple, so that a frozen object is frozen all through."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        (item,) = get_args(source)
        return core_schema.tuple_variable_schema(handler.generate_schema(item), strict=False)


D = TypeVar("D", bound=Declared)


def written_at(source: Location | None, declared: D) -> D:
    """`declared`, remembered as written at `source`: for documents made out of a person's declaration."""
    object.__setattr__(declared, "__source__", source)
    return declared


class Expected:
    """Says in a sentence what a string should have been, where the type alone would show a pattern."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            handler(source), custom_error_type="syntax", custom_error_message=self.sentence
        )


T = TypeVar("T")
Items = Annotated[Sequence[T], _AsTuple]
"""A field that takes a list or tuple of T and keeps a tuple."""

__all__ = [
    "AlertflowError",
    "DeclarationError",
    "Declared",
    "Expected",
    "Items",
    "Location",
    "argument",
    "caller",
    "nearest",
    "suggestion",
    "written_at",
]
