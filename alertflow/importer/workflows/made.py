"""What Python as it is to be written makes: the same objects as its text would, without the text."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Inverted,
    Item,
    Joined,
    Listed,
    Literal,
    Operation,
    Starred,
    Symbol,
    Variable,
)

_OPERATORS = {
    "&": operator.and_,
    "|": operator.or_,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def made(expression: Argument, variables: Mapping[str, Any]) -> Any:
    """What `expression` is where `variables` are set. Raises what running it would."""
    match expression:
        case Commented(value):
            return made(value, variables)
        case Literal(value, indentable):
            several = indentable and isinstance(value, str) and "\n" in value.strip("\n")
            return f"\n{value}\n    " if several else value
        case Variable(name):
            return variables[name]
        case Symbol(module, name):
            return getattr(import_module(module), name)
        case Attribute(of, name):
            return getattr(made(of, variables), name)
        case Item(of, key):
            return made(of, variables)[made(key, variables)]
        case Joined(parts):
            return "".join([one if isinstance(one, str) else f"{made(one, variables)}" for one in parts])
        case Call(what, args, keywords):
            given = {name: made(one, variables) for name, one in keywords}
            return made(what, variables)(*_items(args, variables), **given)
        case Listed(items):
            return _items(items, variables)
        case Dictionary(pairs):
            return _mapping(pairs, variables)
        case Inverted(of):
            return ~made(of, variables)
        case Operation(left, sign, right):
            return _OPERATORS[sign](made(left, variables), made(right, variables))
        case Starred():
            raise TypeError("nothing is spread here")


def _items(items: tuple[Argument, ...], variables: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for one in items:
        value: Expression = one.value if isinstance(one, Commented) else one
        if isinstance(value, Starred):
            found += made(value.of, variables)
        else:
            found.append(made(value, variables))
    return found


def _mapping(pairs: tuple[tuple[Expression | None, Argument], ...], variables: Mapping[str, Any]) -> Any:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key is None:
            found |= made(value, variables)
        else:
            found[made(key, variables)] = made(value, variables)
    return found


__all__ = ["made"]
