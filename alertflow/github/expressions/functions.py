"""The functions of the expression language, as Python functions that build calls of them.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Functions" and "Status check
functions".
"""

from __future__ import annotations

from functools import reduce

from alertflow.declared import DeclarationError, caller
from alertflow.github.expressions.tree import Binary, Call, Expr, Literal, Operand, Scalar, expression

FUNCTIONS: dict[str, tuple[str, int, int | None]] = {
    name.lower(): (name, least, most)
    for name, least, most in (
        ("contains", 2, 2),
        ("startsWith", 2, 2),
        ("endsWith", 2, 2),
        ("format", 1, 255),
        ("join", 1, 2),
        ("case", 3, 255),
        ("toJSON", 1, 1),
        ("fromJSON", 1, 1),
        ("hashFiles", 1, 255),
        ("success", 0, None),
        ("failure", 0, None),
        ("cancelled", 0, 0),
        ("always", 0, 0),
    )
}
"""Every function by its name in lower case: how it is written, the least and the most arguments."""


def literal(value: Scalar) -> Literal:
    """The constant `value`. `literal("${{")` is how the characters `${{` themselves get into a text."""
    return Literal(value)


def contains(search: Operand, item: Operand) -> Call:
    """Whether the text `search` contains the text `item`, or the array `search` has it; case is ignored."""
    return Call("contains", (search, item))


def starts_with(search: Operand, start: Operand) -> Call:
    """Whether `search` starts with `start`, whatever the case."""
    return Call("startsWith", (search, start))


def ends_with(search: Operand, end: Operand) -> Call:
    """Whether `search` ends with `end`, whatever the case."""
    return Call("endsWith", (search, end))


def format_(template: Operand, *values: Operand) -> Call:
    """`template` with `{0}`, `{1}`, … replaced; a brace itself is written `{{` or `}}`."""
    return Call("format", (template, *values))


def join(array: Operand, separator: Operand = ",") -> Call:
    """The values of `array` as one text, with `separator` between them."""
    return Call("join", (array, separator))


def to_json(value: Operand) -> Call:
    """`value` as JSON text, indented by two spaces."""
    return Call("toJSON", (value,))


def from_json(text: Operand) -> Call:
    """The value that the JSON `text` says."""
    return Call("fromJSON", (text,))


def hash_files(*patterns: Operand) -> Call:
    """One SHA-256 over the files in the workspace that match; '' where none does. Only within a job's
    steps.
    """
    return Call("hashFiles", patterns)


def success() -> Call:
    """True when all jobs before (in a job's `if`: all ancestors) or all steps before have succeeded."""
    return Call("success")


def failure() -> Call:
    """True when a job among the ancestors, or a step before, has failed."""
    return Call("failure")


def cancelled() -> Call:
    """True when the workflow run was cancelled."""
    return Call("cancelled")


def always() -> Call:
    """True even when the run was cancelled; `~cancelled()` is nearly always what is meant."""
    return Call("always")


def all_of(*conditions: Operand) -> Expr:
    """`a && b && …`. Raises DeclarationError when there is none."""
    return _chain("&&", conditions)


def any_of(*conditions: Operand) -> Expr:
    """`a || b || …`. Raises DeclarationError when there is none."""
    return _chain("||", conditions)


def one_of(value: Operand, choices: tuple[Scalar, ...] | list[Scalar] | tuple[str, ...] | list[str]) -> Expr:
    """Whether `value` equals one of `choices`: `a == 'x' || a == 'y'`. Raises DeclarationError when there
    is none.
    """
    return _chain("||", tuple([Binary("==", expression(value), Literal(one)) for one in choices]))


def _chain(operator: str, conditions: tuple[Operand, ...]) -> Expr:
    if not conditions:
        raise DeclarationError(
            f"there is nothing to join with {operator}: give at least one condition.", caller()
        )
    return reduce(lambda left, right: Binary(operator, left, right), [expression(one) for one in conditions])
