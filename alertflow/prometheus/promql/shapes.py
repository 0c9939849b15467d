"""Whether expressions are PromQL, and what they call, found once for all expressions of one shape.

Ten thousand alerts are written by loops: they differ in the values of labels and in thresholds, and repeat a
few patterns. Parsing each would take most of a build, since promql-parser compiles every pattern it meets.
So values, patterns and thresholds are numbered, patterns stand as plain values, and the shape that remains is
parsed once. A wrong expression is parsed as it stands, so that the error is its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from alertflow.prometheus.promql.reading import parse, read
from alertflow.prometheus.promql.tree import functions

_TEXT = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_VARIES = re.compile(
    rf"""(?=[=!<>"'`#])(?:  # lets the search skip all that cannot begin any of these
         (?P<operator>[=!]~|!?=)\s*(?P<value>{_TEXT})
       | (?P<comparison>[<>]=?|[=!]=)\s*(?P<threshold>\d+(?:\.\d+)?)(?=\s*(?:$|\)|and\b|or\b|unless\b))
       | {_TEXT} | `[^`]*` | \#[^\n]*)""",
    re.ASCII | re.VERBOSE,
)
"""A matcher's value, a threshold; and texts and comments, in which neither is one."""

_SIMPLE = re.compile(r"""["'][A-Za-z0-9 _./:@-]+["']""", re.ASCII)
"""A text that is not empty and needs no escapes."""

_VALUE = "\ue000"
"""A character for private use, which stands before the number of a label's value or pattern."""
_AS_PLAIN = {"=~": "=", "!~": "!="}
"""The operator under which a pattern stands as a plain value: one that promql-parser need not compile."""


@lru_cache(maxsize=65536)
def called(expr: str) -> frozenset[str]:
    """The functions and aggregations that `expr` calls. Raises PromqlError for what does not parse."""
    found = _of_shape(shape(expr))
    return functions(parse(expr)) if found is None else found


def must_parse(expr: str) -> None:
    """Raises PromqlError where `expr` does not parse."""
    if not _parses(shape(expr)):
        parse(expr)


@lru_cache(maxsize=16384)
def _parses(shape: str) -> bool:
    """Whether every expression of this shape parses; if not, some may."""
    try:
        read(shape)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=16384)
def _of_shape(shape: str) -> frozenset[str] | None:
    """What every expression of this shape calls; None where it does not parse."""
    try:
        return functions(read(shape))
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def shape(expr: str) -> str:
    """`expr` with a number for each different value that varies, and patterns as plain values: what is true
    of it but for values and thresholds is true of every expression of this shape.
    """
    return _numbered(expr, thresholds=True)[0]


@lru_cache(maxsize=65536)
def without_values(expr: str) -> tuple[str, tuple[str, ...]]:
    """`expr` as in its shape, but with its thresholds; and what the numbers stand for. What two expressions
    with the same values have in common, they have without them.
    """
    return _numbered(expr, thresholds=False)


def _numbered(expr: str, thresholds: bool) -> tuple[str, tuple[str, ...]]:
    if "__name__" in expr:
        return expr, ()
    values: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        operator, value, comparison, threshold = match.groups()
        if value is not None:
            is_pattern = operator[-1] == "~"
            if not (_is_pattern(value) if is_pattern else _SIMPLE.fullmatch(value)):
                return match[0]
            number = values.setdefault(f"~{value}" if is_pattern else value, len(values))
            return f'{_AS_PLAIN.get(operator, operator)}"{_VALUE}{number}"'
        if threshold is not None and thresholds:
            return f"{comparison} {values.setdefault(threshold, len(values))}"
        return match[0]

    return _VARIES.sub(numbered, expr), tuple(values)


@lru_cache(maxsize=4096)
def _is_pattern(value: str) -> bool:
    """Whether a pattern compiles and cannot match the empty text alone, which selectors must not."""
    try:
        read(f"{{a=~{value}}}")
    except ValueError:
        return False
    return True


__all__ = ["called", "must_parse", "shape", "without_values"]
