"""Arithmetic of durations, as it may stand in a range or behind `offset` since Prometheus 3.4.

Source: https://prometheus.io/docs/prometheus/latest/feature_flags/#promql-arithmetic-expressions-in-time-durations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from alertflow.duration import seconds
from alertflow.prometheus.promql.tokens import Token, tokenised

is_duration = re.compile(r"(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?").fullmatch
"""Whether a text is a duration with a unit, such as `1h30m`."""

is_number = re.compile(r"\d+(?:_\d+)*(?:\.\d*)?|\.\d+|\d+(?:\.\d+)?[eE][+-]?\d+").fullmatch
"""Whether a text is a number without a unit: a duration in seconds, since 2.54."""


def evaluated(text: str) -> float:
    """What arithmetic such as `5m * 2` or `max_of(step(), 30s)` comes to, in seconds, in a rule.

    A rule is an instant query, where `step()` and `range()` are 0. Raises ValueError for anything else.
    """
    reader = _Reader(tokenised(text))
    value = reader.sum()
    if reader.rest or not math.isfinite(value):
        raise ValueError(f"'{text}' is no duration")
    return value


_SMALLEST_OR_GREATEST: dict[str, Callable[[float, float], float]] = {
    "min_of": min,
    "max_of": max,
    "min": min,  # their names from 3.6 to 3.12
    "max": max,
}


class _Reader:
    """Takes words from the left; each method reads one level of precedence."""

    def __init__(self, tokens: list[Token]) -> None:
        self.rest = [token.text for token in tokens]

    def sum(self) -> float:
        value = self._product()
        while self._next() in ("+", "-"):
            value = value + self._product() if self._take() == "+" else value - self._product()
        return value

    def _product(self) -> float:
        value = self._signed()
        while (operator := self._next()) in ("*", "/", "%"):
            self._take()
            other = self._signed()
            if operator == "*":
                value *= other
            elif other == 0:
                raise ValueError("division by zero")
            else:
                value = value / other if operator == "/" else math.fmod(value, other)
        return value

    def _signed(self) -> float:
        if self._next() in ("+", "-"):
            return self._signed() if self._take() == "+" else -self._signed()
        value = self._primary()
        if self._next() == "^":
            self._take()
            return math.pow(value, self._signed())
        return value

    def _primary(self) -> float:
        word = self._take()
        if word == "(":
            value = self.sum()
            self._take(")")
            return value
        if is_duration(word):
            return seconds(word)
        if is_number(word):
            return float(word)
        self._take("(")
        if word in ("step", "range"):
            self._take(")")
            return 0.0
        choose = _SMALLEST_OR_GREATEST.get(word)
        if choose is None:
            raise ValueError(f"'{word}' is no duration")
        first = self.sum()
        self._take(",")
        second = self.sum()
        self._take(")")
        return choose(first, second)

    def _next(self) -> str:
        return self.rest[0] if self.rest else ""

    def _take(self, expected: str = "") -> str:
        if not self.rest or (expected and self.rest[0] != expected):
            raise ValueError(f"'{expected}' is missing")
        return self.rest.pop(0)


def written(value: float) -> str:
    """`value`, in seconds, as PromQL writes a duration: `600s`, `1500ms`. Raises ValueError below 1 ms."""
    milliseconds = round(value * 1000)
    if milliseconds <= 0:
        raise ValueError("a range must be longer than 0")
    whole, rest = divmod(milliseconds, 1000)
    return f"{milliseconds}ms" if rest else f"{whole}s"


__all__ = ["evaluated", "is_duration", "is_number", "written"]
