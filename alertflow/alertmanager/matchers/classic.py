"""The classic grammar of matchers: the only one of Alertmanager 0.22 to 0.26, the fallback since 0.27.

It is lenient: a brace may be missing, values need no quotes, and a backslash that escapes nothing stands for
itself. A label's name is ASCII. Source: pkg/labels/parse.go of Alertmanager.
"""

from __future__ import annotations

import re

from alertflow.alertmanager.matchers.parts import OPERATORS, Parts, SyntaxProblem

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
"""A label's name as this grammar knows it. The colon is no part of any label that Prometheus sends."""

_SPACE = "\t\n\f\r "
_MATCHER = re.compile(
    rf"[{_SPACE}]*({NAME.pattern})[{_SPACE}]*(=~|=|!=|!~)[{_SPACE}]*(.*?)[{_SPACE}]*", re.DOTALL
)
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
"""What Go takes for white space."""


def parse(text: str) -> list[Parts]:
    """The matchers in a list with commas between them, with or without braces.

    Raises SyntaxProblem with the reason.
    """
    tokens = _split(text.removeprefix("{").removesuffix("}"))
    return [_parts(token) for token in tokens]


def _split(text: str) -> list[str]:
    """The text between commas that stand outside quotes; nothing behind the last one is no matcher."""
    tokens, start, quoted, escaped = [], 0, False, False
    for position, char in enumerate(text):
        if char == "," and not quoted:
            tokens.append(text[start:position])
            start = position + 1
        elif char == '"':
            quoted = quoted if escaped else not quoted
            escaped = False
        elif char == "\\":
            escaped = not escaped
        elif char != ",":  # a comma in quotes leaves it as it is, as in the program
            escaped = False
    last = text[start:].strip(WHITE_SPACE)
    return [*tokens, last] if last else tokens


def _parts(text: str) -> Parts:
    found = _MATCHER.fullmatch(text)
    if found is None:
        raise SyntaxProblem(f"'{text}' is no label, operator and value")
    return Parts(found[1], OPERATORS[found[2]], _value(found[3]))


def _value(raw: str) -> str:
    quoted = raw.startswith('"')
    rest = raw[1:] if quoted else raw
    value: list[str] = []
    escaped = closed = False
    for position, char in enumerate(rest):
        last = position == len(rest) - 1
        if escaped:
            escaped = False
            value.append("\n" if char == "n" else char if char in '"\\' else f"\\{char}")
        elif char == "\\" and not last:
            escaped = True
        elif char == '"' and not (quoted and last):
            raise SyntaxProblem(f'a double quote stands inside the value {raw}; write \\" for it')
        elif char == '"':
            closed = True
        else:
            value.append(char)
    if quoted and not closed:
        raise SyntaxProblem(f"the quote before the value {raw} is not closed")
    return "".join(value)


__all__ = ["NAME", "WHITE_SPACE", "parse"]
