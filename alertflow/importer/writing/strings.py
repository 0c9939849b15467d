"""Text as Python's string literals: quotes, escapes, f-strings, and how a long one is split."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

SHORT, LONG = 88, 110
"""Columns that calls and collections keep within, and those that a line of text may take at most.

What is split at 88 has a comma behind its last argument, so ruff leaves it alone at any line length; text
cannot be split without joining it anew where it fits, so it is split where no usual line holds it.
"""


class Code(NamedTuple):
    """An expression within an f-string, as Python."""

    text: str


Parts = Sequence[str | Code]
"""What a string is made of, text and expressions in turn."""

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def width(text: str) -> int:
    """The columns that `text` takes: two for an ideograph or an emoji, none for a combining mark."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return len(text) + wide - sum(unicodedata.combining(one) != 0 for one in text)


def one_line(parts: Parts) -> str:
    """`parts` as one literal on one line."""
    text = "".join(part for part in parts if isinstance(part, str))
    codes = [part.text for part in parts if isinstance(part, Code)]
    formatted = "f" if codes else ""
    body_quote = "'" if text.count('"') > text.count("'") else '"'
    if any(body_quote in code for code in codes):
        body_quote = "'" if body_quote == '"' else '"'
    if "\\" in text and text.isprintable() and body_quote not in text and not text.endswith("\\"):
        return f"{formatted}r{body_quote}{_inside(parts, _raw, bool(codes))}{body_quote}".replace(
            "fr", "rf", 1
        )
    escapes = {**_ESCAPES, body_quote: "\\" + body_quote}
    inside = _inside(parts, lambda one: _escaped(one, escapes), bool(codes))
    return f"{formatted}{body_quote}{inside}{body_quote}"


def pieces(parts: Parts, room: int) -> list[str]:
    """`parts` as literals that stand one below the other, each within `room` columns where that can be.

    Each line of the text begins a new one; a line that is too long is split between words.
    """
    found: list[str] = []
    for line in _lines(parts):
        if width(whole := one_line(_joined(line))) <= room + LONG - SHORT:
            found.append(whole)
            continue
        piece: list[str | Code] = []
        for word in _words(line):
            longer = _joined([*piece, word])
            if piece and width(one_line(longer)) > room:
                found.append(one_line(_joined(piece)))
                longer = [word]
            piece = longer
        found.append(one_line(_joined(piece)))
    return found


def block(parts: Parts, indent: int | None, *, wide: bool = False) -> str | None:
    """`parts` between triple quotes: with each line behind `indent` columns and the quotes on lines of their
    own, or where that is None just as they are. None where that would not read well, or not be the same.

    `wide` lets lines be longer than is usual: what is between is better than any line cut in two.
    """
    text = "".join(part if isinstance(part, str) else "x" for part in parts)
    lines = text.split("\n")
    if '"""' in text or "\r" in text or any(line != line.rstrip() for line in lines):
        return None
    if not all(line.isprintable() for line in lines) or (indent is None and text.endswith('"')):
        return None
    codes = [part.text for part in parts if isinstance(part, Code)]
    if any('"' in code for code in codes):
        return None
    raw = "\\" in text and not text.endswith("\\") and indent is not None
    inside = _inside(parts, _raw if raw else lambda one: one.replace("\\", "\\\\"), bool(codes))
    pad = " " * (indent or 0)
    body = "\n".join(pad + line if line else "" for line in inside.strip("\n" if pad else "").split("\n"))
    if not wide and any(width(line) > LONG for line in body.split("\n")):
        return None
    prefix = ("r" if raw else "") + ("f" if codes else "")
    if indent is None:
        return f'{prefix}"""\\\n{body}"""'
    return f'{prefix}"""\n{body}\n{pad[4:]}"""'


def is_too_long(text: str) -> bool:
    """Whether a linter tells of a line of `text`; not of one word, nor of an address at a line's end."""
    for line in text.split("\n"):
        *before, last = line.split() or [""]
        address = "://" in last and width(line) - width(last) <= LONG
        if width(line) > LONG and before and not address:
            return True
    return False


def number(value: float) -> str:
    """A number as Python, as ruff leaves it."""
    text = repr(value)
    return f'float("{text}")' if "n" in text else text.replace("e+", "e")


def _inside(parts: Parts, written: Callable[[str], str], formatted: bool) -> str:
    found = []
    for part in parts:
        if isinstance(part, Code):
            found.append(f"{{{part.text}}}")
        else:
            text = written(part)
            found.append(text.replace("{", "{{").replace("}", "}}") if formatted else text)
    return "".join(found)


def _raw(text: str) -> str:
    return text


def _escaped(text: str, escapes: dict[str, str]) -> str:
    if text.isprintable() and not any(one in text for one in escapes):
        return text
    return "".join(escapes.get(one) or (one if one.isprintable() else _by_number(ord(one))) for one in text)


def _by_number(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(parts: Parts) -> Iterator[list[str | Code]]:
    """The lines of `parts`, each with its line break."""
    line: list[str | Code] = []
    for part in parts:
        if isinstance(part, Code):
            line.append(part)
            continue
        for text in re.findall(r"[^\n]*\n|[^\n]+", part):
            line.append(text)
            if text.endswith("\n"):
                yield line
                line = []
    if line:
        yield line


def _words(line: Parts) -> Iterator[str | Code]:
    """The words of a line, each with the blanks behind it; one that no line holds is cut."""
    for part in line:
        if isinstance(part, Code):
            yield part
        else:
            for word in re.findall(r"\{\{.*?\}\}\s*|\{\{|(?:(?!\{\{)\S)+\s*|\s+", part):
                bare = word.rstrip()
                if "://" in word and len(bare) > SHORT - 28:  # a line may be too long that ends with it
                    yield from [one for one in (bare, word[len(bare) :]) if one]
                    continue
                cut = len(word) if "://" in word else SHORT - 28
                yield from [word[start : start + cut] for start in range(0, len(word), cut)]


def _joined(parts: Parts) -> list[str | Code]:
    found: list[str | Code] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(last := found[-1], str):
            found[-1] = last + part
        else:
            found.append(part)
    return found


__all__ = ["LONG", "SHORT", "Code", "Parts", "block", "is_too_long", "number", "one_line", "pieces", "width"]
