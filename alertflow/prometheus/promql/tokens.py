"""The words of an expression, each with its place: what is read where no tree can be had."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<blank>[\s]+|\#[^\n]*)
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
      | (?P<number>(?:0[xX][0-9a-fA-F]+|\d[\w.]*(?:(?<=[eE])[+-]\d+)?|\.\d\w*))
      | (?P<name>[A-Za-z_:][A-Za-z0-9_:]*)
      | (?P<operator>==|!=|>=|<=|=~|!~|[-+*/%^<>=@,(){}\[\]])
      | (?P<other>.)""",
    re.VERBOSE | re.ASCII | re.DOTALL,
)


class Token(NamedTuple):
    """A word: its kind (`text`, `number`, `name`, `operator` or `other`), itself, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The position behind its last character."""
        return self.start + len(self.text)


def tokenised(expr: str) -> list[Token]:
    """The words of `expr` in order, without blanks and comments. No text is refused."""
    return [
        Token(found.lastgroup or "", found[0], found.start())
        for found in _TOKEN.finditer(expr)
        if found.lastgroup != "blank"
    ]


__all__ = ["Token", "tokenised"]
