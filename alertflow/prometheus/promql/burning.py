"""Alerts on how fast an error budget burns: which share of errors they look at, over which windows.

Recorded series are looked through: who reads `job:errors:ratio_rate1h` asks what that is recorded of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from promql_parser import BinaryExpr, Call, Expr, MatchOp, MatrixSelector, VectorSelector

from alertflow.prometheus.promql.constants import constant
from alertflow.prometheus.promql.reading import PromqlError, parse
from alertflow.prometheus.promql.shares import Limit, limits, normal, product, window_of
from alertflow.prometheus.promql.tree import metric_name, printed, unwrapped
from alertflow.prometheus.promql.writing import series
from alertflow.prometheus.rules import RecordingRule, RuleFile

WINDOW = "$window"
"""What stands for the range in the texts of a share."""

Records = Mapping[str, Sequence[RecordingRule]]
"""Recording rules by the names of the series that they record, and by these with their labels."""


class Burning(NamedTuple):
    """A share of errors that is above a limit over two windows at once."""

    errors: str
    """The events that failed, with `$window`."""
    total: str
    """All events, with `$window`."""
    long: float
    """The windows, in seconds."""
    short: float
    factors: tuple[float, ...]
    """The numbers whose product the limit is."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells one share from another."""
        return key_of(self.errors), key_of(self.total)

    @property
    def limit(self) -> float:
        """What the share must be above."""
        return product(self.factors)


def key_of(text: str) -> str:
    """What tells the query `text`, with `$window`, from others; the same for those that say the same."""
    try:
        return normal(parse(text.replace(WINDOW, "5m")))
    except PromqlError:
        return text


def records_of(files: Iterable[RuleFile]) -> Records:
    """The recording rules of `files`."""
    found: dict[str, list[RecordingRule]] = {}
    for rule in (rule for file in files for group in file.groups for rule in group.rules):
        if isinstance(rule, RecordingRule):
            found.setdefault(rule.record, []).append(rule)
            if rule.labels:
                found.setdefault(series(rule.record, dict(sorted(rule.labels.items()))), []).append(rule)
    return found


def burning(expr: str, records: Records) -> list[Burning] | None:
    """What an alert asks of shares, by the parts between `or`; None where it asks anything else, too."""
    if not _joins(expr):
        return None
    try:
        parts = limits(parse(expr))
    except PromqlError:
        return None
    found = [_both(part, records) for part in parts or ()]
    made = [one for one in found if one is not None]
    alike = len({one.key for one in made}) == 1
    return made if alike and len(made) == len(found) else None


def divided(ratio: str) -> tuple[str, str] | None:
    """The errors and all events whose ratio `ratio` is, all three with `$window`; None if it is none."""
    try:
        share = _share(parse(ratio.replace(WINDOW, "5m")), {})
    except PromqlError:
        return None
    return None if share is None else (share.errors, share.total)


_joins = re.compile(r"\band\b", re.IGNORECASE).search


def _both(part: Sequence[Limit], records: Records) -> Burning | None:
    """Two comparisons of one share with one limit."""
    if len(part) != 2 or f"{part[0].value:.9g}" != f"{part[1].value:.9g}":
        return None
    first, second = _share(part[0].of, records), _share(part[1].of, records)
    if first is None or second is None or first.window == second.window or first.key != second.key:
        return None
    windows = sorted((first.window, second.window))
    return Burning(first.errors, first.total, windows[1], windows[0], part[0].factors)


class _Share(NamedTuple):
    errors: str
    total: str
    window: float

    @property
    def key(self) -> tuple[str, str]:
        return key_of(self.errors), key_of(self.total)


def _share(node: Expr, records: Records) -> _Share | None:
    """The errors and all events that `node` divides, where both are of one window."""
    node = _resolved(node, records)
    if not isinstance(node, BinaryExpr):
        return None
    if str(node.op) == "-" and constant(node.lhs) == 1:  # 1 - good / all
        inner = _resolved(node.rhs, records)
        share = _share(inner, records) if isinstance(inner, BinaryExpr) and str(inner.op) == "/" else None
        return None if share is None else share._replace(errors=_difference(share.total, share.errors))
    if str(node.op) != "/":
        return None
    errors, total = _counted(node.lhs, records), _counted(node.rhs, records)
    if errors is None or total is None or errors[1] != total[1]:
        return None
    return _Share(errors[0], total[0], errors[1])


def _difference(total: str, good: str) -> str:
    simple = re.fullmatch(r"[\w:]+\s*\((?:[^()]|\([^()]*\))*\)", good)
    return f"{total} - {good}" if simple else f"{total} - ({good})"


def _counted(node: Expr, records: Records) -> tuple[str, float] | None:
    """What is counted, with `$window` for its range, and how long that is.

    The sum over time of a rate that is recorded is what the rate is of, over that time.
    """
    node = _above_nothing(_resolved(_above_nothing(node), records))
    if isinstance(node, Call) and node.func.name == "sum_over_time":
        inner = unwrapped(node.args[0])
        if isinstance(inner, MatrixSelector) and inner.range is not None:
            rate = _resolved(inner.vector_selector, records)
            if rate is not inner.vector_selector and window_of(rate) is not None:
                return _open(rate), inner.range.total_seconds()
    window = window_of(node)
    return None if window is None else (_open(node), window)


def _resolved(node: Expr, records: Records, depth: int = 0) -> Expr:
    """`node`, or what the series that it reads is recorded of."""
    node = unwrapped(node)
    if not isinstance(node, VectorSelector) or node.offset is not None or node.at is not None or depth > 9:
        return node
    rules = records.get(normal(node)) or records.get(metric_name(node) or "", ())
    rules = [rule for rule in rules if _selects(node, rule)]
    if len(rules) != 1:
        return node
    try:
        return _resolved(parse(rules[0].expr), records, depth + 1)
    except PromqlError:
        return node


def _selects(node: VectorSelector, rule: RecordingRule) -> bool:
    return all(
        one.name == "__name__" or (one.op == MatchOp.Equal and rule.labels.get(one.name) == one.value)
        for one in node.matchers.matchers
    )


def _above_nothing(node: Expr) -> Expr:
    """`x` of `x > 0`."""
    node = unwrapped(node)
    if isinstance(node, BinaryExpr) and str(node.op) == ">" and constant(node.rhs) == 0:
        return unwrapped(node.lhs)
    return node


def _open(node: Expr) -> str:
    """`node` with `$window` for its range."""
    return re.sub(r"\[[0-9a-z]+(?=[\]:])", f"[{WINDOW}", printed(node))


__all__ = ["WINDOW", "Burning", "Records", "burning", "divided", "key_of", "records_of"]
