"""The expressions of rules, parsed only where their text leaves something open, and once for each shape.

To parse ten thousand expressions takes longer than all checks together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

from promql_parser import Expr

from alertflow.checks.subject import Subject
from alertflow.prometheus import AlertingRule, PromqlError, RecordingRule, Surviving, parse, surviving_labels
from alertflow.prometheus.promql.shapes import shape

T = TypeVar("T")

_SHOWN = 100


def name_of(rule: AlertingRule | RecordingRule) -> str:
    """The alert, or the series that is recorded."""
    return rule.alert if isinstance(rule, AlertingRule) else rule.record


def cut(expression: str) -> str:
    """`expression` as a message shows it: not all of a long one."""
    return expression if len(expression) <= _SHOWN else f"{expression[: _SHOWN - 1]}…"


def mistakes(
    subject: Subject, may: Callable[[str], object], analyse: Callable[[Expr], list[T]]
) -> Iterator[tuple[AlertingRule | RecordingRule, T]]:
    """What `analyse` finds in the expressions whose text `may` be wrong, each with its rule.

    It is asked of one expression of each shape, so what it finds must not depend on thresholds or on values
    of labels beyond which of them are equal. What does not parse has no mistakes.
    """
    quiet: dict[str, bool] = {}
    for rule in subject.rules:
        expr = rule.expr
        if not may(expr):
            continue
        form = shape(expr)
        try:
            if form not in quiet:
                quiet[form] = not analyse(parse(form))
            if not quiet[form]:
                yield from ((rule, one) for one in analyse(parse(expr)))
        except PromqlError:
            continue


@lru_cache(maxsize=16384)
def _surviving(form: str) -> Surviving | None:
    try:
        return surviving_labels(parse(form))
    except PromqlError:
        return None


def surviving(expr: str) -> Surviving | None:
    """The labels that a series of the result of `expr` can have; None for what does not parse."""
    return _surviving(expr if "absent" in expr else shape(expr))  # `absent` takes labels from matchers


__all__ = ["cut", "mistakes", "name_of", "surviving"]
