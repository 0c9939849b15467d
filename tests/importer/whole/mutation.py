"""Python with one thing changed: a value, an argument, an item, the name of another variable."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

Place = tuple[ast.AST, str, int | None]
"""What holds a value, in which field, and at which index of a list."""


def mutants(text: str, seed: int) -> Iterator[tuple[str, str]]:
    """Mutants of `text`, each with what was done, in an order that depends on `seed` only.

    The docstring, the imports and what the project is called stay: they say nothing of the files.
    """
    chance = random.Random(f"mutants {seed}")
    tree = ast.parse(text)
    count = len(list(_places(tree)))
    for number in chance.sample(range(count), count):
        changed = copy.deepcopy(tree)
        owner, field, index = list(_places(changed))[number]
        before = _get(owner, field, index)
        done = _change(owner, field, index, chance)
        if done:
            yield f"line {getattr(before, 'lineno', '?')}: {done}", ast.unparse(changed)


def _places(tree: ast.Module) -> Iterator[Place]:
    """Every value of the file's statements."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            yield from _within(statement, "value", None)
        elif isinstance(statement, ast.FunctionDef):
            yield from _within(statement.body[-1], "value", None)


def _within(owner: ast.AST, field: str, index: int | None) -> Iterator[Place]:
    node = _get(owner, field, index)
    if not isinstance(node, ast.expr) or (isinstance(owner, ast.keyword) and owner.arg in _SAYS_NOTHING):
        return
    yield owner, field, index
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            for number, one in enumerate(value):
                if isinstance(one, ast.keyword):
                    yield node, name, number
                    yield from _within(one, "value", None)
                else:
                    yield from _within(node, name, number)
        elif isinstance(value, ast.expr) and not isinstance(node, ast.Call) and name != "func":
            yield from _within(node, name, None)


_SAYS_NOTHING = ("name_of_project", "repository")


def _get(owner: ast.AST, field: str, index: int | None) -> Any:
    value = getattr(owner, field)
    return value if index is None else value[index]


def _set(owner: ast.AST, field: str, index: int | None, value: Any) -> None:
    if index is None:
        setattr(owner, field, value)
    else:
        getattr(owner, field)[index] = value


def _change(owner: ast.AST, field: str, index: int | None, chance: random.Random) -> str:
    node = _get(owner, field, index)
    match node:
        case ast.Constant(value) if value is not None and value is not ...:
            other = _other(value, chance)
            _set(owner, field, index, ast.Constant(other))
            return f"{value!r} is {other!r}"
        case ast.keyword(arg):
            del getattr(owner, field)[index]
            return f"without {arg}={ast.unparse(node.value)[:60]}"
        case ast.List(elts) if len(elts) > 1 and chance.random() < 0.5:
            number = chance.randrange(len(elts))
            gone = elts.pop(number)
            return f"without the item {ast.unparse(gone)[:60]}"
        case ast.List(elts) if len(elts) > 1:
            elts.reverse()
            return "a list turned round"
        case ast.Dict(keys, values) if keys:
            number = chance.randrange(len(keys))
            gone_key, _ = keys.pop(number), values.pop(number)
            return f"without the key {ast.unparse(gone_key)[:60]}" if gone_key else "without what is spread"
        case _:
            return ""


def _other(value: Any, chance: random.Random) -> Any:
    changes: tuple[Callable[[Any], Any], ...]
    match value:
        case bool():
            return not value
        case int() | float():
            changes = (lambda one: one + 1, lambda one: one * 10 + 1)
        case "":
            return "x"
        case str():
            changes = (lambda one: one + "x", lambda one: one[:-1], lambda one: "x" + one)
        case _:
            raise AssertionError(value)
    return chance.choice(changes)(value)


__all__ = ["mutants"]
