"""How the values of expressions count as true, as numbers and as text, and how they are compared.

Source: github.com/actions/runner, src/Sdk/Expressions: EvaluationResult.cs, Sdk/ExpressionUtility.cs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Value: TypeAlias = "bool | float | str | list[Any] | dict[str, Any] | None"
"""What an expression gives."""

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""The characters that are white space. Source: learn.microsoft.com/en-us/dotnet/api, Char.IsWhiteSpace."""
_decimal = re.compile(r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\x00*").fullmatch
_based = re.compile(r"0(?:x(?P<hex>[0-9A-Fa-f]+)|o(?P<octal>[0-7]+))").fullmatch
_infinite = re.compile(r"(?:\+|(-))?infinity", re.IGNORECASE | re.ASCII).fullmatch
_UNCHANGED = frozenset("\u0131\u017f")
"""The dotless i and the long s have capitals, and are compared as they are."""
_PLAIN = 10**15
"""Whole numbers below this are written with all their digits."""


class EvaluationError(ValueError):
    """An expression that GitHub reads, and then fails to evaluate."""


class CaseSensitive(dict[str, Any]):
    """An object whose properties are found only by their exact names, as those of `env` on Linux and macOS.

    Source: github.com/actions/runner, src/Runner.Worker/StepsRunner.cs.
    """


class Filtered(list[Any]):
    """What `.*` gives: a property of it is that property of each of its values."""


def truthy(value: Any) -> bool:
    """Whether `value` counts as true: everything does but null, false, 0, NaN and the empty text."""
    if value is None or isinstance(value, (str, int)):
        return bool(value)
    return is_collection(value) or (bool(value) and value == value)


def is_collection(value: Any) -> bool:
    """Whether `value` is an array or an object. Raises EvaluationError for what is no value at all."""
    if value is None or isinstance(value, (str, int, float)):
        return False
    if isinstance(value, (list, tuple, Mapping)):
        return True
    raise EvaluationError(f"`{type(value).__name__}` is no kind of value that an expression can have")


def number(value: Any) -> float:
    """`value` as a number: NaN for an array, an object, and text that says none."""
    if isinstance(value, str):
        return number_of_text(value)
    if value is None:
        return 0.0
    if is_collection(value):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def number_of_text(text: str) -> float:
    """The number that `text` says, NaN if it says none.

    Decimal with or without an exponent, hexadecimal after `0x` and octal after `0o` in 32 bits, of which the
    first is the sign, and Infinity; white space around it does not count, and white space alone is 0.
    """
    text = text.strip(SPACE)
    if not text:
        return 0.0
    if decimal := _decimal(text):
        return float(decimal[1])
    if based := _based(text):
        digits = based["hex"] or based["octal"]
        whole = int(digits, 16 if based["hex"] else 8) if len(digits.lstrip("0")) <= 11 else 1 << 32
        return math.nan if whole >> 32 else float(whole - (whole >> 31 << 32))
    if infinite := _infinite(text):
        return -math.inf if infinite[1] else math.inf
    return math.nan


def to_text(value: Any) -> str:
    """`value` as GitHub writes it into a text: null is empty, an array is `Array`, an object `Object`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_collection(value):
        return "Object" if isinstance(value, Mapping) else "Array"
    return text_of_number(number(value))


def text_of_number(value: float) -> str:
    """A number with at most 15 digits, in scientific notation below 0.0001 and from 10^15 on."""
    if value.is_integer() and -_PLAIN < value < _PLAIN:
        return str(int(value))
    if math.isfinite(value):
        return f"{value:.15g}".replace("e", "E")
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def folded(text: str) -> str:
    """`text` in capitals, letter by letter: two texts are equal where these are.

    A letter without a single capital (`ß`) stays. Source: learn.microsoft.com/en-us/dotnet/api,
    StringComparison.OrdinalIgnoreCase; github.com/dotnet/runtime, GlobalizationNative_InitOrdinalCasingPage.
    """
    if text.isascii():
        return text.upper()
    capitals = text.upper()
    if len(capitals) == len(text) and _UNCHANGED.isdisjoint(text):
        return capitals
    return "".join(map(_capital, text))


def _capital(letter: str) -> str:
    if letter in _UNCHANGED:
        return letter
    return next((one for one in (letter.upper(), letter.title()) if len(one) == 1), letter)


def equal(left: Any, right: Any) -> bool:
    """`left == right`: texts whatever their case, arrays and objects only where they are the same one."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right or _same_letters(left, right)
    if is_collection(left) or is_collection(right):
        return left is right
    return number(left) == number(right)


def _same_letters(left: str, right: str) -> bool:
    return len(left) == len(right) and folded(left) == folded(right)


def less(left: Any, right: Any) -> bool:
    """`left < right`: texts by their letters whatever their case, everything else as numbers."""
    if isinstance(left, str) and isinstance(right, str):
        first, second = folded(left), folded(right)
        if first.isascii() or second.isascii():
            return first < second
        return _utf_16(first) < _utf_16(second)
    return number(left) < number(right)


def _utf_16(text: str) -> bytes:
    """What orders texts in .NET: not characters, but the units of UTF-16."""
    return text.encode("utf-16-be", "surrogatepass")
