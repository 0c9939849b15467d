"""Where an expression stops being PromQL, and what to call it: promql-parser gives a reason but no place."""

from __future__ import annotations

import re
from typing import NamedTuple

from alertflow.prometheus.promql.tokens import Token, tokenised


class Mistake(NamedTuple):
    """Why an expression is refused, and at which line and column, counted from 1; None where unknown."""

    reason: str
    place: tuple[int, int] | None


_WORD_OPERATORS = {"and", "or", "unless", "atan2"}
_SIGN_OPERATORS = {"+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<="}
_BEFORE_LABELS = {"by", "without", "on", "ignoring", "group_left", "group_right"}
_QUOTED = re.compile(r"'([^']*)'|: (\S+)$|for (.+)$")


def mistake(expr: str, message: str, token: str | None = None) -> Mistake:
    """`message`, as promql-parser words it, with its place in `expr`, or a reason that says more."""
    tokens = tokenised(expr)
    if not tokens:
        return Mistake("it is empty.", None)
    found = _unbalanced(tokens) or (_out_of_order(tokens, len(expr)) if token is None else None)
    if found is not None:
        reason, start = found
        return Mistake(reason, _place(expr, start))
    quoted = _QUOTED.search(message)
    named = token or (next(filter(None, quoted.groups()), None) if quoted else None)
    reason = message if message.endswith((".", "?")) else f"{message}."
    return Mistake(reason, _only_place(expr, tokens, named) if named else None)


def _place(expr: str, start: int) -> tuple[int, int]:
    before = expr[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def _only_place(expr: str, tokens: list[Token], named: str) -> tuple[int, int] | None:
    """Where `named` stands, if it stands in one place only."""
    starts = [one.start for one in tokens if one.text == named]
    if not starts and expr.count(named) == 1:
        starts = [expr.index(named)]
    return _place(expr, starts[0]) if len(starts) == 1 else None


def _unbalanced(tokens: list[Token]) -> tuple[str, int] | None:
    """The first bracket that closes nothing, or the last one that nothing closes."""
    pairs = {")": "(", "]": "[", "}": "{"}
    open_: list[Token] = []
    for one in tokens:
        if one.kind == "other" and one.text in "\"'`":
            return f"the text that {one.text} opens is not closed.", one.start
        if one.kind != "operator":
            continue
        if one.text in "([{":
            open_.append(one)
        elif one.text in pairs:
            if not open_ or open_[-1].text != pairs[one.text]:
                return f"'{one.text}' closes nothing.", one.start
            open_.pop()
    return (f"'{open_[-1].text}' is not closed.", open_[-1].start) if open_ else None


def _out_of_order(tokens: list[Token], end: int) -> tuple[str, int] | None:
    """The first token that cannot stand where it stands, because values and operators take turns."""
    value_expected, before, skip_to = True, Token("", "", 0), -1
    for number, one in enumerate(tokens):
        if number <= skip_to:
            continue
        word = one.text.lower()
        following = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if one.text in ("{", "["):
            skip_to = _closing(tokens, number)
            value_expected = False
        elif one.text == "(":
            value_expected = True
        elif one.text == ")":
            if value_expected and before.text != "(":
                return f"a value is missing between '{before.text}' and ')'.", one.start
            value_expected = False
        elif one.text == ",":
            value_expected = True
        elif one.kind == "name" and word in _BEFORE_LABELS and following == "(":
            skip_to = _closing(tokens, number + 1)
        elif one.kind == "name" and word in {"bool", "group_left", "group_right"}:
            pass
        elif one.text == "@" or (one.kind == "name" and word == "offset" and not value_expected):
            skip_to = number + (2 if following in "+-" else 1)
        elif one.text in _SIGN_OPERATORS or (one.kind == "name" and word in _WORD_OPERATORS):
            if value_expected and one.text not in "+-":
                return f"a value is missing before '{one.text}'.", one.start
            value_expected = True
        elif one.kind in ("operator", "other"):
            hint = " Write == to compare." if one.text == "=" else ""
            return f"'{one.text}' does not belong here.{hint}", one.start
        else:
            if not value_expected:
                return f"an operator is missing before '{one.text}'.", one.start
            value_expected = False
        before = tokens[max(number, skip_to)] if skip_to < len(tokens) else one
    return (f"it ends where a value should follow '{tokens[-1].text}'.", end) if value_expected else None


def _closing(tokens: list[Token], opening: int) -> int:
    """The index of the bracket that closes the one at `opening`; brackets are balanced."""
    depth = 0
    for number in range(opening, len(tokens)):
        text = tokens[number].text if tokens[number].kind == "operator" else ""
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth == 0:
            return number
    return len(tokens)


__all__ = ["Mistake", "mistake"]
