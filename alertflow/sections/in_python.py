"""Finds the line of a person's Python on which a piece of a longer text stands."""

from __future__ import annotations

import linecache
import re

from alertflow.declared import Location, argument

_EXPRESSION = re.compile(r"\$?\{\{.*?(?:\}\}|$)")
"""`${{ … }}` of GitHub, `{{ … }}` of a Go template: in the source they may be made, and so look otherwise."""


def place_of(source: Location | None, field: str, text: str, position: int) -> Location | None:
    """Where in the file the character `position` of `text` was written, `text` being `field` of the call at
    `source`.

    An f-string no longer knows its lines, so the line itself, or the words beside the expressions in it, are
    looked up in the file; where that gives no single line, it is the line of the argument, or of the call.
    None without a `source`.
    """
    if source is None:
        return None
    start = argument(source, field) or source
    line_start = text.rfind("\n", 0, position) + 1
    line_end = text.find("\n", position)
    line = text[line_start : len(text) if line_end < 0 else line_end]
    lines = linecache.getlines(source.path)
    for words in sorted(_words(line), key=len, reverse=True):
        found = [number for number in range(start.line, len(lines) + 1) if words in lines[number - 1]]
        if len(found) == 1 or (found and len(words) >= 12):
            return Location(source.path, found[0])
    return start


def _words(line: str) -> list[str]:
    """`line`, and the pieces of it beside its expressions, that are long enough to be looked for."""
    pieces = [piece.strip() for piece in _EXPRESSION.split(line)]
    plain = [piece for piece in pieces if len(piece) >= 3 and not set(piece) & set("\\{}")]
    whole = line.strip()
    return [whole, *plain] if len(whole) >= 3 else plain
