"""The expressions in a workflow with their places, and what text from outside a value may carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alertflow.declared import Declared, Location
from alertflow.github import Expr, ExpressionSyntaxError, Workflow, parse_condition
from alertflow.github.expressions.parser import expressions_in
from alertflow.github.expressions.tree import Binary, Call, Context, Every, Index, Not, Property

_HARMLESS = frozenset(
    ("contains", "startswith", "endswith", "success", "failure", "cancelled", "always", "hashfiles")
)
"""Functions that return true, false or a hash."""
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_NOT_TEXT = frozenset({"id", "node_id", "number", "sha", "run_id", "run_number", "run_attempt"})
"""Properties of an event that GitHub fills in itself: numbers and hashes."""


def expressions(part: Declared, source: Location | None = None) -> Iterator[tuple[Expr, Location | None]]:
    """Every expression in `part` and all it holds, with the place of the innermost part that has one."""
    source = part.source or source
    for name, value in part.__dict__.items():
        if isinstance(value, str) and name == "if_":
            yield from ((tree, source) for tree in _condition(value))
        elif value is not None:
            yield from _within(value, source)


def expressions_of(workflow: Workflow, *, holding: str) -> Iterator[tuple[Expr, Location | None]]:
    """The expressions of `workflow` whose text has `holding`; quicker than to look at each."""
    return ((tree, at) for tree, at in expressions(workflow) if holding in tree.text.casefold())


def _within(value: Any, source: Location | None) -> Iterator[tuple[Expr, Location | None]]:
    if isinstance(value, str):
        if "${{" in value:
            yield from ((tree, source) for tree in read(value))
    elif isinstance(value, Expr):
        yield value, source
    elif isinstance(value, Declared):
        yield from expressions(value, source)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _within(one, source)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _within(one, source)


def _condition(text: str) -> tuple[Expr, ...]:
    try:
        return (parse_condition(text),)
    except ExpressionSyntaxError:
        return ()


def read(text: str) -> tuple[Expr, ...]:
    """The expressions in `text`; none where GitHub could not read them either."""
    try:
        return expressions_in(text)
    except ExpressionSyntaxError:
        return ()


def from_outside(tree: Expr) -> Expr | None:
    """The part of `tree` by which text that others write can become part of its value; None if there is none.

    Others write what is in the event (`github.event`, but for numbers and hashes), the names of branches,
    and the inputs of a run. What a comparison or `contains` says is only true or false.
    """
    match tree:
        case Not():
            return None
        case Binary(operator=operator) if operator in _COMPARISONS:
            return None
        case Binary(operator="&&"):
            return from_outside(tree.right)
        case Binary():
            return _first(tree.left, tree.right)
        case Call():
            return None if tree.function.lower() in _HARMLESS else _first(*tree.arguments)
        case Property() | Index() | Every():
            return tree if _is_outside(tree) else None
        case Context():
            return tree if tree.name.lower() in ("github", "inputs") else None
    return None


def _first(*trees: Expr) -> Expr | None:
    found = [from_outside(one) for one in trees]
    return next((one for one in found if one is not None), None)


def _is_outside(tree: Expr) -> bool:
    path = _path(tree)
    if path[:1] == ["inputs"] or path[:2] in (["github", "head_ref"], ["github", "ref_name"]):
        return True
    return path[:2] == ["github", "event"] and path[-1] not in _NOT_TEXT


def _path(tree: Expr) -> list[str]:
    """The names from the root of a reference to its end, in lower case; `*` for what is not known."""
    match tree:
        case Context():
            return [tree.name.lower()]
        case Property():
            return [*_path(tree.base), tree.name.lower()]
        case Index() | Every():
            return [*_path(tree.base), "*"]
        case Call():
            return ["*"] if from_outside(tree) is None else ["github", "event", "*"]
    return ["*"]


__all__ = ["expressions", "expressions_of", "from_outside", "read"]
