"""The expressions in a value."""

from __future__ import annotations

from alertflow.github.expressions.interpolation import expressions_in
from alertflow.github.expressions.parser import ExpressionSyntaxError
from alertflow.github.expressions.tree import Expr


def read(value: object) -> tuple[Expr, ...]:
    """The expressions in a text, or the expression itself; none where GitHub could not read them either."""
    if isinstance(value, Expr):
        return (value,)
    if not isinstance(value, str) or "${{" not in value:
        return ()
    try:
        return expressions_in(value)
    except ExpressionSyntaxError:
        return ()
