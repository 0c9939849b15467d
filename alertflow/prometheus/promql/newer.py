"""Syntax that not every release of Prometheus knows: finding it, and saying it as promql-parser can read it.

What it leaves out when it rewrites (`anchored`, `smoothed`) changes values a little, and neither labels nor
metrics.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from alertflow.prometheus.promql.durations import evaluated, is_duration, is_number, written
from alertflow.prometheus.promql.tokens import Token, tokenised

AT = "@"
ATAN2 = "atan2"
NEGATIVE_OFFSET = "a negative offset"
DURATION_AS_NUMBER = "a duration as a number"
NUMBER_AS_DURATION = "a number as a duration"
UNDERSCORE = "an underscore in a number"
QUOTED_NAME = "a name in quotes"
ARITHMETIC = "arithmetic of durations"
ANCHORED = "anchored"
SMOOTHED = "smoothed"
FILL = "fill()"


class Use(NamedTuple):
    """A piece of newer syntax, from `start` to `end`, and how promql-parser takes it: None as it is."""

    syntax: str
    start: int
    end: int
    instead: str | None = None


_WORDS = {"@": AT, "atan2": ATAN2, "anchored": ANCHORED, "smoothed": SMOOTHED, "fill": FILL}
_WORDS |= {"offset": NEGATIVE_OFFSET}
_PLAIN = r"\s*[0-9][0-9smhdwy]*[smhdwy]\s*"
_is_no_plain_range = re.compile(rf"\[(?!{_PLAIN}(?::(?:{_PLAIN})?)?\])").search
_is_number_with_letters = re.compile(r"[0-9](?<![\[0-9a-z_:.][0-9])[0-9.]*[smhdwy_]").search
_quotes_names = [  # each begins with one character, which is found far quicker than one of several
    re.compile(pattern).search
    for pattern in (r"\{\s*[\"'`]", r"\(\s*[\"'`]", r",\s*[\"'`]", r'"\s*[=!]', r"'\s*[=!]", r"`\s*[=!]")
]


def may_hold(text: str, sought: Collection[str]) -> bool:
    """Whether one of many expressions, in `text`, may use syntax that is `sought`: a quick look at it.

    Keys of `alertflow.prometheus.versions.SYNTAX`. No answer but False is certain.
    """
    lower = text.lower()
    if any(word in lower for word, name in _WORDS.items() if name in sought):
        return True
    durations = ARITHMETIC in sought or NUMBER_AS_DURATION in sought
    if durations and ("offset" in lower or _is_no_plain_range(lower)):
        return True
    if (DURATION_AS_NUMBER in sought or UNDERSCORE in sought) and _is_number_with_letters(lower):
        return True
    return QUOTED_NAME in sought and any(found(lower) for found in _quotes_names)


def syntax(expr: str) -> frozenset[str]:
    """The newer syntax that `expr` uses: keys of `alertflow.prometheus.versions.SYNTAX`."""
    return frozenset([use.syntax for use in uses(expr)])


def rewritten(expr: str) -> str:
    """`expr` without the syntax that promql-parser does not know; what stays, stays in its place if it can.

    Arithmetic of durations becomes what it comes to in a rule; `anchored` and `smoothed` are left out.
    """
    parts, done = [], 0
    for use in uses(expr):
        if use.instead is not None:
            parts += [expr[done : use.start], use.instead.ljust(use.end - use.start)]
            done = use.end
    return "".join([*parts, expr[done:]])


def uses(expr: str) -> Iterator[Use]:
    """Every piece of newer syntax in `expr`, from left to right."""
    tokens = tokenised(expr)
    brackets, number = 0, 0
    while number < len(tokens):
        one = tokens[number]
        before = tokens[number - 1].text if number else ""
        following = tokens[number + 1].text if number + 1 < len(tokens) else ""
        word = one.text.lower()
        if one.text == "[":
            closing = next((n for n in range(number, len(tokens)) if tokens[n].text == "]"), None)
            if closing is None:
                return
            yield from _in_brackets(expr, one.end, tokens[closing].start)
            number = closing
        elif one.text in ("{", "}"):
            brackets += 1 if one.text == "{" else -1
        elif one.kind == "text":
            if (brackets and before in ("{", ",")) or _in_labels(tokens, number):
                yield Use(QUOTED_NAME, one.start, one.end)
        elif one.kind == "number":
            yield from _of_number(one)
        elif one.text == "@":
            yield Use(AT, one.start, one.end)
        elif word == ATAN2 and number and following:
            yield Use(ATAN2, one.start, one.end)
        elif word == "offset" and _ends_a_value(tokens, number):
            last = _offset_end(tokens, number + 1)
            yield from _offset(expr, tokens[number + 1 : last])
            number = last - 1
        elif word in (ANCHORED, SMOOTHED) and not brackets and _ends_a_value(tokens, number):
            yield Use(word, one.start, one.end, "")
        elif word in ("fill", "fill_left", "fill_right") and following == "(":
            yield Use(FILL, one.start, one.end)
        number += 1


_NO_VALUES = {"and", "or", "unless", "atan2", "bool", "by", "without", "on", "ignoring", "offset"}


def _ends_a_value(tokens: Sequence[Token], number: int) -> bool:
    """Whether a selector may end just before the word `number`."""
    if not number:
        return False
    before = tokens[number - 1]
    named = before.kind == "name" and before.text.lower() not in _NO_VALUES
    return named or before.text in ("]", "}", ")")


_BEFORE_LABELS = {"by", "without", "on", "ignoring", "group_left", "group_right"}


def _in_labels(tokens: Sequence[Token], number: int) -> bool:
    """Whether the text `number` stands among the labels of `by (…)`, `on (…)` and their like."""
    while number and (tokens[number].kind in ("text", "name") or tokens[number].text == ","):
        number -= 1
    return number > 0 and tokens[number].text == "(" and tokens[number - 1].text.lower() in _BEFORE_LABELS


def _of_number(one: Token) -> Iterator[Use]:
    if is_duration(one.text):
        yield Use(DURATION_AS_NUMBER, one.start, one.end)
    elif "_" in one.text and is_number(one.text):
        yield Use(UNDERSCORE, one.start, one.end, one.text.replace("_", ""))


def _in_brackets(expr: str, start: int, end: int) -> Iterator[Use]:
    """What stands newer in a range, between `[` and `]`: a duration, or two with a colon between."""
    for part in expr[start:end].split(":"):
        if part.strip():
            yield from _duration(part, start)
        start += len(part) + 1


def _offset_end(tokens: Sequence[Token], number: int) -> int:
    """Behind which word the duration of an `offset` ends, which begins at the word `number`."""
    while number < len(tokens) and tokens[number].text in "+-":
        number += 1
    if number < len(tokens) and tokens[number].kind == "name":
        number += 1
    if number >= len(tokens) or tokens[number].text != "(":
        return min(number + 1, len(tokens))
    depth = 0
    while number < len(tokens):
        depth += (tokens[number].text == "(") - (tokens[number].text == ")")
        number += 1
        if not depth:
            break
    return number


def _offset(expr: str, tokens: Sequence[Token]) -> Iterator[Use]:
    if not tokens:
        return
    start, end = tokens[0].start, tokens[-1].end
    words = [token.text for token in tokens]
    if words[0] == "-":
        yield Use(NEGATIVE_OFFSET, start, start + 1)
    if len(words) <= 2:
        yield from _duration(tokens[-1].text, tokens[-1].start)
        return
    try:
        value = evaluated(expr[start:end])
        instead = "0s" if value == 0 else ("-" if value < 0 else "") + written(abs(value))
    except ValueError:
        return
    yield Use(ARITHMETIC, start, end, instead)


def _duration(text: str, start: int) -> Iterator[Use]:
    bare = text.strip()
    if is_duration(bare):
        return
    try:
        instead = written(evaluated(bare))
    except ValueError:
        return
    kind = NUMBER_AS_DURATION if is_number(bare) else ARITHMETIC
    yield Use(kind, start, start + len(text), instead)


__all__ = ["Use", "rewritten", "syntax", "uses"]
