"""What an expression gives, for given contexts: the value that GitHub's runner finds.

Source: github.com/actions/runner, src/Sdk/Expressions: Sdk/Operators, Sdk/Functions, EvaluationResult.cs.
GitHub's TypeScript (github.com/actions/languageservices, expressions) differs from it in places, which
tests/github/expressions/differences.py lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alertflow.github.expressions.access import MISSING, filtered, in_any_case, indexed
from alertflow.github.expressions.builtin import BUILTIN
from alertflow.github.expressions.coercion import (
    EvaluationError,
    Filtered,
    Value,
    equal,
    is_collection,
    less,
    number,
    truthy,
)
from alertflow.github.expressions.contexts import CONTEXTS
from alertflow.github.expressions.functions import FUNCTIONS
from alertflow.github.expressions.interpolation import template
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    Index,
    Literal,
    Not,
    Property,
    depth,
)
from alertflow.github.limits import EXPRESSION_DEPTH

_NOTHING: Mapping[str, Any] = {}
_NONE: frozenset[str] = frozenset()
_IN_A_RUN = frozenset(("success", "failure", "always", "cancelled", "hashFiles"))


def evaluate(
    text: str,
    contexts: Mapping[str, Any] = _NOTHING,
    functions: Mapping[str, Callable[..., Value]] = _NOTHING,
) -> Value:
    """The value of the expression `text`, which stands without `${{ }}`, in the contexts by name.

    Numbers are floats, what a filter (`.*`) gives is a list. A context that is not given is null; names may
    be others than GitHub's. Where names of an object differ only in case, the exact one is found first;
    wrap an object in CaseSensitive for names that must be exact (`env` on Linux).

    `functions` gives what is known only in a run: `success`, `failure`, `always`, `cancelled`, `hashFiles`,
    and others of any name; each is called with the values of its arguments. Raises ExpressionSyntaxError as
    `parse` does, and EvaluationError for what GitHub fails to evaluate: `fromJSON` of what is not JSON,
    `format` with a missing argument, a function that has not been given.
    """
    return _result(_Run(contexts, functions).value(parse(text, _also(contexts, functions))))


def evaluate_tree(
    tree: Expr,
    contexts: Mapping[str, Any] = _NOTHING,
    functions: Mapping[str, Callable[..., Value]] = _NOTHING,
) -> Value:
    """The value of an expression that is a tree already. Raises EvaluationError as `evaluate` does, and for
    a tree that is deeper than GitHub takes.
    """
    if (reached := depth(tree)) > EXPRESSION_DEPTH:
        raise EvaluationError(f"it is nested {reached:,} deep; GitHub takes {EXPRESSION_DEPTH}")
    return _result(_Run(contexts, functions).value(tree))


def interpolate(
    text: str,
    contexts: Mapping[str, Any] = _NOTHING,
    functions: Mapping[str, Callable[..., Value]] = _NOTHING,
) -> Value:
    """What GitHub makes of `text`, in which `${{ … }}` may stand: a single one gives its value, words with
    expressions give a text.

    Raises as `evaluate` and `template` do.
    """
    return _result(_Run(contexts, functions).value(template(text, _also(contexts, functions))))


def _also(contexts: Mapping[str, Any], functions: Mapping[str, Any]) -> frozenset[str]:
    """The names that GitHub's language does not have, in lower case."""
    if contexts.keys() <= CONTEXTS.keys() and functions.keys() <= _IN_A_RUN:
        return _NONE
    return frozenset(map(str.lower, (*contexts, *functions))).difference(CONTEXTS, FUNCTIONS)


def _result(value: Any) -> Value:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value


class _Run:
    """One evaluation: what the names mean in it."""

    __slots__ = ("contexts", "functions")

    def __init__(self, contexts: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        self.contexts = contexts
        self.functions = functions

    def value(self, tree: Expr) -> Any:
        """The value of `tree`, numbers as they stand in the contexts."""
        return (_RULES.get(type(tree)) or _rule(type(tree)))(self, tree)

    def literal(self, tree: Literal) -> Any:
        return tree.value

    def context(self, tree: Context) -> Any:
        found = self.contexts.get(tree.name_, MISSING)
        return in_any_case(self.contexts, tree.name_) if found is MISSING else found

    def property(self, tree: Property) -> Any:
        names = [tree.name_]
        base = tree.base_
        while isinstance(base, Property):
            names.append(base.name_)
            base = base.base_
        value = self.value(base)
        for name in reversed(names):
            if type(value) is dict:
                found = value.get(name, MISSING)
                value = in_any_case(value, name) if found is MISSING else found
            else:
                value = indexed(value, name) if is_collection(value) else None
        return value

    def index(self, tree: Index) -> Any:
        base = self.value(tree.base_)
        return indexed(base, self.value(tree.index_)) if is_collection(base) else None

    def every(self, tree: Every) -> Filtered:
        return filtered(self.value(tree.base_))

    def negation(self, tree: Not) -> bool:
        return not truthy(self.value(tree.operand))

    def binary(self, tree: Binary) -> Any:
        operator = tree.operator
        if operator not in Binary.ASSOCIATIVE:
            return _COMPARISONS[operator](self.value(tree.left), self.value(tree.right))
        value = None
        for operand in tree.operands:
            value = self.value(operand)
            if truthy(value) is (operator == "||"):
                break
        return value

    def call(self, tree: Call) -> Any:
        name = tree.function_.lower()
        if known := BUILTIN.get(name):
            return known(self.value, *tree.arguments_)
        function = self.functions.get(tree.function_)
        if function is None:
            function = next((one for key, one in self.functions.items() if key.lower() == name), None)
        if function is None:
            raise EvaluationError(f"{tree.function_}() is known only in a run: give it through `functions`")
        return function(*map(self.value, tree.arguments_))


_RULES: dict[type[Expr], Callable[[_Run, Any], Any]] = {
    Binary: _Run.binary,
    Call: _Run.call,
    Context: _Run.context,
    Every: _Run.every,
    Index: _Run.index,
    Literal: _Run.literal,
    Not: _Run.negation,
    Property: _Run.property,
}
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": less,
    "<=": lambda left, right: less(left, right) or equal(left, right),
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: less(right, left) or equal(left, right),
}


def _rule(cls: type[Expr]) -> Callable[[_Run, Any], Any]:
    """How a class of the tree is evaluated that is not named above: as the one that it extends."""
    _RULES[cls] = rule = next(_RULES[base] for base in cls.__mro__ if base in _RULES)
    return rule
