"""How far an expression looks back, and whether its ranges hold enough samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from promql_parser import Call, Expr, MatrixSelector, SubqueryExpr

from alertflow.duration import seconds
from alertflow.prometheus.promql.selectors import Selector, selectors
from alertflow.prometheus.promql.tree import printed, unwrapped, walk

_TWO = """
    rate irate increase delta idelta deriv predict_linear holt_winters double_exponential_smoothing changes
    resets stddev_over_time stdvar_over_time mad_over_time
"""
_ONE = """
    avg_over_time min_over_time max_over_time sum_over_time count_over_time quantile_over_time last_over_time
    first_over_time present_over_time absent_over_time ts_of_first_over_time ts_of_last_over_time
    ts_of_max_over_time ts_of_min_over_time integral
"""
_NEEDED = dict.fromkeys(_TWO.split(), 2) | dict.fromkeys(_ONE.split(), 1)
"""Function -> how many samples it needs: of a single one, some return nothing, or always 0."""


class ShortRange(NamedTuple):
    """A range that may hold too few samples for its function. Times are in seconds."""

    expression: str
    function: str
    range: float
    every: float
    """How far apart the samples are: the scrape interval, or the step of a subquery."""
    needed: float
    """The range that is long enough: it bears failed and late scrapes."""
    works: Literal["never", "sometimes", "fragile"]
    """`never`: it never holds enough samples. `sometimes`: it depends on when they come. `fragile`: it holds
    just enough, and a failed scrape or two leave a gap."""


def short_ranges(tree: Expr, scrape_interval: str, evaluation_interval: str = "1m") -> list[ShortRange]:
    """The ranges of `tree` that are too short for samples that come every `scrape_interval`.

    `rate` and its like need two samples in the range; by the common rule it should be four times the
    interval, to bear failed and late scrapes. `avg_over_time` and its like need one sample.
    `evaluation_interval` is the step of a subquery that gives none. Since 3.0 a range does not include its
    start, so that one of exactly two intervals holds two samples.
    """
    return list(_short(tree, seconds(scrape_interval), seconds(evaluation_interval)))


def _short(tree: Expr, interval: float, default_step: float) -> Iterator[ShortRange]:
    for node in walk(tree):
        if not isinstance(node, Call):
            continue
        name = node.func.name
        least = _NEEDED.get(name, 0)
        for argument in node.args if least else ():
            inner = unwrapped(argument)
            if isinstance(inner, MatrixSelector):
                range_, every = inner.range.total_seconds(), interval
            elif isinstance(inner, SubqueryExpr) and inner.range is not None:
                range_ = inner.range.total_seconds()
                every = inner.step.total_seconds() if inner.step is not None else default_step
            else:
                continue
            works = _works(range_, every, least, isinstance(inner, SubqueryExpr))
            if works is not None:
                needed = every * (4 if least == 2 else 2)
                yield ShortRange(printed(node), name, range_, every, needed, works)


def _works(
    range_: float, every: float, least: int, subquery: bool
) -> Literal["never", "sometimes", "fragile"] | None:
    if least == 2 and range_ <= every:
        return "never"
    if range_ < least * every:
        return "sometimes"
    if not subquery and range_ < 2 * least * every:
        return "fragile" if least == 2 else None
    return None


def lookback(tree: Expr) -> float:
    """How many seconds of the past `tree` looks at: its longest range, with offsets and subqueries.

    A selector without a range counts as 0, although it finds a sample that is up to 5 minutes old. What has
    an `@` is left out: it looks at one time whenever it is asked.
    """
    return max((reach(one) for one in selectors(tree) if one.at is None), default=0.0)


def reach(one: Selector) -> float:
    """How many seconds of the past `one` looks at, with its offset and the subqueries around it."""
    inside = sum(subquery.range + subquery.offset for subquery in one.subqueries)
    return max(0.0, (one.range or 0.0) + one.offset + inside)


__all__ = ["ShortRange", "lookback", "reach", "short_ranges"]
