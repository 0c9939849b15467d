"""Cuts the text of an expression into tokens, and says where in it something is wrong.

Source: github.com/actions/runner, src/Sdk/Expressions/Tokens/LexicalAnalyzer.cs.
"""

from __future__ import annotations

import re
from itertools import islice
from string import ascii_letters, digits

from alertflow.github.expressions.coercion import SPACE, number_of_text
from alertflow.github.expressions.tree import Scalar

_NAME = "[A-Za-z_][A-Za-z0-9_-]*"
_TOKEN = re.compile(
    rf"""'[^']*(?:''[^']*)*'                        # text
       | {_NAME}(?:\.{_NAME})*                      # names, one of the other
       | (?:[-+]|\.?[0-9])[^()\[\],!<>=&|{SPACE}]*  # a number
       | \|\| | && | [=!<>]=                        # signs of two characters
       | [^{SPACE}]                                 # all other signs, and what is none
    """,
    re.VERBOSE,
)
NAMES, TEXT, NUMBER = "names", "text", "number"
KINDS = dict.fromkeys(ascii_letters + "_", NAMES) | dict.fromkeys(digits + "+-.", NUMBER) | {"'": TEXT}
"""What kind of operand a token is, by its first character."""
CONSTANTS: dict[str, Scalar] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
}
"""The names that mean a value."""
_COMPLETE = frozenset(ascii_letters + digits + "_()[],.*!<>")
_HINTS = {
    '"': " Text stands in single quotes.",
    "'": " The closing quote is missing.",
    "=": " Did you mean '=='?",
    "&": " Did you mean '&&'?",
    "|": " Did you mean '||'?",
    "and": ". Did you mean '&&'?",
    "or": ". Did you mean '||'?",
}
_EXACT = 2**53
"""Whole numbers below this are exact."""


class ExpressionSyntaxError(ValueError):
    """A text is not an expression. `position` counts characters from the start of that text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def length(text: str) -> int:
    """The characters of `text` as GitHub counts them: those beyond U+FFFF are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def tokens_of(text: str) -> list[str]:
    """The tokens of `text`, with two empty ones behind them; a character that belongs to none is one, too."""
    return [*_TOKEN.findall(text), "", ""]


def error_at(text: str, index: int, message: str, offset: int = 0) -> ExpressionSyntaxError:
    """The error `message` at the token `index` of `text`, or `offset` characters behind its start."""
    found = next(islice(_TOKEN.finditer(text), index, None), None)
    return ExpressionSyntaxError(message, (found.start() if found else len(text)) + offset)


def unexpected(text: str, index: int, token: str, offset: int = 0) -> ExpressionSyntaxError:
    """The error that the token `index`, which ends with `token`, must not stand where it does."""
    if not token:
        return error_at(text, index, "it ends too early" if text.strip(SPACE) else "it is empty")
    if len(token) == 1 and token not in _COMPLETE:
        rest = text[error_at(text, index, "").position :].strip(SPACE)
        return error_at(text, index, f"unexpected `{rest[:20]}`.{_HINTS.get(token, '')}")
    return error_at(text, index, f"unexpected `{token}`{_HINTS.get(token, '')}", offset)


def sentence(message: str) -> str:
    """`message` with a full stop, unless it ends as a sentence does."""
    return message if message[-1:] in (".", "?") else f"{message}."


def unquoted(token: str) -> str:
    """The text that a quoted one means."""
    return token[1:-1].replace("''", "'")


def number(token: str) -> int | float | None:
    """The number that `token` means, as it would as a text; None where it means none."""
    value = number_of_text(token)
    if value != value:
        return None
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
