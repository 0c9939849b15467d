"""Go's literals as a template may hold them: which texts are one, and what they mean.

Source: https://pkg.go.dev/strconv (Unquote, ParseInt and ParseFloat with base 0) and fmt.Sscan for complex
numbers.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_ESCAPE = re.compile(
    r"""\\(?: (?P<letter>[abfnrtv\\"'])
            | x(?P<byte>[0-9a-fA-F]{2}) | (?P<octal>[0-7]{3})
            | u(?P<short>[0-9a-fA-F]{4}) | U(?P<long>[0-9a-fA-F]{8}) )""",
    re.VERBOSE,
)
_LETTERS = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, '"': 34, "'": 39}
_INTEGER = re.compile(
    r"([+-]?)(?:0[xX]([0-9a-fA-F_]+)|0[oO]([0-7_]+)|0[bB]([01_]+)|(0[0-7_]*)|([1-9][0-9_]*))"
)
_BASES = (16, 8, 2, 8, 10)
_DECIMAL = re.compile(r"[+-]?(?=_*\.?_*[0-9])[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?")
_HEXADECIMAL = re.compile(
    r"[+-]?0[xX](?=_*\.?_*[0-9a-fA-F])[0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?[pP][+-]?[0-9][0-9_]*"
)
_MISPLACED = re.compile(r"(?<![0-9a-fA-FxXoObB])_|_(?![0-9a-fA-F])")
_DECIMAL_MISPLACED = re.compile(r"(?<![0-9])_|_(?![0-9])")
NUMBER = re.compile(
    r"""[+-]?(?: 0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?
              | 0[oO][0-7_]*(?:\.[0-7_]*)?
              | 0[bB][01_]*(?:\.[01_]*)?
              | [0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)? )i?""",
    re.VERBOSE,
)
"""Where Go looks for the end of a number; what it finds need not be one."""


class LiteralError(ValueError):
    """A text is not a literal of Go."""


class NumberValue(NamedTuple):
    """What a number is to Go."""

    kind: Literal["int", "float", "complex"]
    """What it becomes where nothing says what it should be."""
    is_int: bool
    is_float: bool


def unquoted(text: str) -> str:
    """What a string literal means, in double quotes or backticks. Raises LiteralError."""
    inner = text[1:-1]
    if text[0] == "`":
        return inner.replace("\r", "")
    if "\\" not in inner:
        return inner
    found = bytearray()
    at = 0
    while at < len(inner):
        if inner[at] != "\\":
            end = inner.find("\\", at)
            end = len(inner) if end < 0 else end
            found += inner[at:end].encode("utf-8", "surrogatepass")
            at = end
        else:
            piece, at = _escaped(inner, at, '"')
            found += piece
    return found.decode("utf-8", "surrogateescape")


def _escaped(text: str, at: int, quote: str) -> tuple[bytes, int]:
    """What the escape at `at` stands for, and where it ends."""
    match = _ESCAPE.match(text, at)
    if match is None or (match["letter"] in ("'", '"') and match["letter"] != quote):
        raise LiteralError(f"'{text[at : at + 2]}' is no escape that Go knows here")
    if match["letter"]:
        return bytes([_LETTERS[match["letter"]]]), match.end()
    if match["short"] or match["long"]:
        code = int(match["short"] or match["long"], 16)
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            raise LiteralError(f"'{match[0]}' is no character")
        return chr(code).encode(), match.end()
    code = int(match["byte"], 16) if match["byte"] else int(match["octal"], 8)
    if code > 255:
        raise LiteralError(f"'{match[0]}' is more than one byte")
    return bytes([code]), match.end()


def character(text: str) -> NumberValue:
    """What a character literal, in single quotes, means. Raises LiteralError."""
    inner = text[1:-1]
    end = _escaped(inner, 0, "'")[1] if inner.startswith("\\") else 1
    if not inner or end != len(inner):
        raise LiteralError(f"{text} is not one character; text stands in double quotes or backticks")
    return NumberValue("int", True, True)


def number(text: str) -> NumberValue:
    """What a number means: an integer in any base, a floating-point or an imaginary number.

    Raises LiteralError.
    """
    if text.endswith("i") and (imaginary := _float(text[:-1])) is not None:
        return _complex(0.0, imaginary)
    if (integer := _integer(text)) is not None:
        if -(2**63) <= integer < 2 ** (63 if text[0] == "+" else 64):
            signed_hexadecimal = text[0] in "+-" and "e" in text.lower()  # which Go takes for an exponent
            return NumberValue("float" if signed_hexadecimal else "int", integer < 2**63, True)
    elif (real := _float(text)) is not None and any(sign in text for sign in ".eEpP"):
        return NumberValue("float", _is_whole(real), True)
    if text in ("+", "-"):
        raise LiteralError(f"unexpected '{text}': a template cannot calculate")
    raise LiteralError(f"'{text}' is no number that Go can read")


def complex_number(text: str) -> NumberValue:
    """What a complex number such as `1+2i` means. Raises LiteralError."""
    first = NUMBER.match(text)
    end = first.end() if first else 0
    real, imaginary = _float(text[:end]), _float(text[end:-1])
    if real is None or imaginary is None:
        raise LiteralError(f"'{text}' is no number that Go can read")
    return _complex(real, imaginary)


def _complex(real: float, imaginary: float) -> NumberValue:
    return NumberValue("complex", imaginary == 0 and _is_whole(real), imaginary == 0)


def _is_whole(value: float) -> bool:
    return value.is_integer() and abs(value) < 2**63


def _integer(text: str) -> int | None:
    match = _INTEGER.fullmatch(text)
    if match is None or _MISPLACED.search(text):
        return None
    sign, *digits = match.groups()
    for base, found in zip(_BASES, digits, strict=True):
        if found is not None:
            return int(sign + found.replace("_", ""), base)
    return None


def _float(text: str) -> float | None:
    """`text` as a floating-point number; None where Go does not read it, or it is too large."""
    if _HEXADECIMAL.fullmatch(text) and not _MISPLACED.search(text):
        try:
            return float.fromhex(text.replace("_", ""))
        except OverflowError:
            return None
    if _DECIMAL.fullmatch(text) and not _DECIMAL_MISPLACED.search(text):
        value = float(text.replace("_", ""))
        return value if abs(value) != float("inf") else None
    return None
