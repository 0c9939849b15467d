"""Alerts on the rate at which an error budget burns, and whether something stops them in time."""

from __future__ import annotations

import re
from typing import NamedTuple

from promql_parser import BinaryExpr, Expr

from alertflow.duration import seconds
from alertflow.prometheus.promql.constants import constant
from alertflow.prometheus.promql.selectors import Selector, selectors
from alertflow.prometheus.promql.tree import printed, unwrapped, walk


class BurnRate(NamedTuple):
    """An error ratio compared with a multiple of the error budget: `ratio > factor * (1 - objective)`."""

    expression: str
    factor: float
    objective: float
    window: float
    """The range over which the ratio is taken, in seconds."""


def unstopped_burn_rates(tree: Expr) -> list[BurnRate]:
    """Burn rates over an hour or more, without a shorter window beside them.

    The long window holds the errors long after they have stopped, and the alert fires as long. With `and` and
    the same comparison over a twelfth of the window it stops soon. Only what is clear is found: the factor
    and the objective stand there as `14.4 * (1 - 0.999)`, and all that is read is read over one window.
    Source: https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts.
    """
    windows = {_window(one) for one in selectors(tree)}
    if len(windows) != 1 or (window := windows.pop()) is None or window < 3600:
        return []
    found = []
    for node in walk(tree):
        if isinstance(node, BinaryExpr) and str(node.op) in (">", ">="):
            burn = _product(node.rhs) if constant(node.lhs) is None else None
            burn = burn or _quotient(node)
            if burn is not None:
                found.append(BurnRate(printed(node), *burn, window))
    return found


_RECORDED = re.compile(r"(?:rate|increase|ratio)_?(\d+(?:ms|[smhdwy]))$")
"""A recorded ratio says its window at the end of its name."""


def _window(one: Selector) -> float | None:
    if one.range is not None:
        return one.range
    recorded = _RECORDED.search(one.metric or "")
    return seconds(recorded[1]) if recorded and ":" in (one.metric or "") else None


def _product(right: Expr) -> tuple[float, float] | None:
    """The factor and the objective of `14.4 * (1 - 0.999)`, in either order."""
    product = unwrapped(right)
    if not isinstance(product, BinaryExpr) or str(product.op) != "*":
        return None
    for factor, budget in ((product.lhs, product.rhs), (product.rhs, product.lhs)):
        times, objective = constant(factor), _objective(budget)
        if times is not None and times >= 1 and objective is not None:
            return times, objective
    return None


def _quotient(node: BinaryExpr) -> tuple[float, float] | None:
    """Those of `ratio / (1 - 0.999) > 14.4`."""
    left, times = unwrapped(node.lhs), constant(node.rhs)
    if not isinstance(left, BinaryExpr) or str(left.op) != "/" or times is None or times < 1:
        return None
    objective = _objective(left.rhs)
    return None if objective is None else (times, objective)


def _objective(budget: Expr) -> float | None:
    """The objective of `1 - 0.999`."""
    difference = unwrapped(budget)
    if not isinstance(difference, BinaryExpr) or str(difference.op) != "-":
        return None
    whole, objective = constant(difference.lhs), constant(difference.rhs)
    return objective if whole == 1 and objective is not None and 0.5 <= objective < 1 else None


__all__ = ["BurnRate", "unstopped_burn_rates"]
