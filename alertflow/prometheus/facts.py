"""All that is known of an expression, found once for all expressions of one shape.

Ten thousand alerts are written by loops: they differ in the values of labels and in thresholds, and repeat a
few patterns. Parsing each would take most of a build, since promql-parser compiles every pattern it meets.
So values, patterns and thresholds are numbered, patterns stand as plain values, the shape that remains is
judged once, and what was meant is put back into what is said of it. A wrong expression is parsed as it
stands, so that the error is its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from promql_parser import Expr
from promql_parser import parse as _read

from alertflow.prometheus.analysis import Unfiltered, functions, metric_names, unfiltered
from alertflow.prometheus.labels import Surviving, surviving_labels
from alertflow.prometheus.misuse import GaugeRate, Ratio, rates_of_gauges, unaggregated_ratios
from alertflow.prometheus.promql import parse


class Facts(NamedTuple):
    """What the analyses of this package say of an expression, each under the name of the one that says it."""

    metric_names: frozenset[str]
    functions: frozenset[str]
    unfiltered: Unfiltered | None
    unaggregated_ratios: tuple[Ratio, ...]
    rates_of_gauges: tuple[GaugeRate, ...]
    surviving_labels: Surviving


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
"""A text that is not empty and means the same in any quotes."""

_VALUE, _PATTERN = "\ue000", "\ue001"
"""Characters for private use, which stand before the number of a label's value or pattern."""
_AS_PLAIN = {"=~": "=", "!~": "!="}
"""The operator under which a pattern stands as a plain value: one that promql-parser need not compile."""
_THRESHOLD = 7_777_000_000_000_000
"""What a threshold's number is added to: a float holds it exactly, and nobody compares with it."""
_NUMBERED = re.compile(rf'"{_VALUE}(\d+)"|\b7777(\d{{12}})\b|(!?)="{_PATTERN}(\d+)"')


@lru_cache(maxsize=65536)
def facts(expr: str) -> Facts:
    """All that is known of `expr`. Raises PromqlError for what does not parse."""
    values: list[str] = []
    found = _of_shape(expr if "__name__" in expr else _shape(expr, values))
    if found is None:
        return _of_tree(parse(expr))
    if values and (found.unfiltered or found.unaggregated_ratios or found.rates_of_gauges):
        return _with_values(found, values)
    return found


@lru_cache(maxsize=16384)
def _of_shape(shape: str) -> Facts | None:
    """The facts of every expression of this shape; None where it does not parse."""
    try:
        tree: Expr = _read(shape)
    except ValueError:
        return None
    return _of_tree(tree)


def _of_tree(tree: Expr) -> Facts:
    return Facts(
        metric_names(tree),
        functions(tree),
        unfiltered(tree),
        tuple(unaggregated_ratios(tree)),
        tuple(rates_of_gauges(tree)),
        surviving_labels(tree),
    )


def _shape(expr: str, values: list[str]) -> str:
    """`expr` with a number for each different value that varies; `values` becomes what they stand for."""
    plain = _AS_PLAIN if "absent" not in expr else {}  # of which the labels follow from the operator

    def number(value: str) -> int:
        if value not in values:
            values.append(value)
        return values.index(value)

    def numbered(match: re.Match[str]) -> str:
        operator, value, comparison, threshold = match.groups()
        if value is not None:
            shown = _pattern(value) if operator[-1] == "~" else _simple(value)
            if shown is None:
                return match[0]
            mark = _PATTERN if operator in plain else _VALUE
            return f'{plain.get(operator, operator)}"{mark}{number(shown)}"'
        if threshold is not None:
            return f"{comparison} {_THRESHOLD + number(threshold)}"
        return match[0]

    return _VARIES.sub(numbered, expr)


def _simple(value: str) -> str | None:
    """A value as Prometheus prints it; None for one that must stay, such as the empty one."""
    return f'"{value[1:-1]}"' if _SIMPLE.fullmatch(value) else None


@lru_cache(maxsize=4096)
def _pattern(value: str) -> str | None:
    """A pattern as Prometheus prints it; None for one that must stay: a wrong one, or one that also matches
    the empty text, since that decides whether a selector selects anything.
    """
    try:
        shown: str = _read(f"{{a=~{value}}}").prettify()
    except ValueError:
        return None
    return shown.removeprefix("{a=~").removesuffix("}")


def _with_values(found: Facts, values: list[str]) -> Facts:
    """`found`, with every number replaced by what it stands for."""

    def said(mark: re.Match[str]) -> str:
        value, threshold, negated, pattern = mark.groups()
        if pattern is None:
            return values[int(value or threshold)]
        return f"{negated or '='}~{values[int(pattern)]}"

    def meant(text: str) -> str:
        return _NUMBERED.sub(said, text)

    always, rates = found.unfiltered, found.rates_of_gauges
    return found._replace(
        unfiltered=always and always._replace(expression=meant(always.expression)),
        unaggregated_ratios=tuple(Ratio(*map(meant, ratio)) for ratio in found.unaggregated_ratios),
        rates_of_gauges=tuple(rate._replace(expression=meant(rate.expression)) for rate in rates),
    )


__all__ = ["Facts", "facts"]
