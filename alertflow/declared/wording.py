"""pydantic's errors in words that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from alertflow.declared.errors import suggestion


def sentences(
    name: str, known: Iterable[str], details: Sequence[ErrorDetails], data: Mapping[str, Any]
) -> list[str]:
    """What is wrong with the arguments `data` of the class `name` with the fields `known`; each said once."""
    told: list[str] = []
    expected: dict[str, list[str]] = {}
    given: dict[str, Any] = {}
    for detail in details:
        if sentence := _of_name(name, known, detail):
            told.append(sentence)
            continue
        place, value = _place(detail["loc"], data)
        in_list = any(isinstance(part, int) for part in detail["loc"])
        alone = in_list and _is_declared(value) and not place.endswith("]")
        given[place] = value
        expected.setdefault(place, []).append("a list" if alone else _expected(detail))
    for place, words in expected.items():
        wanted = f"{place}: should be {_either(list(dict.fromkeys(words)))}"
        told.append(f"{name}(…): {wanted}, not {_shown(given[place])}.")
    return list(dict.fromkeys(told))


def expectation(details: Sequence[ErrorDetails]) -> str:
    """What pydantic's `details` say of one value, where the value itself is told by who asks.

    `should be text or a number`, or a validator's own sentence, which ends in a full stop.
    """
    own = [_own_words(detail) for detail in details]
    if own[0]:
        return own[0]
    return f"should be {_either(list(dict.fromkeys(_expected(detail) for detail in details)))}"


def _own_words(detail: ErrorDetails) -> str:
    """The sentence of a validator that says itself what is wrong; else ''."""
    if detail["type"] not in ("value_error", "assertion_error"):
        return ""
    return detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _of_name(name: str, known: Iterable[str], detail: ErrorDetails) -> str:
    """What is wrong with a name, or in a validator's own words; '' where a value is not of its kind."""
    field = str(detail["loc"][0]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            return f"{name}(…): unknown name '{field}'. {suggestion(field, known)}"
        case "missing":
            return f"{name}(…): '{field}' is missing."
    if message := _own_words(detail):
        return f"{name}(…): {field + ': ' if field else ''}{message}"
    return ""


def _is_declared(value: object) -> bool:
    """Whether `value` is a declaration: pydantic goes through one as if it were a list of its fields."""
    return hasattr(value, "__source__")


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"


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
        return _a(detail["ctx"]["class_name"])
    if detail["type"] == "string_too_short" and detail["ctx"]["min_length"] == 1:
        return "text that is not empty"
    if detail["type"] == "string_pattern_mismatch":
        return f"text that matches {detail['ctx']['pattern']}"
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
    if _is_declared(value):
        return _a(type(value).__name__)
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
