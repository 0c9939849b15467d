"""Comparisons that always come out the same, or that compare something else than they seem to.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Operators": values of
different kinds are compared as numbers, text that says no number is NaN, and NaN is neither equal to anything
nor in any order; texts are compared letter by letter, whatever their case.
"""

from __future__ import annotations

from alertflow.declared import nearest
from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.kinds import (
    BOOLEAN,
    NULL,
    NUMBER,
    TEXT,
    Array,
    Kind,
    Object,
    Text,
    is_compound,
    is_numeric,
    is_single,
    texts,
    words_of,
)
from alertflow.github.expressions.tree import Binary, Expr, Literal, Not, Property

EQUALITY = frozenset(("==", "!="))
COMPARISONS = EQUALITY | {"<", "<=", ">", ">="}


def mistake_in(node: Binary, kinds: Kinds) -> str | None:
    """What is wrong with a comparison; None where it may be right."""
    left, right = node.left, node.right
    if isinstance(left, Literal) and isinstance(right, Literal):
        return f"`{node.text_}` compares two constants: it always says the same."
    for one, other in ((left, right), (right, left)):
        if message := _of_kinds(node.operator, one, kinds.of(one), other, kinds.of(other)):
            return message
    return None


def _of_kinds(operator: str, one: Expr, kind: Kind, other: Expr, of_other: Kind) -> str | None:
    if is_compound(kind):
        return _of_compound(operator, one, kind, of_other)
    if operator not in EQUALITY and kind in (BOOLEAN, NULL):
        return (
            f"`{one.text_}` is {words_of(kind)}, which has no order: with {operator} it counts as a number. "
            "Comparisons bind more tightly than == and !=; use parentheses where they are meant otherwise."
        )
    if isinstance(kind, Text):
        if isinstance(of_other, Text):
            return _of_texts(operator, one, kind, other, of_other)
        if of_other in (NUMBER, BOOLEAN):
            return _as_numbers(operator, one, kind, other, of_other)
    return None


def _of_compound(operator: str, one: Expr, kind: Kind, of_other: Kind) -> str | None:
    what = f"`{one.text_}` is {words_of(kind)}"
    if operator not in EQUALITY:
        if operator in ("<=", ">=") and not is_single(of_other):
            return None  # an object equals itself
        return f"{what}, which is in no order: `{operator}` is always false. Compare one of its values."
    if (is_single(of_other) and of_other is not NULL) or _differ(kind, of_other):
        return f"{what}, which never equals {words_of(of_other)}. Compare one of its values, or toJSON(…)."
    return None


def _differ(one: Kind, other: Kind) -> bool:
    return (isinstance(one, Array) and isinstance(other, Object)) or (
        isinstance(one, Object) and isinstance(other, Array)
    )


def _as_numbers(operator: str, one: Expr, kind: Text, other: Expr, of_other: Kind) -> str | None:
    """Text beside a number, true or false."""
    always = "never equal" if operator in EQUALITY else "in no order"
    if kind.values is not None and not any(map(is_numeric, kind.values)):
        help_ = ""
        if of_other is BOOLEAN and set(map(str.lower, kind.values)) <= {"true", "false"}:
            help_ = " Write true or false without quotes."
        elif isinstance(other, Not):
            help_ = " The ! is taken first: write !=, or put the comparison in parentheses."
        return (
            f"`{other.text_}` is {words_of(of_other)} and {_named(one, kind)} is text that says no number: "
            f"they are {always}.{help_}"
        )
    if kind == TEXT and isinstance(other, Literal) and of_other is BOOLEAN and operator in EQUALITY:
        return (
            f"`{one.text_}` is text, and even the text 'true' does not equal {other.text_}: "
            "they are compared "
            f"as numbers. Write '{other.text_}', in quotes."
        )
    return None


def _of_texts(operator: str, one: Expr, kind: Text, other: Expr, of_other: Text) -> str | None:
    if operator not in EQUALITY:
        return _of_order(one, kind, other, of_other)
    if (values := of_other.values) is None or "" in values:
        return None
    if kind.values is not None and not isinstance(one, Literal) and not _overlap(kind, of_other):
        close = next((found for value in values if (found := nearest(value, kind.values))), None)
        if (kind.growing or of_other.growing) and close is None:
            return None
        help_ = f"Did you mean '{close}'?" if close else f"It can be {texts(kind.values)}."
        return f"`{one.text_}` never is {_named(other, of_other)}. {help_}"
    if kind.start and not any(value.lower().startswith(kind.start) for value in values):
        short = (
            f", or compare `{one.text_}_name`"
            if isinstance(one, Property) and one.name_.lower() == "ref"
            else ""
        )
        return (
            f"`{one.text_}` begins with {kind.start}: it never is {_named(other, of_other)}. "
            f"Write it in full{short}."
        )
    if kind.digits and not any(map(is_numeric, values)):
        return f"`{one.text_}` is a number, written as text: it never is {_named(other, of_other)}."
    return None


def _overlap(one: Text, other: Text) -> bool:
    return bool(
        {value.lower() for value in one.values or ()} & {value.lower() for value in other.values or ()}
    )


def _of_order(one: Expr, kind: Text, other: Expr, of_other: Text) -> str | None:
    """Two texts beside <, <=, > or >=."""
    numeric = isinstance(other, Literal) and str(other.value).strip() and is_numeric(str(other.value))
    if not (numeric or kind.digits or (of_other.digits and isinstance(one, Literal))):
        return None
    help_ = (
        f"Write {str(other.value).strip()} without quotes." if numeric and isinstance(other, Literal) else ""
    )
    return (
        f"`{one.text_}` and `{other.text_}` are text, compared letter by letter: '10' comes before '9'. "
        f"{help_ or 'Make a number of one: fromJSON(…).'}"
    )


def _named(node: Expr, kind: Text) -> str:
    """A part as a message names it: a constant by its value."""
    if isinstance(node, Literal):
        return node.text_
    if kind.values is not None and len(kind.values) <= 3:
        return f"`{node.text_}` ({texts(kind.values)})"
    return f"`{node.text_}`"
