"""GitHub's expression language: its tree, its text, what it means and what it gives."""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.github.expressions.availability import AVAILABLE, Allowed, allowed_at
    from alertflow.github.expressions.checking import Problem, problems
    from alertflow.github.expressions.coercion import (
        CaseSensitive,
        EvaluationError,
        Filtered,
        Value,
        to_text,
        truthy,
    )
    from alertflow.github.expressions.contexts import CONTEXTS
    from alertflow.github.expressions.evaluation import evaluate, evaluate_tree, interpolate
    from alertflow.github.expressions.functions import FUNCTIONS
    from alertflow.github.expressions.interpolation import (
        condition,
        expressions_in,
        is_always_true,
        parse_condition,
        split,
        template,
    )
    from alertflow.github.expressions.known import UnknownPropertyError
    from alertflow.github.expressions.parser import ExpressionSyntaxError, parse
    from alertflow.github.expressions.scope import Scope
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
        depth,
        expression,
    )
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        availability: AVAILABLE Allowed allowed_at
        checking: Problem problems
        coercion: CaseSensitive EvaluationError Filtered Value to_text truthy
        contexts: CONTEXTS
        evaluation: evaluate evaluate_tree interpolate
        functions: FUNCTIONS
        interpolation: condition expressions_in is_always_true parse_condition split template
        known: UnknownPropertyError
        parser: ExpressionSyntaxError parse
        scope: Scope
        tree: Binary Call Context Every Expr ExpressionError Index Literal Not Operand Property
            Reference Scalar depth expression
        """,
    )

__all__ = [
    "AVAILABLE",
    "CONTEXTS",
    "FUNCTIONS",
    "Allowed",
    "Binary",
    "Call",
    "CaseSensitive",
    "Context",
    "EvaluationError",
    "Every",
    "Expr",
    "ExpressionError",
    "ExpressionSyntaxError",
    "Filtered",
    "Index",
    "Literal",
    "Not",
    "Operand",
    "Problem",
    "Property",
    "Reference",
    "Scalar",
    "Scope",
    "UnknownPropertyError",
    "Value",
    "allowed_at",
    "condition",
    "depth",
    "evaluate",
    "evaluate_tree",
    "expression",
    "expressions_in",
    "interpolate",
    "is_always_true",
    "parse",
    "parse_condition",
    "problems",
    "split",
    "template",
    "to_text",
    "truthy",
]
