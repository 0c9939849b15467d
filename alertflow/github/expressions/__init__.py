"""GitHub's expression language: its tree, its text and what it means."""

from alertflow.github.expressions.contexts import CONTEXTS, FUNCTIONS
from alertflow.github.expressions.parser import (
    ExpressionSyntaxError,
    expressions_in,
    parse,
    parse_condition,
    split,
)
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    ExpressionError,
    Index,
    Literal,
    Not,
    Operand,
    Property,
    Reference,
    Scalar,
    expression,
)

__all__ = [
    "CONTEXTS",
    "FUNCTIONS",
    "Binary",
    "Call",
    "Context",
    "Every",
    "Expr",
    "ExpressionError",
    "ExpressionSyntaxError",
    "Index",
    "Literal",
    "Not",
    "Operand",
    "Property",
    "Reference",
    "Scalar",
    "expression",
    "expressions_in",
    "parse",
    "parse_condition",
    "split",
]
