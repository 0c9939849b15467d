"""Goes over the tokens of one template, and says where in it something is wrong."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from alertflow.gotemplate.lexer import KEYWORDS, Kind, Token, tokens_of
from alertflow.gotemplate.literals import LiteralError, unquoted
from alertflow.gotemplate.tree import Place

DEPTH: Final = 100
"""How deep actions and parentheses may lie within each other. Go sets no limit that a person reaches."""

_LINE_END = re.compile("\n")


class TemplateSyntaxError(ValueError):
    """A text is not a template. `place` is where in it."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


class Cursor:
    """The tokens of a template, and which one is read next."""

    def __init__(self, text: str) -> None:
        self.lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0

    def place(self, offset: int) -> Place:
        """The line and column of the character at `offset`."""
        line = bisect_right(self.lines, offset)
        return Place(line, offset - self.lines[line - 1] + 1, offset)

    def error(self, message: str, offset: int) -> TemplateSyntaxError:
        """The error that `message` says of what stands at `offset`."""
        return TemplateSyntaxError(message, self.place(offset))

    def unexpected(self, token: Token, where: str) -> TemplateSyntaxError:
        """The error that `token` must not stand in `where`, or the one that it is itself."""
        if token.kind is Kind.ERROR:
            return self.error(token.text, token.offset)
        where = f"{{{{ {where} }}}}" if where in KEYWORDS else where
        if token.kind is Kind.END_OF_TEXT:
            return self.error(f"the text ends within {where}", token.offset)
        shown = token.text if len(token.text) < 30 else token.text[:27] + "…"
        return self.error(f"unexpected '{shown}' in {where}", token.offset)

    def peek(self) -> Token:
        """The next token. The end of the text, and an error, are never gone beyond."""
        return self.tokens[self.at]

    def expect(self, kind: Kind, where: str) -> Token:
        """Takes a token, which must be a `kind`."""
        token = self.tokens[self.at]
        if token.kind is not kind:
            raise self.unexpected(token, where)
        self.at += 1
        return token

    def keyword(self, word: str) -> bool:
        """Whether the next token is the keyword `word`; takes it if so."""
        token = self.peek()
        if token.kind is not Kind.KEYWORD or token.text != word:
            return False
        self.at += 1
        return True

    def string(self, token: Token) -> str:
        """What the string literal `token` means."""
        try:
            return unquoted(token.text)
        except LiteralError as error:
            raise self.error(str(error), token.offset) from None

    def enter(self, start: int) -> None:
        """Goes one level deeper, into what starts at `start`; `depth` is set back behind it."""
        self.depth += 1
        if self.depth > DEPTH:
            raise self.error(f"nested more than {DEPTH} deep", start)
