"""Templates that Go reads and often cannot execute, made by chance out of a program's own words.

The same ones for the same seed; all parts of them are executed, for data in which `always_true` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

_NAMES = "eq ne lt le gt ge not len index slice print printf println html js urlquery"
GO_FUNCTIONS: Final = _NAMES.split()
_OF_VARIABLE = ["$v", "$v.x", "$v | toUpper", "len $v", 'index $v "job"', "eq $v 1", "gt $v 1.5", "range $v"]


@dataclass(frozen=True)
class Words:
    """What a program gives its templates."""

    values: Sequence[str]
    functions: Sequence[str]
    always_true: Sequence[str]
    """Values that are neither empty nor false."""
    elements: Sequence[str]
    """What is done with `.` and `$` in a range, with or define."""
    ranges: Sequence[str] = field(default_factory=list)
    """Values with elements."""


def made_templates(words: Words, seed: int, count: int) -> list[str]:
    """So many templates out of `words`."""
    maker = _Maker(words, Random(seed))
    return [maker.text() for _ in range(count)]


def listed(text: str) -> list[str]:
    """The words that `;` and line ends part in `text`."""
    return [one.strip() for line in text.strip().splitlines() for one in line.split(";")]


class _Maker:
    def __init__(self, words: Words, random: Random) -> None:
        self.words = words
        self.random = random

    def one(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def command(self, piped: bool) -> str:
        if not piped and self.random.random() < 0.45:
            return self.one(self.words.values)
        count = self.random.choice([0, 1, 1, 1, 2, 2, 3])
        count -= piped and count > 0 and self.random.random() < 0.7
        return " ".join(
            [self.one(self.words.functions), *(self.one(self.words.values) for _ in range(count))]
        )

    def pipeline(self) -> str:
        more = [self.command(True) for _ in range(self.random.choice([0, 0, 1, 1, 2]))]
        return " | ".join([self.command(False), *more])

    def text(self) -> str:
        words, inner = self.words, f"{{{{ {self.pipeline()} }}}}"
        below = self.one([inner, f"{{{{ {self.one(words.elements)} }}}}"])
        match self.one("ppppppwrvdo"):
            case "w":
                return f"{{{{ with {self.one(words.always_true)} }}}}{below}{{{{ end }}}}"
            case "r":
                head = self.one(["", "$x := ", "$k, $x := "]) + self.one(words.ranges)
                return f"{{{{ range {head} }}}}{below}{{{{ end }}}}"
            case "v":
                rest = self.one(_OF_VARIABLE)
                return f"{{{{ $v := {inner[3:]}{{{{ {rest} }}}}" + "{{ end }}" * rest.startswith("range")
            case "d":
                body, given = self.one(words.elements), self.one(["", *words.values])
                return f'{{{{ define "t" }}}}{{{{ {body} }}}}{{{{ end }}}}{{{{ template "t" {given} }}}}'
            case "o":
                return f"{{{{ range {self.one(words.values)} }}}}{{{{ end }}}}"
        return inner
