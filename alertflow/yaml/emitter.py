"""The one style in which alertflow writes YAML: plain data to text.

libyaml's emitter escapes emoji, and gives up `|` for a tab or a space at the end of a line, so the text is
written here; libyaml reads it back (`alertflow.yaml.proof`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

DEEPEST = 100
"""How many levels data may nest; beyond it is a mistake, or data that contains itself."""

_LONGEST_SIMPLE_KEY = 900
"""A key and its colon must stand within 1024 characters (YAML 1.2 §7.4.2); a longer one is `? key`."""

_WORDS = frozenset(
    ["y", "yes", "n", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf", "infinity"]
)
"""Words that YAML 1.1, YAML 1.2, or Go's yaml.v2 and v3 read as something else than text, in any case."""

_plain = re.compile(
    r"""
    (?:[0-9]+(?:ms|[smhdwy]))+                 # a duration, 5m or 1h30m: no other number is safe
    |
    (?:[A-Za-z_/$(]|\.\.?/)                    # a first character that is no indicator and begins no number
    (?:[^ :]++ | :(?![ ]|\Z) | [ ]++(?!\#|\Z))*+
    """,
    re.VERBOSE,
).fullmatch
"""Printable text that every reader takes for this very text without quotes."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Pinned(str):
    """A string with a remark behind it: an action's SHA and its version, `uses: a/b@3d3c… # v7.0.1`."""

    __slots__ = ("comment",)

    comment: str

    def __new__(cls, value: str, comment: str) -> Pinned:
        """`value`, with `comment` (one line of printable text) to stand behind it."""
        if not comment.isprintable():
            raise ValueError(f"a comment is one line of printable text, not {comment!r}")
        pinned = super().__new__(cls, value)
        pinned.comment = comment
        return pinned

    def __str__(self) -> str:
        return self  # the remark stays with it


def dump(data: Any, header: str = "") -> str:
    """`data` (dict with text keys, list, str, int, float, bool, None) as one YAML document.

    Two-space indent, `|` for every multi-line string, quotes wherever YAML 1.1, 1.2 or Go's readers could
    take the string for something else, no wrapping, the order given. `header` stands above it as comment
    lines. Raises TypeError for what YAML cannot say, ValueError for data that nests too deep.
    """
    out: list[str] = [f"# {line}".rstrip() + "\n" for line in header.splitlines()]
    if out:
        out.append("\n")
    _Emitter(out.append).document(data)
    return "".join(out)


def scalar(text: str) -> str:
    """`text` on one line: plain where that is safe, else in double quotes, or single where it holds those."""
    if text.isprintable():
        if _plain(text) and text.lower() not in _WORDS:
            return text
    elif "\n" in text or not _fits_block(text) or "\t" in text:
        return f'"{_unprintable().sub(_escape, text)}"'
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


@cache
def _unprintable() -> re.Pattern[str]:
    """What must be escaped: a reader may refuse it unescaped, or take it for a line break (YAML 1.1).

    It takes milliseconds to compile, and few files need it: most text is `isprintable`, which is stricter.
    """
    return re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def _fits_block(text: str) -> bool:
    """Whether a `|` block can hold `text`: not what must be escaped, but for tabs and line breaks."""
    bare = text.replace("\n", "").replace("\t", "")
    return bare.isprintable() or not _unprintable().search(bare.replace('"', "").replace("\\", ""))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        raise ValueError(f"half a character ({character!r}, a lone surrogate) cannot be written to a file")
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def literal(text: str, pad: str) -> str:
    """A multi-line `text` as a `|` block, its lines behind `pad`; in double quotes where no block holds it.

    The last line break is left to the caller.
    """
    if not text.strip() or not _fits_block(text):
        return scalar(text)
    indicator = "2" if text[0] in " \t\n" else ""  # else a reader takes the leading space for indentation
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomping = "-" if ends == 0 else "" if ends == 1 else "+"
    lines = [pad + line if line else "" for line in body.split("\n")]
    return "\n".join([f"|{indicator}{chomping}", *lines, *[""] * (ends - 1)])


def number(value: float) -> str:
    """A float as every YAML version reads one: YAML 1.1 wants a point and a signed exponent."""
    text = repr(value)
    if "n" in text:
        return {"inf": ".inf", "-inf": "-.inf"}.get(text, ".nan")
    return text if "." in text else text.replace("e", ".0e")


def _atom(value: Any) -> str:
    """What stands on one line: a number, a truth value, nothing, an empty collection, a pinned string."""
    if isinstance(value, Pinned):
        return f"{scalar(value)} # {value.comment}"
    if isinstance(value, str):
        return scalar(value)
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    raise TypeError(f"YAML is written from plain data, not from a {type(value).__name__}: {value!r}")


class _Emitter:
    """Hands the lines of one document to `out`; remembers how each key and each string was written."""

    def __init__(self, out: Callable[[str], object]) -> None:
        self.out = out
        self.keys = _Keys()
        self.strings = _Strings()

    def document(self, data: Any) -> None:
        """Writes `data` from the left margin."""
        if data and isinstance(data, dict):
            self.mapping(data, "", "")
        elif data and isinstance(data, list | tuple):
            self.sequence(data, "", "")
        else:
            self.out(_atom(data) + "\n")

    def mapping(self, data: dict[str, Any], lead: str, pad: str) -> None:
        """Writes `data`, its first key behind `lead` (which may hold a dash), the others behind `pad`."""
        out, keys, strings = self.out, self.keys, self.strings
        inner = self.deeper(pad)
        for key, value in data.items():
            head = lead + keys[key]
            if head[-1] == "\n":
                head += pad + ":"
            lead = pad
            if type(value) is str:
                text = literal(value, inner) if "\n" in value else strings[value]
                out(f"{head} {text}\n")
            elif value and isinstance(value, dict):
                out(head + "\n")
                self.mapping(value, inner, inner)
            elif value and isinstance(value, list | tuple):
                out(head + "\n")
                self.sequence(value, inner, inner)
            else:
                out(f"{head} {_atom(value)}\n")

    def sequence(self, data: list[Any] | tuple[Any, ...], lead: str, pad: str) -> None:
        """Writes `data`, its first dash behind `lead`, the others behind `pad`."""
        out, strings = self.out, self.strings
        inner = self.deeper(pad)
        for value in data:
            head = lead + "- "
            lead = pad
            if type(value) is str:
                text = literal(value, inner) if "\n" in value else strings[value]
                out(f"{head}{text}\n")
            elif value and isinstance(value, dict):
                self.mapping(value, head, inner)
            elif value and isinstance(value, list | tuple):
                self.sequence(value, head, inner)
            else:
                out(f"{head}{_atom(value)}\n")

    @staticmethod
    def deeper(pad: str) -> str:
        """The margin one level further in."""
        if len(pad) >= 2 * DEEPEST:
            raise ValueError(f"data nests deeper than {DEEPEST} levels: does it contain itself?")
        return pad + "  "


class _Keys(dict[str, str]):
    """Each key as it is written, its colon behind it; a very long one ends its line instead."""

    def __missing__(self, key: str) -> str:
        if not isinstance(key, str):
            raise TypeError(f"a key is text, not {key!r}")
        written = scalar(key)
        written = f"{written}:" if len(written) < _LONGEST_SIMPLE_KEY else f"? {written}\n"
        self[key] = written
        return written


class _Strings(dict[str, str]):
    """Each one-line string as it is written."""

    def __missing__(self, text: str) -> str:
        written = self[text] = scalar(text)
        return written
