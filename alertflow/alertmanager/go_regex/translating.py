"""Reads a pattern as Go's regexp/syntax does, and writes what it means as a pattern for Python.

Only whether a text matches is kept: groups do not capture, and it makes no difference how greedy they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from alertflow.alertmanager.go_regex.classes import (
    LAST,
    PERL,
    POSIX,
    Ranges,
    RegexError,
    folded,
    negated,
    unicode_class,
    union,
    written,
)

_MOST = 1000
"""How often something may be repeated, also by repetitions inside each other."""

_FLAGS = re.compile(r"\(\?([imsU]*)(-[imsU]+)?([:)])")
_NAME = re.compile(r"\(\?P?<(\w+)>", re.ASCII)
_BRACES = re.compile(r"\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}")
_OCTAL = re.compile(r"0[0-7]{0,2}|[1-7][0-7]{1,2}")
_HEX = re.compile(r"x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))")
_PROPERTY = re.compile(r"\\([pP])(?:\{(\^?)([^}]*)\}|([^{]))", re.DOTALL)
_CONTROL = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_ANCHORS = {"A": r"(?:\A)", "z": r"(?:\Z)", "b": r"(?a:\b)", "B": r"(?:(?a:\B)|\A\Z)"}
"""In groups, as Python repeats no anchor alone. Its `\\B` does not hold in an empty text before 3.14."""


class _Part(NamedTuple):
    """A piece of the Python pattern that may be repeated, and how often it is repeated inside."""

    text: str
    repeats: int = 0


@dataclass
class _Group:
    """An open group: its alternatives so far, and the flags to go back to behind it."""

    flags: frozenset[str]
    alternatives: list[list[_Part]] = field(default_factory=lambda: [[]])

    def closed(self) -> _Part:
        texts = ["".join(part.text for part in parts) for parts in self.alternatives]
        most = max((part.repeats for parts in self.alternatives for part in parts), default=0)
        return _Part(f"(?:{'|'.join(texts)})", most)


def translated(pattern: str, shown: str) -> str:
    """`pattern` in Python's words. Raises RegexError, which says `shown` for the pattern."""
    return _Translator(pattern, shown).translate()


class _Translator:
    def __init__(self, pattern: str, shown: str) -> None:
        self._text = pattern
        self._shown = shown
        self._at = 0
        self._flags: frozenset[str] = frozenset()
        self._open = [_Group(self._flags)]

    def translate(self) -> str:
        repeated = False  # whether a repetition ended just here: Go has no a** and no a++
        while self._at < len(self._text):
            char = self._text[self._at]
            if char in "*+?" or (char == "{" and _BRACES.match(self._text, self._at)):
                self._repeat(char, repeated)
                repeated = True
                continue
            repeated = False
            if char == "(":
                self._group()
            elif char == ")":
                self._close()
            elif char == "|":
                self._open[-1].alternatives.append([])
                self._at += 1
            elif char == "[":
                self._add(written(self._class()))
            elif char == "\\":
                self._backslash()
            else:
                self._at += 1
                self._plain(char)
        if len(self._open) > 1:
            self._refuse("a group is not closed")
        return self._open[0].closed().text

    def _plain(self, char: str) -> None:
        if char == "^":
            self._add("(?m:^)" if "m" in self._flags else r"(?:\A)")
        elif char == "$":
            self._add("(?m:$)" if "m" in self._flags else r"(?:\Z)")
        elif char == ".":
            self._add("(?s:.)" if "s" in self._flags else ".")
        else:
            self._literal(ord(char))

    def _add(self, text: str, repeats: int = 0) -> None:
        self._open[-1].alternatives[-1].append(_Part(text, repeats))

    def _literal(self, code: int) -> None:
        self._add(written(self._cased(((code, code),))))

    def _cased(self, ranges: Ranges) -> Ranges:
        return folded(ranges) if "i" in self._flags else ranges

    def _refuse(self, reason: str) -> NoReturn:
        raise RegexError(f"'{self._shown}' is not a regular expression of Go: {reason}.")

    def _repeat(self, char: str, stacked: bool) -> None:
        braces = _BRACES.match(self._text, self._at)
        operator = braces[0] if braces is not None else char
        self._at += len(operator)
        if self._text.startswith("?", self._at):
            self._at += 1
        parts = self._open[-1].alternatives[-1]
        if stacked:
            self._refuse(f"there is a repetition before '{operator}'; Go has no possessive ones")
        if not parts:
            self._refuse(f"nothing stands before '{operator}'")
        part = parts.pop()
        repeats = part.repeats
        if braces is not None:
            least, most = int(braces[1]), int(braces[3] or braces[1])
            if least > most or most > _MOST:
                self._refuse(f"'{operator}' is no number of times up to {_MOST}")
            if most or not braces[2]:
                repeats = most * max(1, repeats)
            if most >= 2 and repeats > _MOST:
                self._refuse(f"'{operator}' makes more than {_MOST} repetitions")
        self._add(f"(?:{part.text}{operator})", repeats)

    def _group(self) -> None:
        if not self._text.startswith("(?", self._at):
            self._at += 1
            self._open.append(_Group(self._flags))
        elif named := _NAME.match(self._text, self._at):
            self._at = named.end()
            self._open.append(_Group(self._flags))
        elif flags := _FLAGS.match(self._text, self._at):
            self._at = flags.end()
            before = self._flags
            self._flags = (before | set(flags[1])) - set(flags[2] or "")
            if flags[3] == ":":
                self._open.append(_Group(before))
        else:
            start = self._text[self._at : self._at + 4]
            self._refuse(f"it has no group '{start}…'; it cannot look ahead or behind")

    def _close(self) -> None:
        if len(self._open) == 1:
            self._refuse("')' closes nothing")
        group = self._open.pop()
        self._flags = group.flags
        self._open[-1].alternatives[-1].append(group.closed())
        self._at += 1

    def _backslash(self) -> None:
        letter = self._text[self._at + 1 : self._at + 2]
        if letter == "Q":
            quoted, found, _ = self._text[self._at + 2 :].partition("\\E")
            for char in quoted:
                self._literal(ord(char))
            self._at += 2 + len(quoted) + len(found)
        elif letter and letter in _ANCHORS:
            self._at += 2
            self._add(_ANCHORS[letter])
        elif (named := self._named_set()) is not None:
            self._add(written(named))
        else:
            self._literal(self._escape())

    def _named_set(self) -> Ranges | None:
        """`\\d`, `\\W`, `\\pL`, `\\P{Lu}`; None where nothing of the kind stands here."""
        letter = self._text[self._at + 1 : self._at + 2]
        if letter and letter.lower() in PERL:
            self._at += 2
            ranges = self._cased(PERL[letter.lower()])
            return ranges if letter.islower() else negated(ranges)
        if letter not in ("p", "P"):
            return None
        found = _PROPERTY.match(self._text, self._at)
        if found is None:
            self._refuse(f"'\\{letter}' names no class")
        self._at = found.end()
        ranges = self._cased(unicode_class(found[3] if found[4] is None else found[4]))
        return ranges if (letter == "p") == (not found[2]) else negated(ranges)

    def _escape(self) -> int:
        """The character that is written with a backslash here."""
        self._at += 1
        if self._at == len(self._text):
            self._refuse("nothing stands behind the last backslash")
        char = self._text[self._at]
        if octal := _OCTAL.match(self._text, self._at):
            self._at = octal.end()
            return int(octal[0], 8)
        if hexed := _HEX.match(self._text, self._at):
            self._at = hexed.end()
            if (code := int(hexed[1] or hexed[2], 16)) > LAST:
                self._refuse(f"there is no character '\\{hexed[0]}'")
            return code
        if char not in _CONTROL and (not char.isascii() or char.isalnum()):
            self._refuse(f"it has no '\\{char}'")
        self._at += 1
        return _CONTROL.get(char, ord(char))

    def _class(self) -> Ranges:
        """The set between brackets that starts here."""
        self._at += 1
        outside = self._text.startswith("^", self._at)
        self._at += outside
        sets: list[Ranges] = []
        while not sets or not self._text.startswith("]", self._at):
            sets.append(self._member())
        self._at += 1
        return negated(union(*sets)) if outside else union(*sets)

    def _member(self) -> Ranges:
        end = self._text.find(":]", self._at + 2) if self._text.startswith("[:", self._at) else -1
        if end >= 0:
            name = self._text[self._at + 2 : end]
            ranges = POSIX.get(name.removeprefix("^"))
            if ranges is None:
                self._refuse(f"it has no class '[:{name}:]'")
            self._at = end + 2
            return negated(self._cased(ranges)) if name.startswith("^") else self._cased(ranges)
        if self._text.startswith("\\", self._at) and (named := self._named_set()) is not None:
            return named
        low = high = self._class_char()
        if self._text.startswith("-", self._at) and self._text[self._at + 1 : self._at + 2] not in ("]", ""):
            self._at += 1
            high = self._class_char()
        if high < low:
            self._refuse(f"the range from '{chr(low)}' to '{chr(high)}' is empty")
        return self._cased(((low, high),))

    def _class_char(self) -> int:
        if self._at == len(self._text):
            self._refuse("a '[' is not closed")
        if self._text[self._at] == "\\":
            return self._escape()
        self._at += 1
        return ord(self._text[self._at - 1])


__all__ = ["translated"]
