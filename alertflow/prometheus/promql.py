"""PromQL as a tree: reading an expression, saying where it goes wrong, and walking what was read.

The tree is promql-parser's. Print a node with `printed`: `str(node)` drops escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    Function,
    MatrixSelector,
    ParenExpr,
    SubqueryExpr,
    UnaryExpr,
    ValueType,
    register_extra_functions,
)
from promql_parser import parse as _read

from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.prometheus.mistakes import Mistake, mistake
from alertflow.prometheus.versions import FUNCTIONS

_STRING_OR_COMMENT = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\#[^\n]*""", re.ASCII)
_UNKNOWN_FUNCTION = re.compile(r"unknown function with name '(.*)'")

_HOLT_WINTERS = Function(
    "holt_winters", [ValueType.Matrix, ValueType.Scalar, ValueType.Scalar], ValueType.Vector
)
register_extra_functions([_HOLT_WINTERS])  # its name before 3.0; promql-parser knows the later one


class PromqlError(AlertflowError):
    """An expression that Prometheus would refuse.

    `line` and `column` count from 1 within the expression; both are None where only the fact is known.
    """

    def __init__(self, reason: str, expr: str, place: tuple[int, int] | None = None) -> None:
        self.expr = expr
        self.line: int | None = place[0] if place else None
        self.column: int | None = place[1] if place else None
        at = ""
        if place is not None:
            at = f" at column {place[1]}" if "\n" not in expr else f" at line {place[0]}, column {place[1]}"
        super().__init__(f"this is not PromQL{at}: {reason}")

    def located(self, location: Location | None) -> PromqlError:
        """The same error, to be shown at the place where the expression was written."""
        self.location = location
        return self


def parse(expr: str) -> Expr:
    """The tree of `expr`. Raises PromqlError for what does not parse.

    Where only that is the question, of many expressions, `alertflow.prometheus.called` is much faster.
    """
    found = _parsed(expr)
    if isinstance(found, Mistake):
        raise PromqlError(found.reason, expr, found.place)
    return found


@lru_cache(maxsize=1024)  # a tree takes some 10 KB
def _parsed(expr: str) -> Expr | Mistake:
    text = requoted(expr) if "`" in expr and "\\" in expr else expr
    try:
        tree: Expr = _read(text)
    except ValueError as error:
        return _explained(str(error), expr)
    return tree


def _explained(message: str, expr: str) -> Mistake:
    """What promql-parser says, in full sentences and with the place it leaves out."""
    if unknown := _UNKNOWN_FUNCTION.fullmatch(message):
        name = unknown[1]
        return mistake(expr, f"there is no function '{name}'. {suggestion(name, FUNCTIONS)}", name)
    return mistake(expr, message)


def requoted(expr: str) -> str:
    """`expr` with its raw strings (between backticks) written between double quotes.

    promql-parser 0.11 reads escapes in raw strings, which Prometheus leaves alone.
    """

    def quoted(match: re.Match[str]) -> str:
        text = match[0]
        if text[0] != "`":
            return text
        inner = text[1:-1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{inner}"'

    return _STRING_OR_COMMENT.sub(quoted, expr)


_PARTS: dict[type, Callable[[Any], Sequence[Expr]]] = {
    AggregateExpr: lambda node: (node.expr,) if node.param is None else (node.param, node.expr),
    BinaryExpr: lambda node: (node.lhs, node.rhs),
    Call: lambda node: node.args,
    MatrixSelector: lambda node: (node.vector_selector,),
    ParenExpr: lambda node: (node.expr,),
    SubqueryExpr: lambda node: (node.expr,),
    UnaryExpr: lambda node: (node.expr,),
}


_TEXT_OR_BREAK = re.compile(r'("(?:[^"\\\n]|\\.)*")|\s*\n\s*')


def printed(node: Expr) -> str:
    """`node` as Prometheus prints it, on one line."""
    text = node.prettify()
    if "\n" not in text:
        return text
    return _TEXT_OR_BREAK.sub(_joined, text).strip()


def _joined(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 1]
    return "" if before in "([{" or after in ")]}" else " "


def children(node: Expr) -> Sequence[Expr]:
    """The expressions that `node` is made of, left to right."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts is not None else ()


def walk(tree: Expr) -> Iterator[Expr]:
    """`tree` and all it is made of, each before its parts."""
    return iter(_nodes(tree))


@lru_cache(maxsize=16)  # each analysis of an expression walks the same tree
def _nodes(tree: Expr) -> tuple[Expr, ...]:
    pending, nodes = [tree], []
    while pending:
        node = pending.pop()
        nodes.append(node)
        parts = _PARTS.get(type(node))
        if parts is not None:
            pending.extend(reversed(parts(node)))
    return tuple(nodes)


def unwrapped(node: Expr) -> Expr:
    """`node` without the parentheses around it."""
    while isinstance(node, ParenExpr):
        node = node.expr
    return node


__all__ = ["PromqlError", "children", "parse", "printed", "requoted", "unwrapped", "walk"]
