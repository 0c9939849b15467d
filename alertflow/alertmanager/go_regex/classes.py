"""Sets of characters as Go's regular expressions name them, and as Python's write them.

A set is a sorted tuple of ranges, `((97, 122),)` for `[a-z]`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

Ranges = tuple[tuple[int, int], ...]
"""Code points: from, to; both belong to it."""

LAST = sys.maxunicode


class RegexError(ValueError):
    """A pattern that Go refuses."""


class ScriptError(RegexError):
    """A pattern that names a Unicode script: Go takes it, but what it matches cannot be told here."""


def _ranges(text: str) -> Ranges:
    """`a-z_` as ranges; a `-` stands for itself at the end."""
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        if text[position + 1 : position + 2] == "-" and position + 2 < len(text):
            found.append((ord(text[position]), ord(text[position + 2])))
            position += 3
        else:
            found.append((ord(text[position]), ord(text[position])))
            position += 1
    return tuple(sorted(found))


PERL = {"d": _ranges("0-9"), "s": _ranges("\t\n\f\r "), "w": _ranges("0-9A-Z_a-z")}
"""`\\d`, `\\s`, `\\w`: ASCII only, and `\\s` without the vertical tab."""

POSIX = {
    "alnum": _ranges("0-9A-Za-z"),
    "alpha": _ranges("A-Za-z"),
    "ascii": _ranges("\x00-\x7f"),
    "blank": _ranges("\t "),
    "cntrl": _ranges("\x00-\x1f\x7f"),
    "digit": _ranges("0-9"),
    "graph": _ranges("!-~"),
    "lower": _ranges("a-z"),
    "print": _ranges(" -~"),
    "punct": _ranges("!-/:-@[-`{-~"),
    "space": _ranges("\t-\r "),
    "upper": _ranges("A-Z"),
    "word": _ranges("0-9A-Z_a-z"),
    "xdigit": _ranges("0-9A-Fa-f"),
}
"""The classes in `[[:name:]]`."""

_ASSIGNED = frozenset(
    [
        *("Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No"),
        *("Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs"),
    ]
)
"""The general categories; Go knows none for what is not assigned."""


@cache
def unicode_class(name: str) -> Ranges:
    """`\\p{name}`: a general category (`L`, `Lu`) or `Any`. Raises ScriptError for every other name.

    Which characters there are is as Python's Unicode has it; Go's may be some releases older or newer.
    """
    if name == "Any":
        return ((0, LAST),)
    categories = {category for category in _ASSIGNED if category.startswith(name)} if name else set[str]()
    if not categories:
        raise ScriptError(f"\\p{{{name}}}: which characters belong to a script cannot be told in Python.")
    return _of(code for code in range(LAST + 1) if unicodedata.category(chr(code)) in categories)


def _of(codes: Iterable[int]) -> Ranges:
    runs = groupby(enumerate(sorted(codes)), lambda one: one[1] - one[0])
    found = []
    for _, run in runs:
        members = [code for _, code in run]
        found.append((members[0], members[-1]))
    return tuple(found)


def union(*sets: Ranges) -> Ranges:
    """What is in any of `sets`."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(one for ranges in sets for one in ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def negated(ranges: Ranges) -> Ranges:
    """What is not in `ranges`."""
    missing: list[tuple[int, int]] = []
    start = 0
    for low, high in union(ranges):
        if start < low:
            missing.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        missing.append((start, LAST))
    return tuple(missing)


def folded(ranges: Ranges) -> Ranges:
    """`ranges` and what differs from a member in its case only: what `(?i)` makes of them."""
    orbits = _orbits()
    cased = [code for code in orbits if any(low <= code <= high for low, high in ranges)]
    return union(ranges, *[orbits[code] for code in cased])


@cache
def _orbits() -> dict[int, Ranges]:
    """For each character that has case, those that simple case folding takes for the same."""
    members: dict[str, list[int]] = {}
    for code in range(_LAST_CASED):
        char = chr(code)
        fold = char.casefold()
        if len(fold) > 1:
            fold = char.lower()
        if fold != char:
            members.setdefault(fold, [ord(fold)] if len(fold) == 1 else []).append(code)
    return {code: _of(codes) for codes in members.values() if len(codes) > 1 for code in codes}


_LAST_CASED = 0x1F000
"""Beyond it no character has case."""


def written(ranges: Ranges) -> str:
    """The set as a Python pattern that matches one character of it."""
    if not ranges:
        return "(?!)"
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _char(ranges[0][0])
    return "[" + "".join(_char(a) if a == b else f"{_char(a)}-{_char(b)}" for a, b in ranges) + "]"


def _char(code: int) -> str:
    return re.escape(chr(code)) if 32 < code < 127 else f"\\U{code:08x}"


__all__ = [
    "LAST",
    "PERL",
    "POSIX",
    "Ranges",
    "RegexError",
    "ScriptError",
    "folded",
    "negated",
    "unicode_class",
    "union",
    "written",
]
