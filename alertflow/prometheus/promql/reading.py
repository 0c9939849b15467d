"""Reading PromQL: from text to a tree, or to the place where it goes wrong."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from promql_parser import Expr, Function, ValueType, VectorSelector, register_extra_functions
from promql_parser import parse as _read

from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.prometheus.promql.tree import walk
from alertflow.prometheus.versions import FUNCTIONS

if TYPE_CHECKING:
    from alertflow.prometheus.promql.mistakes import Mistake

_STRING_OR_COMMENT = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\#[^\n]*""", re.ASCII)
_UNKNOWN_FUNCTION = re.compile(r"unknown function with name '(.*)'")
_TRIM = re.compile(r"</|>/")

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

    @property
    def position(self) -> int:
        """Which character of the expression it is about, from 0; the first where that is not known."""
        if self.line is None or self.column is None:
            return 0
        before = self.expr.split("\n")[: self.line - 1]
        return sum(len(line) + 1 for line in before) + self.column - 1

    def located(self, location: Location | None) -> PromqlError:
        """The same error, to be shown at the place where the expression was written."""
        self.location = location
        return self


def parse(expr: str) -> Expr:
    """The tree of `expr`. Raises PromqlError for what does not parse.

    Durations are numbers of seconds in it, and their arithmetic (3.4) is done; `anchored` and `smoothed`
    (3.7) are not in it. Where only whether it parses is the question, of many expressions,
    `alertflow.prometheus.called` is much faster.
    """
    found = _parsed(expr)
    if isinstance(found, tuple):
        raise PromqlError(found.reason, expr, found.place)
    return found


@lru_cache(maxsize=1024)  # a tree takes some 10 KB
def _parsed(expr: str) -> Expr | Mistake:
    text = requoted(expr) if "`" in expr and "\\" in expr else expr
    try:
        return read(text)
    except ValueError as error:
        message = str(error)
    from alertflow.prometheus.promql.newer import (
        rewritten,
    )  # only who writes newer syntax, or is wrong, needs it

    older = rewritten(text)
    if older == text:
        return _explained(message, expr)
    try:
        return read(older)
    except ValueError as error:
        return _explained(str(error), rewritten(expr))


def read(text: str) -> Expr:
    """What promql-parser makes of `text`. Raises ValueError, also for what it takes and Prometheus does not.

    That is a range of 0, a time out of range, and `or` between matchers.
    """
    if _FAR.search(text) and _FAR.search(_STRING_OR_COMMENT.sub('""', text)):  # promql-parser panics at some
        raise ValueError("a time is out of range")
    tree: Expr = _read(text)
    if _ZERO_RANGE.search(text):
        raise ValueError("duration must be greater than 0")
    if _OR.search(text) and any(
        isinstance(node, VectorSelector) and node.matchers.or_matchers for node in walk(tree)
    ):
        raise ValueError("'or' may not stand between matchers")
    return tree


_FAR = re.compile(
    r"""(?:@|offset|[\[:])\s*[-+]?\s*(?:inf|nan|[0-9._]+e\+?[0-9]{2}|[0-9_]{11}|[0-9]{5,}w|[0-9]{3,}y)""",
    re.IGNORECASE,
)
_ZERO_RANGE = re.compile(r"\[\s*(?:0\s*[\]:]|\d+[a-z]*\s*:\s*0\s*\])")
_OR = re.compile(r"\{[^}]*\bor\b", re.IGNORECASE)


def _explained(message: str, expr: str) -> Mistake:
    """What promql-parser says, in full sentences and with the place it leaves out."""
    from alertflow.prometheus.promql.mistakes import mistake

    if unknown := _UNKNOWN_FUNCTION.fullmatch(message):
        name = unknown[1]
        return mistake(expr, f"there is no function '{name}'. {suggestion(name, FUNCTIONS)}", name)
    trim = _TRIM.search(_STRING_OR_COMMENT.sub("", expr))
    if trim is not None:
        operator = trim[0]
        return mistake(
            expr, f"alertflow does not read '{operator}' yet, which trims histograms (3.11).", operator
        )
    return mistake(expr, message)


def requoted(expr: str) -> str:
    """`expr` with its raw strings (between backticks) written between double quotes.

    promql-parser reads escapes in raw strings, which Prometheus leaves alone.
    """

    def quoted(match: re.Match[str]) -> str:
        text = match[0]
        if text[0] != "`":
            return text
        inner = text[1:-1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{inner}"'

    return _STRING_OR_COMMENT.sub(quoted, expr)


__all__ = ["PromqlError", "parse", "read", "requoted"]
