"""Cuts the text of a template into tokens, as Go's text/template does.

Source: https://pkg.go.dev/text/template and the lexer in its parse package, Go 1.19 to 1.27, which agree.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from alertflow.gotemplate.literals import NUMBER


class Kind(Enum):
    """What a token is."""

    ERROR = auto()
    END_OF_TEXT = auto()
    TEXT = auto()
    LEFT = auto()
    RIGHT = auto()
    SIGN = auto()
    ASSIGN = auto()
    DECLARE = auto()
    PIPE = auto()
    LEFT_PAREN = auto()
    RIGHT_PAREN = auto()
    DOT = auto()
    FIELD = auto()
    VARIABLE = auto()
    NAME = auto()
    NIL = auto()
    BOOL = auto()
    STRING = auto()
    CHARACTER = auto()
    NUMBER = auto()
    COMPLEX = auto()
    KEYWORD = auto()


class Token(NamedTuple):
    """A piece of a template. `text` is the error's message where `kind` is ERROR."""

    kind: Kind
    text: str
    offset: int
    """Where it starts, in characters."""
    spaced: bool = False
    """Whether white space stands before it, within its action."""


KEYWORDS = frozenset(
    {"block", "break", "continue", "define", "else", "end", "if", "range", "template", "with"}
)
_SPACES = " \t\r\n"
_SPACE = re.compile(r"[ \t\r\n]+")
_WORD = re.compile(r"\w*")
_SIGNS = {
    "=": Kind.ASSIGN,
    "|": Kind.PIPE,
    "(": Kind.LEFT_PAREN,
    ")": Kind.RIGHT_PAREN,
}
_QUOTED = {
    '"': (Kind.STRING, re.compile(r'"(?:[^"\\\n]|\\[^\n])*"'), 'the closing " is missing on its line'),
    "'": (Kind.CHARACTER, re.compile(r"'(?:[^'\\\n]|\\[^\n])*'"), "the closing ' is missing on its line"),
    "`": (Kind.STRING, re.compile(r"`[^`]*`"), "the closing ` is missing"),
}
_TERMINATORS = frozenset({"", *" \t\r\n.,|:)("})
"""What may follow a name at once, besides `}}`; '' is the end of the text."""
_WORDS = dict.fromkeys(KEYWORDS, Kind.KEYWORD) | {"nil": Kind.NIL, "true": Kind.BOOL, "false": Kind.BOOL}
_COMMON = re.compile(
    r"""(?: ([A-Za-z_][A-Za-z0-9_]*) | (\.(?![0-9])[A-Za-z0-9_]*) | (\$[A-Za-z0-9_]*) )
        (?= [ \t\r\n.,|:)(] | \}\} | \Z )
      | (\|) | ("[^"\\\n]*" | `[^`]*`)""",
    re.VERBOSE,
)
"""The tokens of which most actions are made: in one step what `piece` does in many."""
_COMMON_KINDS = (Kind.ERROR, Kind.NAME, Kind.FIELD, Kind.VARIABLE, Kind.PIPE, Kind.STRING)


def tokens_of(text: str) -> list[Token]:
    """The tokens of `text`, up to its end or the first error."""
    return _Lexer(text).tokens


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spaced = False
        """Whether white space stands before what is read next, within its action."""
        self.tokens: list[Token] = []
        while (action := text.find("{{", self.at)) >= 0:
            self.outside(action)
            if not self.action(action):
                return
        self.outside(len(text))
        self.add(Kind.END_OF_TEXT, "", len(text))

    def add(self, kind: Kind, text: str, offset: int) -> None:
        self.tokens.append(Token(kind, text, offset, self.spaced))
        self.spaced = False

    def fail(self, message: str, offset: int) -> bool:
        self.add(Kind.ERROR, message, offset)
        return False

    def outside(self, end: int) -> None:
        """Takes the text up to `end`, where an action starts or the text ends."""
        piece = self.text[self.at : end]
        if self.trims_left(end):
            piece = piece.rstrip(_SPACES)
        if piece:
            self.add(Kind.TEXT, piece, self.at)

    def trims_left(self, action: int) -> bool:
        return self.text.startswith("-", action + 2) and self.text[action + 3 : action + 4] in tuple(_SPACES)

    def right_delimiter(self, at: int) -> int:
        """The length of the `}}` or ` -}}` at `at`; 0 where there is none."""
        if self.text.startswith("}}", at):
            return 2
        return 4 if self.text.startswith("-}}", at + 1) and self.text[at] in _SPACES else 0

    def close(self, length: int) -> None:
        """Goes behind a right delimiter and, where it trims, behind the white space that follows."""
        self.at += length
        if length == 4 and (space := _SPACE.match(self.text, self.at)):
            self.at = space.end()

    def action(self, start: int) -> bool:
        """Reads the action or comment that starts at `start`; returns whether there is no error in it."""
        self.at = start + (4 if self.trims_left(start) else 2)
        if self.text.startswith("/*", self.at):
            return self.comment(start)
        self.add(Kind.LEFT, "{{", start)
        depth = 0
        while not (length := self.right_delimiter(self.at)):
            before = self.at
            if space := _SPACE.match(self.text, before):
                self.at = space.end() - self.text.startswith("-}}", space.end())
                self.spaced = True
            elif before >= len(self.text):
                return self.fail("this action is not closed: '}}' is missing", start)
            elif common := _COMMON.match(self.text, before):
                self.common(common)
            elif not self.piece():
                return False
            elif self.text[before] == "(":
                depth += 1
            elif self.text[before] == ")":
                depth -= 1
                if depth < 0:
                    self.tokens.pop()
                    return self.fail("unexpected ')': no '(' is open", before)
        if depth:
            return self.fail("a '(' in this action is not closed", start)
        self.add(Kind.RIGHT, "}}", self.at)
        self.close(length)
        return True

    def common(self, match: re.Match[str]) -> None:
        """Takes the token that `_COMMON` found."""
        word, kind = match[0], _COMMON_KINDS[match.lastindex or 0]
        if kind is Kind.NAME:
            kind = _WORDS.get(word, kind)
        elif word == ".":
            kind = Kind.DOT
        self.tokens.append(Token(kind, word, match.start(), self.spaced))
        self.spaced = False
        self.at = match.end()

    def comment(self, start: int) -> bool:
        end = self.text.find("*/", self.at + 2)
        if end < 0:
            return self.fail("this comment is not closed: '*/' is missing", start)
        self.at = end + 2
        if not (length := self.right_delimiter(self.at)):
            return self.fail("a comment must be alone in its action: '}}' must follow '*/' at once", self.at)
        self.close(length)
        return True

    def piece(self) -> bool:
        """Reads any token within an action; returns whether there is no error in it."""
        text, start = self.text, self.at
        first = text[start]
        if first in _QUOTED:
            kind, pattern, message = _QUOTED[first]
            if not (quoted := pattern.match(text, start)):
                return self.fail(message, start)
            self.take(kind, quoted.end())
        elif first == "$":
            return self.word(Kind.VARIABLE, start + 1)
        elif first == "." and not "0" <= text[start + 1 : start + 2] <= "9":
            return self.word(Kind.FIELD, start + 1)
        elif first in "+-." or "0" <= first <= "9":
            return self.number()
        elif first in _SIGNS:
            self.take(_SIGNS[first], start + 1)
        elif first == ":":
            if not text.startswith(":=", start):
                return self.fail("':' must be part of ':='", start)
            self.take(Kind.DECLARE, start + 2)
        elif first == "_" or first.isalpha() or first.isdecimal():
            return self.word(Kind.NAME, start)
        elif " " < first <= "~":
            self.take(Kind.SIGN, start + 1)
        else:
            return self.fail(f"unexpected character {first!r}", start)
        return True

    def take(self, kind: Kind, end: int) -> None:
        self.add(kind, self.text[self.at : end], self.at)
        self.at = end

    def word_end(self, start: int) -> int:
        match = _WORD.match(self.text, start)
        end = match.end() if match else start
        if not self.text[start:end].isascii():  # \w also takes numerals such as ² that are no letter to Go
            for index in range(start, end):
                char = self.text[index]
                if not (char == "_" or char.isalpha() or char.isdecimal()):
                    return index
        return end

    def word(self, kind: Kind, start: int) -> bool:
        """Reads a name, field or variable whose first letter is at `start`."""
        end = self.word_end(start)
        if (
            end < len(self.text)
            and self.text[end] not in _TERMINATORS
            and not self.text.startswith("}}", end)
        ):
            return self.fail(self.wrong_character(kind, end), end)
        word = self.text[self.at : end]
        self.take(Kind.DOT if word == "." else kind, end)
        return True

    def wrong_character(self, kind: Kind, at: int) -> str:
        char, word = self.text[at], self.text[self.at : at]
        message = f"unexpected {char!r} behind '{word}'"
        if kind is Kind.FIELD and char == "-" and len(word) > 1:
            name = word[1:] + self.text[at : self.word_end(at + 1)]
            return f"{message}: a name with '-' in it is read by index, as in index .Labels \"{name}\""
        return message + "; a space is missing, or it does not belong here"

    def number(self) -> bool:
        start = self.at
        match = NUMBER.match(self.text, start)
        end = match.end() if match else start
        kind = Kind.NUMBER
        if self.text[end : end + 1] in ("+", "-") and self.word_end(end) == end:
            second = NUMBER.match(self.text, end)
            end = second.end() if second else end
            kind = Kind.COMPLEX
        if self.word_end(end) > end or (kind is Kind.COMPLEX and self.text[end - 1] != "i"):
            return self.fail(f"'{self.text[start : end + 1]}' is no number that Go can read", start)
        self.take(kind, end)
        return True
