"""How wide text will be, before anybody has drawn it: an estimate that is rather too wide than too narrow.

A picture names the system's fonts and cannot ask for their metrics. The table has, for each character, the
width in DejaVu Sans, the widest of the fonts that systems choose (read from its `hmtx` table).
"""

from __future__ import annotations

import re
import unicodedata

_CLASSES = {
    0.36: " '!,-./:;IJ\\fijl|",
    0.42: "()[]rt",
    0.56: '"*?_`cksvxyz',
    0.64: "$0123456789EFLPSTYabdeghnopqu{}",
    0.78: "ABCDGHKNRUVXZ",
    0.85: "#&+<=>MOQ^w~",
    1.0: "%@Wm",
}
_EMS = {character: ems for ems, characters in _CLASSES.items() for character in characters}
_OTHER, _WIDE, _BOLD = 0.9, 1.3, 1.16


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in pixels at a font size of `size` pixels."""
    return sum(map(_ems, text)) * size * (_BOLD if bold else 1.0)


def _ems(character: str) -> float:
    known = _EMS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """`text` on at most `lines` lines of at most `room` pixels each, cut off with … where it does not fit.

    It is broken between words, and within those that are longer than a line, then rather behind a hyphen, a
    dot or another such character. [] for text without any visible character.
    """
    found: list[str] = []
    left = " ".join(text.split())
    while left:
        end = _fits(left, room, size, bold)
        if end == len(left):
            return [*found, left]
        if len(found) == lines - 1:
            return [
                *found,
                left[: _fits(left, room - width("…", size, bold=bold), size, bold)].rstrip() + "…",
            ]
        line = left[:end]
        if left[end] != " ":
            words, parts = (
                [one.end() for one in re.finditer(mark, line) if one.end() > end // 3]
                for mark in (" ", r"(?<=\w)[-./_:](?=.)")
            )
            line = line[: max(words or parts, default=end)]
        found.append(line.rstrip())
        left = left[len(line) :].lstrip()
    return found


def _fits(text: str, room: float, size: float, bold: bool) -> int:
    """How many of the first characters of `text` fit into `room`; at least one."""
    used = 0.0
    for number, character in enumerate(text):
        used += width(character, size, bold=bold)
        if used > room and number:
            return number
    return len(text)


__all__ = ["width", "wrapped"]
