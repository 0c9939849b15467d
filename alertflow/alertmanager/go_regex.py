"""Go's regular expressions (RE2) in Python: which texts they match whole, and which patterns Go refuses.

Source: https://github.com/google/re2/wiki/Syntax.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_PART = re.compile(
    r"""(?P<quoted>\\Q.*?(?P<closed>\\E|$))
      | (?P<hex>\\x\{(?P<code>[0-9A-Fa-f]+)\})
      | (?P<end>\\z)
      | (?P<escape>\\.)
      | (?P<ascii>\[:(?P<not>\^?)(?P<name>\w+):\])
      | (?P<group>\(\?(?:P?<(?P<label>\w+)>|(?P<flags>[imsU-]*)(?P<tail>[:)])|(?P<refused>.)))
      | (?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\+)
      | (?P<braces>\{,\d*\})
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class RegexError(ValueError):
    """A pattern that Go refuses, or one whose meaning cannot be given in Python (Unicode classes)."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` for Python; `fullmatch` matches as Go does with `^(?:pattern)$`.

    Raises RegexError with the reason.
    """
    translated = _translated(pattern)
    try:
        return re.compile(translated, re.ASCII)
    except re.error as error:
        raise RegexError(f"'{pattern}' is not a regular expression: {error.msg}.") from None


def _translated(pattern: str) -> str:
    out: list[str] = []
    opened: list[list[str]] = [[]]  # for each open group, what a flag in its middle, `(?i)`, has opened since
    in_class = False
    for part in _PART.finditer(pattern):
        text, kind = part[0], part.lastgroup
        if in_class:
            out.append(_in_class(part))
            in_class = text != "]"
        elif part["quoted"]:
            if not part["closed"]:
                raise RegexError(f"'{pattern}': \\Q is not closed by \\E.")
            out.append(re.escape(text[2:].removesuffix("\\E")))
        elif part["hex"]:
            out.append(re.escape(chr(int(part["code"], 16))))
        elif part["end"]:
            out.append(r"\Z")
        elif part["escape"]:
            out.append(_escape(text, pattern))
        elif part["group"]:
            _group(part, pattern, out, opened)
        elif part["repeat"]:
            raise RegexError(f"'{pattern}': Go has no possessive repetition '{text}'.")
        elif part["braces"]:
            out.append(re.escape(text))  # a repetition in Python, plain text in Go
        elif part["ascii"] is not None or kind == "other":
            in_class = text == "[" or text.startswith("[:")
            if text == "(":
                opened.append([])
            elif text == ")" and len(opened) > 1:
                out.append(")" * len(opened.pop()))
            elif text == "|":  # the flags hold for the other side, too
                out.append(")" * len(opened[-1]))
                text = "".join(["|", *opened[-1]])
            out.append(text)
    out.append(")" * len(opened[0]))
    return "".join(out)


def _in_class(part: re.Match[str]) -> str:
    if part["ascii"]:
        members = _CLASSES.get(part["name"])
        if members is None or part["not"]:
            raise RegexError(f"'{part[0]}' cannot be given in Python.")
        return members
    if part["hex"]:
        return re.escape(chr(int(part["code"], 16)))
    if part["escape"]:
        return _escape(part[0], part[0])
    return r"\[" if part[0] == "[" else part[0]


def _escape(text: str, pattern: str) -> str:
    if text[1] in "123456789":
        raise RegexError(f"'{pattern}': Go has no backreference '{text}'.")
    if text[1] in "pPC":
        raise RegexError(f"'{pattern}': '{text}' cannot be given in Python.")
    if text[1].isalpha() and text[1] not in "abfnrtvdDsSwWABx":
        raise RegexError(f"'{pattern}': Go has no escape '{text}'.")
    return text


def _group(part: re.Match[str], pattern: str, out: list[str], opened: list[list[str]]) -> None:
    if part["refused"]:
        raise RegexError(f"'{pattern}': Go has no group '{part[0]}…'; it cannot look ahead or behind.")
    if part["label"]:
        out.append(f"(?P<{part['label']}>")
        opened.append([])
        return
    on, _, off = part["flags"].replace("U", "").partition("-")
    flags = on + (f"-{off}" if off else "")
    opening = f"(?{flags}:"
    out.append(opening)
    if part["tail"] == ":":
        opened.append([])
    else:
        opened[-1].append(opening)


__all__ = ["RegexError", "compiled"]
