"""The expressions in a value."""

from __future__ import annotations

from alertflow.github.expressions.interpolation import split
from alertflow.github.expressions.parser import ExpressionSyntaxError
from alertflow.github.expressions.tree import Expr


def read(value: object) -> tuple[Expr, ...]:
    """The expressions in a text, or the expression itself; none where GitHub could not read them either."""
    return tuple([tree for tree, _, _ in placed(value)])


def placed(value: object) -> tuple[tuple[Expr, str | None, int], ...]:
    """The same, each with the text that it stands in, None where it stands by itself, and where in it."""
    if isinstance(value, Expr):
        return ((value, None, 0),)
    if not isinstance(value, str) or "${{" not in value:
        return ()
    try:
        parts = split(value)
    except ExpressionSyntaxError:
        return ()
    return tuple([(part[0], value, part[1]) for part in parts if not isinstance(part, str)])
