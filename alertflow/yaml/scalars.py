"""What a plain scalar means: YAML 1.2's core schema (YAML 1.2.2 §10.3.2)."""

from __future__ import annotations

import math
import re

_INT = re.compile(r"[-+]?[0-9]+").fullmatch
_OCTAL = re.compile(r"0o[0-7]+").fullmatch
_HEX = re.compile(r"0x[0-9a-fA-F]+").fullmatch
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?").fullmatch

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + word: float(f"{sign}inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}

_NUMBERS_START = frozenset("0123456789+-.")

MAY_BE_NO_TEXT = _NUMBERS_START | {word[0] for word in _WORDS if word}
"""What a plain scalar begins with that is not text, unless it is empty."""

CORE = "tag:yaml.org,2002:"
"""What `!!` stands for in front of a tag."""

TYPES: dict[str, tuple[type, ...]] = {
    CORE + "int": (int,),
    CORE + "float": (float, int),
    CORE + "bool": (bool,),
    CORE + "null": (type(None),),
}
"""The types that an explicit tag (`!!int`) promises."""


def resolved(text: str) -> str | int | float | bool | None:
    """The value of the plain scalar `text`. Raises ValueError for an integer of more than 4300 digits."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBERS_START:
        return text
    if _INT(text):
        return int(text)
    if _OCTAL(text):
        return int(text, 8)
    if _HEX(text):
        return int(text, 16)
    return float(text) if _FLOAT(text) else text
