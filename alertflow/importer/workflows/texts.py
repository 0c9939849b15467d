"""Texts of a workflow as Python: scripts, conditions, and texts with expressions in them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from alertflow.github import Expr, ExpressionSyntaxError, parse_condition
from alertflow.github.expressions.interpolation import is_always_true, split, written_condition
from alertflow.github.scripts.hoisting import script_text
from alertflow.github.values import Verbatim
from alertflow.importer.workflows.expressions import Scope, is_short, said, symbol
from alertflow.importer.writing.nodes import Call, Expression, Joined, Literal


def verbatim(text: str, indentable: bool = False) -> Call:
    """`Verbatim("…")`: written as it stands, with the YAML value that it was where that was no text."""
    scalar = getattr(text, "scalar", text)
    words = Literal(str.__str__(text), indentable)
    return Call(symbol("Verbatim"), (words,) if isinstance(scalar, str) else (words, Literal(scalar)))


def is_other(text: str) -> bool:
    """Whether it stood in the file as a number, true or false, and not as text."""
    return isinstance(text, Verbatim) and not isinstance(text.scalar, str | None)


def value(text: str, scope: Scope, plain: bool) -> Expression:
    """A text with expressions in it: the expression itself, an f-string, or the text.

    `plain` says whether a text is taken there; else only one that is said to be as a file had it.
    """
    try:
        parts = split(text)
    except ExpressionSyntaxError:
        return verbatim(text)
    found: Expression | None = None
    if len(parts) == 1 and not isinstance(parts[0], str):
        found = said(parts[0][0], scope if plain else replace(scope, literals=True))
    elif plain:
        found = _joined(parts, scope)
    return found or (Literal(str.__str__(text)) if plain else verbatim(text))


def _joined(parts: Sequence[str | tuple[Expr, int]], scope: Scope) -> Joined | None:
    """The f-string of one line that says `parts`, where its expressions are short."""
    if any("{" in part or "}" in part or "\n" in part for part in parts if isinstance(part, str)):
        return None
    before = len(scope.used)
    found: list[str | Expression] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
            continue
        made = said(part[0], scope) if is_short(part[0]) else None
        if made is None:
            del scope.used[before:]
            return None
        found.append(made)
    return Joined(tuple(found))


def condition(text: str, scope: Scope) -> Expression:
    """What stands behind `if`."""
    try:
        tree = None if is_always_true(text) else written_condition(text)
        meant = parse_condition(text) if tree is not None else None
    except ExpressionSyntaxError:
        return verbatim(text)
    if tree is None or meant is None or tree.text_ != meant.text_:
        return verbatim(text)
    return said(tree, scope) or Literal(tree.text_)


def script(text: str, scope: Scope) -> Expression:
    """What a step runs. One with expressions in it stays as it stands: of a plain one they would become
    variables, which the file does not have.
    """
    if is_other(text):
        return verbatim(text)
    words = text.rstrip("\n")  # no shell minds how many empty lines end a script
    lines = "\n" in words
    block = "\n" + textwrap.indent(words, "    ") + "\n    "
    indentable = lines and script_text(block).rstrip("\n") == words
    if "${{" in text:
        try:
            joined = None if lines else _joined(split(words), scope)
        except ExpressionSyntaxError:
            joined = None
        return Call(symbol("Verbatim"), (joined or Literal(words, indentable),))
    if indentable or script_text(words) == words:
        return Literal(words, indentable)
    return verbatim(text)


__all__ = ["condition", "is_other", "script", "value", "verbatim"]
