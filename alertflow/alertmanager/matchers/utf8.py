"""The UTF-8 grammar of matchers (Alertmanager 0.27): names in any script, and quotes as Go's strings have.

What stands without quotes, name or value, holds no white space and none of ``{}!=~,\\"'` ``. Braces come in
pairs. Source: matcher/parse of Alertmanager and Go's strconv.Unquote.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alertflow.alertmanager.matchers.classic import WHITE_SPACE
from alertflow.alertmanager.matchers.parts import OPERATORS, Parts, SyntaxProblem

_BARE = rf"[^{WHITE_SPACE}{{}}!=~,\\\"'`]+"
_TOKEN = re.compile(
    rf"[{WHITE_SPACE}]*(?:(?P<brace>[{{}}])|(?P<comma>,)|(?P<operator>=~|!~|!=|=)"
    rf'|(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<bare>{_BARE}))',
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"""\\(?:(?P<plain>[abfnrtv\\"])|x(?P<byte>[0-9a-fA-F]{2})|(?P<octal>[0-3][0-7]{2})"""
    r"""|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8}))|(?P<wrong>[\\\n])|(?P<other>[^\\\n]+)"""
)
_PLAIN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_END = "the end"


class _Token(NamedTuple):
    kind: str
    text: str


def parse(text: str) -> list[Parts]:
    """The matchers in a list with commas between them, with or without braces.

    Raises SyntaxProblem with the reason.
    """
    return _Parser(_tokens(text)).parse()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip(WHITE_SPACE))
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            rest = text[position:].lstrip(WHITE_SPACE)
            if rest.startswith('"'):
                raise SyntaxProblem(f"the quote before {rest[1:]} is not closed")
            raise SyntaxProblem(f"{rest[0]} stands outside of quotes")
        tokens.append(_Token(found.lastgroup or "", found[found.lastgroup or 0]))
        position = found.end()
    return [*tokens, _Token("end", _END)]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def parse(self) -> list[Parts]:
        matchers: list[Parts] = []
        braced = self._takes("{")
        if not braced and self._peek().kind == "end":
            return matchers
        while self._peek().text != "}" or self._peek().kind != "brace":
            matchers.append(self._matcher())
            if not self._takes(","):
                break
            if self._peek().kind == "end":
                break
        if braced:
            self._expect("}")
        if self._peek().kind != "end":
            raise SyntaxProblem(f"{self._peek().text} stands where the next matcher or {_END} should be")
        return matchers

    def _matcher(self) -> Parts:
        name = self._word("a label's name")
        operator = self._take()
        if operator.kind != "operator":
            raise SyntaxProblem(f"one of = != =~ !~ should stand before {operator.text}")
        return Parts(name, OPERATORS[operator.text], self._word("a value"))

    def _word(self, what: str) -> str:
        token = self._take()
        if token.kind == "bare":
            return token.text
        if token.kind != "quoted":
            raise SyntaxProblem(f"{what} should stand before {token.text}")
        return _unquoted(token.text)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek()
        self._next += token.kind != "end"
        return token

    def _takes(self, sign: str) -> bool:
        token = self._peek()
        if token.text != sign or token.kind not in ("brace", "comma"):
            return False
        self._next += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise SyntaxProblem(f"{sign} should stand before {self._peek().text}")


def _unquoted(text: str) -> str:
    """What a string of Go in double quotes stands for. Raises SyntaxProblem for what is none."""
    encoded = bytearray()
    inside = text[1:-1]
    position = 0
    while position < len(inside):
        found = _ESCAPE.match(inside, position)
        if found is None or found["wrong"]:
            wrong = "a line break" if inside[position] == "\n" else inside[position : position + 2]
            raise SyntaxProblem(f"{text} holds {wrong}, which no string of Go does; \\ itself is \\\\")
        position = found.end()
        if found["byte"] or found["octal"]:
            encoded.append(int(found["byte"], 16) if found["byte"] else int(found["octal"], 8))
        else:
            encoded += _char(found, text).encode()
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        raise SyntaxProblem(f"{text} is not UTF-8") from None


def _char(found: re.Match[str], text: str) -> str:
    if found["plain"]:
        return _PLAIN.get(found["plain"], found["plain"])
    if found["other"]:
        return found["other"]
    code = int(found["short"] or found["long"], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise SyntaxProblem(f"{found[0]} in {text} is no character")
    return chr(code)


__all__ = ["parse"]
