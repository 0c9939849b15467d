"""What either grammar finds in a text: the parts of a matcher, or why it is none."""

from __future__ import annotations

from typing import Literal, NamedTuple

Operator = Literal["=", "!=", "=~", "!~"]
OPERATORS: dict[str, Operator] = {"=": "=", "!=": "!=", "=~": "=~", "!~": "!~"}


class Parts(NamedTuple):
    """A matcher's label name, operator and value, with quotes and escapes undone."""

    name: str
    op: Operator
    value: str


class SyntaxProblem(ValueError):  # noqa: N818  # it is caught and put into words
    """Why a text is no list of matchers in one of the grammars; the end of a sentence."""


__all__ = ["OPERATORS", "Operator", "Parts", "SyntaxProblem"]
