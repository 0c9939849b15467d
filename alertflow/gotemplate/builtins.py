"""The functions that Go's text/template brings itself, and for which arguments they surely fail.

Source: https://pkg.go.dev/text/template#hdr-Functions, and funcs.go of Go 1.19 to 1.27.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from alertflow.gotemplate.standard import BOOL, INT, STRING
from alertflow.gotemplate.types import ANY, Function, Type, one_of

_BASIC = ("bool", "int", "float", "complex", "string")


def _target(value: Type) -> Type:
    return value.of if value.kind == "pointer" and value.of is not None else value


def _indexed(arguments: Sequence[Type]) -> Type:
    item = arguments[0]
    for _ in arguments[1:]:
        item = _target(item)
        if item.kind not in ("list", "map") or item.of is None:
            return ANY
        item = item.of
    return item


def _wrong_index(arguments: Sequence[Type]) -> str | None:
    item = arguments[0]
    for key in arguments[1:]:
        item = _target(item)
        if item.kind in ("list", "string") and key.kind not in ("int", "any"):
            return f"{item.words} is indexed by a whole number, not by {key.words}"
        if item.kind == "map" and key.kind not in ("string", "any"):
            return f"{item.words} is indexed by text, not by {key.words}"
        if item.kind not in ("list", "map", "string", "any"):
            return f"{item.words} cannot be indexed"
        item = item.of or ANY
    return None


def _wrong_slice(arguments: Sequence[Type]) -> str | None:
    item = _target(arguments[0])
    return None if item.kind in ("list", "string", "any") else f"{item.words} cannot be sliced"


def _wrong_length(arguments: Sequence[Type]) -> str | None:
    item = _target(arguments[0])
    return None if item.kind in ("list", "map", "string", "any") else f"{item.words} has no length"


def _wrong_equality(arguments: Sequence[Type]) -> str | None:
    if len(arguments) == 1:
        return "it compares its first argument with the others, and there is no other"
    return _different(arguments[0], arguments[1])


def _wrong_order(arguments: Sequence[Type]) -> str | None:
    for one in arguments:
        if one.kind in ("bool", "complex", "list", "map", "struct", "pointer", "nil"):
            hint = "; compare its length: (len …)" if one.kind in ("list", "map") else ""
            return f"{one.words} is neither less nor greater than anything{hint}"
    return _different(*arguments)


def _different(left: Type, right: Type) -> str | None:
    """Why Go will not compare the two: it converts neither."""
    if left.kind == right.kind or "any" in (left.kind, right.kind) or "nil" in (left.kind, right.kind):
        return None
    if left.kind not in _BASIC and right.kind not in _BASIC:
        return None
    hint = (
        ": write the whole number with a point, as in 1.0"
        if {left.kind, right.kind} == {"int", "float"}
        else ""
    )
    return f"Go compares no {_bare(left)} with {right.words}{hint}"


def _bare(value: Type) -> str:
    return value.words.removeprefix("a ").removeprefix("an ")


_ORDER = Function((ANY, ANY), BOOL, wrong=_wrong_order)
_TEXT = Function((), STRING, variadic=ANY)

INDEX: Final = Function((ANY,), _indexed, variadic=ANY, wrong=_wrong_index)
BUILTINS: Final[Mapping[str, Function]] = {
    **dict.fromkeys(("and", "or"), Function((ANY,), one_of, variadic=ANY)),
    "call": Function((ANY,), ANY, variadic=ANY),
    "eq": Function((ANY,), BOOL, variadic=ANY, wrong=_wrong_equality),
    **dict.fromkeys(("ge", "gt", "le", "lt"), _ORDER),
    **dict.fromkeys(("html", "js", "print", "println", "urlquery"), _TEXT),
    "index": INDEX,
    "len": Function((ANY,), INT, wrong=_wrong_length),
    "ne": Function((ANY, ANY), BOOL, wrong=_wrong_equality),
    "not": Function((ANY,), BOOL),
    "printf": Function((STRING,), STRING, variadic=ANY),
    "slice": Function((ANY,), lambda arguments: arguments[0], variadic=ANY, wrong=_wrong_slice),
}
"""Function of Go -> what it takes and gives."""
