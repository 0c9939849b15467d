"""Python as it is to be written: expressions, statements and a module, with the comments beside them.

They say what is written, not how it is laid out: `layout` does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Symbol:
    """A name that is imported: `Symbol("alertflow", "Alert")`. A dotted name imports what it begins with."""

    module: str
    name: str


@dataclass(frozen=True)
class Variable:
    """A name that a statement of the same module sets, before its use."""

    name: str


@dataclass(frozen=True)
class Literal:
    """Text, a number, True, False or None. Text of several lines is written between triple quotes, indented
    and dedented by whom it is for only if `indentable`: PromQL may be, a shell script may not.
    """

    value: str | int | float | bool | None
    indentable: bool = False


@dataclass(frozen=True)
class Joined:
    """An f-string: text and expressions in turn."""

    parts: tuple[str | Expression, ...]
    indentable: bool = False


@dataclass(frozen=True)
class Attribute:
    """`of.name`."""

    of: Expression
    name: str


@dataclass(frozen=True)
class Item:
    """`of[key]`."""

    of: Expression
    key: Expression


@dataclass(frozen=True)
class Call:
    """`what(args, keywords)`."""

    what: Expression
    args: tuple[Argument, ...] = ()
    keywords: tuple[tuple[str, Argument], ...] = ()
    exploded: bool = False
    """Whether each argument has a line of its own, even where all would fit into one."""


@dataclass(frozen=True)
class Listed:
    """`[…]`."""

    items: tuple[Argument, ...]


@dataclass(frozen=True)
class Dictionary:
    """`{key: value}`; a None key spreads the value: `{**value}`."""

    pairs: tuple[tuple[Expression | None, Argument], ...]


@dataclass(frozen=True)
class Operation:
    """`left operator right`, such as `a & b`; in parentheses where it must be."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True)
class Inverted:
    """`~of`; in parentheses where it must be."""

    of: Expression


@dataclass(frozen=True)
class Starred:
    """`*of` in a list or a call."""

    of: Expression


Expression: TypeAlias = (
    Symbol
    | Variable
    | Literal
    | Joined
    | Attribute
    | Item
    | Call
    | Listed
    | Dictionary
    | Operation
    | Inverted
    | Starred
)


@dataclass(frozen=True)
class Commented:
    """An argument, an item or a value with comment lines above it, and one behind it (without `#`)."""

    value: Expression
    above: tuple[str, ...] = ()
    behind: str = ""


Argument: TypeAlias = Expression | Commented


@dataclass(frozen=True)
class Assignment:
    """`name = value`, with comment lines above it (without `#`) and one behind it."""

    name: str
    value: Expression
    above: tuple[str, ...] = ()
    behind: str = ""


@dataclass(frozen=True)
class Function:
    """`def name(parameters) -> returns:` with a docstring, and one expression that is returned."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """Each with its type as text: `("service", "str")`."""
    returns: Symbol
    docstring: str
    value: Expression
    above: tuple[str, ...] = ()


Statement: TypeAlias = Assignment | Function


@dataclass
class Module:
    """A whole file: its docstring, and its statements in groups with an empty line between them."""

    docstring: str
    groups: list[Sequence[Statement]] = field(default_factory=list)
    """Statements of one group stand close together where each is one line; else they have air."""
    last: tuple[str, ...] = ()
    """Comment lines at the end, which belong to nothing."""


__all__ = [
    "Argument",
    "Assignment",
    "Attribute",
    "Call",
    "Commented",
    "Dictionary",
    "Expression",
    "Function",
    "Inverted",
    "Item",
    "Joined",
    "Listed",
    "Literal",
    "Module",
    "Operation",
    "Starred",
    "Statement",
    "Symbol",
    "Variable",
]
