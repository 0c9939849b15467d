"""The tree of a GitHub Actions expression, built with Python's operators, and its one way of being printed.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache, reduce
from types import EllipsisType
from typing import ClassVar, NoReturn, TypeAlias

from alertflow.declared import AlertflowError, DeclarationError, caller
from alertflow.github.limits import EXPRESSION_DEPTH, EXPRESSION_LENGTH

Scalar: TypeAlias = "str | int | float | bool | None"
"""The Python values that have a literal in the expression language."""
Operand: TypeAlias = "Expr | Scalar"
"""What may stand beside an operator: an expression, or a value that becomes a literal."""

_OR, _AND, _EQUALITY, _ORDER, _NOT, _CONSTANT, _ATOM = range(1, 8)
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
    """An immutable expression. `str()` and f-strings print it as `${{ … }}`, `.text_` without the braces.

    `==`, `!=`, `<`, `<=`, `>`, `>=`, `&` (and), `|` (or) and `~` (not) build larger expressions. Python binds
    `&` and `|` more tightly than comparisons, so write `(a == "x") & (b == "y")`. Two expressions are never
    compared by value: an expression hashes by identity.
    """

    __slots__ = ("precedence_", "reads_", "text_")
    text_: str
    precedence_: int
    reads_: Reads
    """The contexts, jobs and steps it reads, together."""

    def __str__(self) -> str:
        text = self.text_
        if len(text) > EXPRESSION_DEPTH and (problem := _too_large(self, text)):
            raise DeclarationError(problem, caller())
        return f"${{{{ {text} }}}}"

    def __format__(self, spec: str) -> str:
        if spec:
            raise ExpressionError(
                f"an expression cannot be formatted with ':{spec}', its value is known only when the "
                "workflow runs. Use format_(…), or write it without the format.",
                caller(),
            )
        return str(self)

    def __repr__(self) -> str:
        return f"<expression {self.text_}>"

    @property
    def contexts_(self) -> frozenset[str]:
        """The contexts it reads, in lower case: `{"github", "needs"}`."""
        return self.reads_[0]

    @property
    def jobs_(self) -> frozenset[str]:
        """The ids, as written, of the jobs it reads through `needs`."""
        return self.reads_[1]

    @property
    def steps_(self) -> frozenset[str]:
        """The ids, as written, of the steps it reads through `steps`."""
        return self.reads_[2]

    def parts_(self) -> tuple[Expr, ...]:
        """The expressions directly below this one."""
        return ()

    def walk_(self) -> Iterator[Expr]:
        """This expression and all below it, outermost first."""
        todo: list[Expr] = [self]
        while todo:
            one = todo.pop()
            yield one
            todo += one.parts_()[::-1]

    def __getitem__(self, key: str | int | Expr | EllipsisType) -> Reference:
        """`x["odd-name"]`, `x[0]`, `x[other]`; `x[...]` is GitHub's filter `x.*`."""
        if isinstance(key, str):
            return OpenProperty(self, key)
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
            f"`{self.text_}` has no value in Python: GitHub evaluates it when the workflow runs. "
            "Use & for and, | for or, ~ for not, and parentheses: (a == 'x') & (b == 'y').",
            caller(),
        )

    def __iter__(self) -> NoReturn:
        raise ExpressionError(
            f"`{self.text_}` cannot be looped over in Python: GitHub evaluates it.", caller()
        )

    def __contains__(self, item: object) -> NoReturn:
        raise ExpressionError(
            f"`in` cannot ask `{self.text_}`: GitHub evaluates it. Use contains(search, item).", caller()
        )


class Reference(Expr):
    """An expression whose properties can be read, whatever their names: `needs.build.outputs.image`.

    What a tree itself has ends with an underscore (`text_`, `base_`, `walk_()`), so that `inputs.text` and
    `pull_request.base` are GitHub's. A name that starts with an underscore is written as an index:
    `github.event["_links"]`.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Reference:
        if name[0] == "_":
            raise AttributeError(name)
        return OpenProperty(self, name)


class Literal(Expr):
    """A constant: null, true, false, a number or text."""

    __slots__ = ("value",)
    precedence_ = _CONSTANT

    def __init__(self, value: Scalar) -> None:
        self.value = value
        self.text_ = _literal(value)
        self.reads_ = _READS_NOTHING


class Context(Expr):
    """One of the roots that GitHub fills in: `github`, `needs`, `steps`, …"""

    __slots__ = ("name_",)
    __match_args__ = ("name_",)
    precedence_ = _ATOM

    def __init__(self, name: str) -> None:
        self.name_ = name
        self.text_ = name
        self.reads_ = (frozenset((name.lower(),)), _NONE, _NONE)


class OpenContext(Context, Reference):
    """A root whose properties are named by people: `env`, `secrets`, `inputs`."""

    __slots__ = ()


class Property(Expr):
    """`base.name`, printed as `base['name']` where the name is not a plain one."""

    __slots__ = ("base_", "name_")
    __match_args__ = ("base_", "name_")
    precedence_ = _ATOM

    def __init__(self, base: Expr, name: str) -> None:
        self.base_ = base
        self.name_ = name
        before = base.text_ if base.precedence_ == _ATOM else f"({base.text_})"
        plain = (name.isidentifier() and name.isascii()) or _is_name(name)
        self.text_ = f"{before}.{name}" if plain else f"{before}[{_literal(name)}]"
        self.reads_ = _reads_of_root(base.name_, name) if isinstance(base, Context) else base.reads_

    def parts_(self) -> tuple[Expr, ...]:
        """The expression whose property it is."""
        return (self.base_,)


class OpenProperty(Property, Reference):
    """A property that may have properties of any name."""

    __slots__ = ()


class Index(Reference):
    """`base[index]` with a number or an expression as the index."""

    __slots__ = ("base_", "index_")
    __match_args__ = ("base_", "index_")
    precedence_ = _ATOM

    def __init__(self, base: Expr, index: Expr) -> None:
        self.base_ = base
        self.index_ = index
        self.text_ = f"{_beside(base, _ATOM)}[{index.text_}]"
        self.reads_ = _both(base.reads_, index.reads_)

    def parts_(self) -> tuple[Expr, ...]:
        """The base and the index."""
        return (self.base_, self.index_)


class Every(Reference):
    """`base.*`: all values of an object or array; a property of it is that property of each."""

    __slots__ = ("base_",)
    __match_args__ = ("base_",)
    precedence_ = _ATOM

    def __init__(self, base: Expr) -> None:
        self.base_ = base
        self.text_ = f"{_beside(base, _ATOM)}.*"
        self.reads_ = base.reads_

    def parts_(self) -> tuple[Expr, ...]:
        """The expression whose values it takes."""
        return (self.base_,)


class Call(Reference):
    """A call of one of GitHub's functions."""

    __slots__ = ("arguments_", "function_")
    __match_args__ = ("function_", "arguments_")
    precedence_ = _ATOM

    def __init__(self, function: str, arguments: Iterable[Operand] = ()) -> None:
        self.function_ = function
        self.arguments_ = tuple([expression(one) for one in arguments])
        self.text_ = f"{function}({', '.join([one.text_ for one in self.arguments_])})"
        self.reads_ = reduce(_both, [one.reads_ for one in self.arguments_], _READS_NOTHING)

    def parts_(self) -> tuple[Expr, ...]:
        """The arguments."""
        return self.arguments_


class Not(Expr):
    """`!operand`."""

    __slots__ = ("operand",)
    precedence_ = _NOT

    def __init__(self, operand: Expr) -> None:
        self.operand = operand
        self.text_ = f"!{_beside(operand, _NOT)}"
        self.reads_ = operand.reads_

    def parts_(self) -> tuple[Expr, ...]:
        """The operand."""
        return (self.operand,)


class Binary(Expr):
    """`left operator right`. `&&` and `||` give one of their operands, as in JavaScript.

    Its text and what it reads are found when asked for: a chain of thousands would otherwise hold as many
    texts.
    """

    __slots__ = ("_reads", "_text", "left", "operator", "right")
    ASSOCIATIVE: ClassVar[frozenset[str]] = frozenset(("&&", "||"))

    def __init__(self, operator: str, left: Expr, right: Expr) -> None:
        self.operator = operator
        self.left = left
        self.right = right
        self.precedence_ = _PRECEDENCE[operator]
        self._text: str | None = None
        self._reads: Reads | None = None

    @property
    def text_(self) -> str:  # type: ignore[override]  # nobody writes it
        """The expression without braces."""
        if self._text is None:
            self._text = _text_of(self)
        return self._text

    @property
    def reads_(self) -> Reads:  # type: ignore[override]  # nobody writes it
        """The contexts, jobs and steps it reads, together."""
        if self._reads is None:
            found = [one.reads_ for one in _between(self, _PRECEDENCE)]
            self._reads = reduce(_both, found, _READS_NOTHING)
        return self._reads

    @property
    def operands(self) -> tuple[Expr, ...]:
        """What the operator stands between: for `a && b && c` all three, whatever the parentheses."""
        nested = self.precedence_ in (self.left.precedence_, self.right.precedence_)
        if nested and self.operator in self.ASSOCIATIVE:
            return tuple(_between(self, (self.operator,)))
        return (self.left, self.right)

    def parts_(self) -> tuple[Expr, ...]:
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


def depth(tree: Expr) -> int:
    """How deep `tree` is nested as GitHub counts it: parentheses do not count, and `a && b && c` is one
    level.

    Source: github.com/actions/runner, src/Sdk/Expressions/ExpressionParser.cs (CheckMaxDepth).
    """
    deepest, todo = 1, [(tree, 1)]
    while todo:
        one, level = todo.pop()
        if isinstance(one, (Property, Every)):
            todo.append((one.base_, level + 1))
            deepest = max(deepest, level + 1)
            continue
        parts = one.operands if isinstance(one, Binary) else one.parts_()
        todo += [(part, level + 1) for part in parts]
        deepest = max(deepest, level)
    return deepest


def _too_large(tree: Expr, text: str) -> str | None:
    """Which of GitHub's limits an expression exceeds."""
    if len(text) > EXPRESSION_LENGTH:
        return f"an expression has {len(text):,} characters; GitHub takes {EXPRESSION_LENGTH:,}."
    # Every level has one of these signs: where they are few, there is no need to look.
    if sum(map(text.count, " .([!")) >= EXPRESSION_DEPTH and (reached := depth(tree)) > EXPRESSION_DEPTH:
        return f"an expression is nested {reached:,} deep; GitHub takes {EXPRESSION_DEPTH}."
    return None


def _beside(operand: Expr, level: int) -> str:
    """The operand's text, in parentheses where it binds less tightly than `level`."""
    return operand.text_ if operand.precedence_ >= level else f"({operand.text_})"


def _text_of(tree: Binary) -> str:
    """The text of operators beside operators, however many: no call goes deeper for them."""
    pieces: list[str] = []
    todo: list[Expr | str] = [tree]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            pieces.append(one)
        elif not isinstance(one, Binary) or one._text is not None:
            pieces.append(one.text_)
        else:
            level, after = one.precedence_, one.precedence_ + (one.operator not in Binary.ASSOCIATIVE)
            todo += [one.right] if one.right.precedence_ >= after else [")", one.right, "("]
            todo.append(f" {one.operator} ")
            todo += [one.left] if one.left.precedence_ >= level else [")", one.left, "("]
    return "".join(pieces)


def _between(tree: Binary, operators: Collection[str]) -> list[Expr]:
    """What stands between `operators`, in order, where they stand directly within each other."""
    found: list[Expr] = []
    todo: list[Expr] = [tree]
    while todo:
        one = todo.pop()
        if isinstance(one, Binary) and one.operator in operators:
            todo += (one.right, one.left)
        else:
            found.append(one)
    return found


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
