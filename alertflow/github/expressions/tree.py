"""The tree of a GitHub Actions expression, built with Python's operators, and its one way of being printed.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from types import EllipsisType
from typing import ClassVar, NoReturn, TypeAlias

from alertflow.declared import AlertflowError, DeclarationError, caller
from alertflow.github.limits import EXPRESSION_LENGTH

Scalar: TypeAlias = "str | int | float | bool | None"
"""The Python values that have a literal in the expression language."""
Operand: TypeAlias = "Expr | Scalar"
"""What may stand beside an operator: an expression, or a value that becomes a literal."""

_OR, _AND, _EQUALITY, _ORDER, _NOT, _ATOM = range(1, 7)
_PRECEDENCE = {"||": _OR, "&&": _AND, "==": _EQUALITY, "!=": _EQUALITY} | dict.fromkeys(
    ("<", "<=", ">", ">="), _ORDER
)
_is_name = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*").fullmatch
_NONE: frozenset[str] = frozenset()
Reads: TypeAlias = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""Contexts, jobs and steps, by name."""
_READS_NOTHING: Reads = (_NONE, _NONE, _NONE)


class ExpressionError(AlertflowError, TypeError):
    """An expression was used as if Python knew its value; only GitHub does, when the workflow runs."""


class Expr:
    """An immutable expression. `str()` and f-strings print it as `${{ … }}`, `.text` without the braces.

    `==`, `!=`, `<`, `<=`, `>`, `>=`, `&` (and), `|` (or) and `~` (not) build larger expressions. Python binds
    `&` and `|` more tightly than comparisons, so write `(a == "x") & (b == "y")`. Two expressions are never
    compared by value: an expression hashes by identity.
    """

    __slots__ = ("precedence", "reads", "text")
    text: str
    precedence: int
    reads: Reads
    """The contexts, jobs and steps it reads, together."""

    def __str__(self) -> str:
        if len(self.text) > EXPRESSION_LENGTH:
            raise DeclarationError(
                f"an expression has {len(self.text):,} characters; GitHub takes {EXPRESSION_LENGTH:,}.",
                caller(),
            )
        return f"${{{{ {self.text} }}}}"

    def __format__(self, spec: str) -> str:
        if spec:
            raise ExpressionError(
                f"an expression cannot be formatted with ':{spec}', its value is known only when the "
                "workflow runs. Use format_(…), or write it without the format.",
                caller(),
            )
        return str(self)

    def __repr__(self) -> str:
        return f"<expression {self.text}>"

    @property
    def contexts(self) -> frozenset[str]:
        """The contexts it reads, in lower case: `{"github", "needs"}`."""
        return self.reads[0]

    @property
    def jobs(self) -> frozenset[str]:
        """The ids, as written, of the jobs it reads through `needs`."""
        return self.reads[1]

    @property
    def steps(self) -> frozenset[str]:
        """The ids, as written, of the steps it reads through `steps`."""
        return self.reads[2]

    def parts(self) -> tuple[Expr, ...]:
        """The expressions directly below this one."""
        return ()

    def walk(self) -> Iterator[Expr]:
        """This expression and all below it, outermost first."""
        yield self
        for part in self.parts():
            yield from part.walk()

    def __getitem__(self, key: str | int | Expr | EllipsisType) -> Reference:
        """`x["odd-name"]`, `x[0]`, `x[other]`; `x[...]` is GitHub's filter `x.*`."""
        if isinstance(key, str):
            return Property(self, key)
        return Every(self) if isinstance(key, EllipsisType) else Index(self, expression(key))

    __hash__ = object.__hash__

    def __eq__(self, other: Operand) -> Expr:  # type: ignore[override]  # builds an expression, as documented
        return Binary("==", self, expression(other))

    def __ne__(self, other: Operand) -> Expr:  # type: ignore[override]  # builds an expression, as documented
        return Binary("!=", self, expression(other))

    def __lt__(self, other: Operand) -> Expr:
        return Binary("<", self, expression(other))

    def __le__(self, other: Operand) -> Expr:
        return Binary("<=", self, expression(other))

    def __gt__(self, other: Operand) -> Expr:
        return Binary(">", self, expression(other))

    def __ge__(self, other: Operand) -> Expr:
        return Binary(">=", self, expression(other))

    def __and__(self, other: Operand) -> Expr:
        return Binary("&&", self, expression(other))

    def __rand__(self, other: Operand) -> Expr:
        return Binary("&&", expression(other), self)

    def __or__(self, other: Operand) -> Expr:
        return Binary("||", self, expression(other))

    def __ror__(self, other: Operand) -> Expr:
        return Binary("||", expression(other), self)

    def __invert__(self) -> Expr:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise ExpressionError(
            f"`{self.text}` has no value in Python: GitHub evaluates it when the workflow runs. "
            "Use & for and, | for or, ~ for not, and parentheses: (a == 'x') & (b == 'y').",
            caller(),
        )

    def __iter__(self) -> NoReturn:
        raise ExpressionError(
            f"`{self.text}` cannot be looped over in Python: GitHub evaluates it.", caller()
        )

    def __contains__(self, item: object) -> NoReturn:
        raise ExpressionError(
            f"`in` cannot ask `{self.text}`: GitHub evaluates it. Use contains(search, item).", caller()
        )


class Reference(Expr):
    """An expression whose properties can be read: `needs.build.outputs.image`.

    An attribute with a name that this class has itself (`text`, `jobs`, `steps`, `contexts`, `reads`,
    `parts`, `walk`, `precedence`) or that starts with an underscore is written as an index:
    `github.event["text"]`.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Reference:
        if name[0] == "_":
            raise AttributeError(name)
        return Property(self, name)


class Literal(Expr):
    """A constant: null, true, false, a number or text."""

    __slots__ = ("value",)
    precedence = _ATOM

    def __init__(self, value: Scalar) -> None:
        self.value = value
        self.text = _literal(value)
        self.reads = _READS_NOTHING


class Context(Reference):
    """One of the roots that GitHub fills in: `github`, `needs`, `steps`, …"""

    __slots__ = ("name",)
    precedence = _ATOM

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = name
        self.reads = (frozenset((name.lower(),)), _NONE, _NONE)


class Property(Reference):
    """`base.name`, printed as `base['name']` where the name is not a plain one."""

    __slots__ = ("base", "name")
    precedence = _ATOM

    def __init__(self, base: Expr, name: str) -> None:
        self.base = base
        self.name = name
        before = base.text if base.precedence == _ATOM else f"({base.text})"
        plain = (name.isidentifier() and name.isascii()) or _is_name(name)
        self.text = f"{before}.{name}" if plain else f"{before}[{_literal(name)}]"
        self.reads = _reads_of_root(base.name, name) if type(base) is Context else base.reads

    def parts(self) -> tuple[Expr, ...]:
        """The expression whose property it is."""
        return (self.base,)


class Index(Reference):
    """`base[index]` with a number or an expression as the index."""

    __slots__ = ("base", "index")
    precedence = _ATOM

    def __init__(self, base: Expr, index: Expr) -> None:
        self.base = base
        self.index = index
        self.text = f"{_beside(base, _ATOM)}[{index.text}]"
        self.reads = _both(base.reads, index.reads)

    def parts(self) -> tuple[Expr, ...]:
        """The base and the index."""
        return (self.base, self.index)


class Every(Reference):
    """`base.*`: all values of an object or array; a property of it is that property of each."""

    __slots__ = ("base",)
    precedence = _ATOM

    def __init__(self, base: Expr) -> None:
        self.base = base
        self.text = f"{_beside(base, _ATOM)}.*"
        self.reads = base.reads

    def parts(self) -> tuple[Expr, ...]:
        """The expression whose values it takes."""
        return (self.base,)


class Call(Reference):
    """A call of one of GitHub's functions."""

    __slots__ = ("arguments", "function")
    precedence = _ATOM

    def __init__(self, function: str, arguments: Iterable[Operand] = ()) -> None:
        self.function = function
        self.arguments = tuple([expression(one) for one in arguments])
        self.text = f"{function}({', '.join([one.text for one in self.arguments])})"
        self.reads = reduce(_both, [one.reads for one in self.arguments], _READS_NOTHING)

    def parts(self) -> tuple[Expr, ...]:
        """The arguments."""
        return self.arguments


class Not(Expr):
    """`!operand`."""

    __slots__ = ("operand",)
    precedence = _NOT

    def __init__(self, operand: Expr) -> None:
        self.operand = operand
        self.text = f"!{_beside(operand, _NOT)}"
        self.reads = operand.reads

    def parts(self) -> tuple[Expr, ...]:
        """The operand."""
        return (self.operand,)


class Binary(Expr):
    """`left operator right`. `&&` and `||` give one of their operands, as in JavaScript."""

    __slots__ = ("left", "operator", "right")
    ASSOCIATIVE: ClassVar[frozenset[str]] = frozenset(("&&", "||"))

    def __init__(self, operator: str, left: Expr, right: Expr) -> None:
        self.operator = operator
        self.left = left
        self.right = right
        self.precedence = level = _PRECEDENCE[operator]
        after = _beside(right, level if operator in self.ASSOCIATIVE else level + 1)
        self.text = f"{_beside(left, level)} {operator} {after}"
        self.reads = _both(left.reads, right.reads)

    def parts(self) -> tuple[Expr, ...]:
        """The left and the right operand."""
        return (self.left, self.right)


def expression(value: Operand) -> Expr:
    """`value` itself where it is an expression, otherwise the literal that means it.

    Raises ExpressionError for what has no literal: a list, a dict, an object.
    """
    if isinstance(value, Expr):
        return value
    if value is None or isinstance(value, (str, int, float)):
        return Literal(value)
    raise ExpressionError(
        f"a {type(value).__name__} cannot stand in an expression; text, numbers, True, False and None can. "
        "A list or an object goes in as JSON: from_json('[1, 2]').",
        caller(),
    )


def _beside(operand: Expr, level: int) -> str:
    """The operand's text, in parentheses where it binds less tightly than `level`."""
    return operand.text if operand.precedence >= level else f"({operand.text})"


@lru_cache(maxsize=1024)
def _reads_of_root(context: str, name: str) -> Reads:
    """What `context.name` reads."""
    root = context.lower()
    named = frozenset((name,))
    return frozenset((root,)), named if root == "needs" else _NONE, named if root == "steps" else _NONE


def _both(first: Reads, second: Reads) -> Reads:
    if first is _READS_NOTHING or first is second:
        return second
    if second is _READS_NOTHING:
        return first
    return first[0] | second[0], first[1] | second[1], first[2] | second[2]


def _literal(value: Scalar) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return repr(value)
