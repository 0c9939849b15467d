"""The order of rules within a group, where it makes a difference.

Rules of a group are evaluated one after the other: what reads a series that a rule before it records sees
the value of now, else that of an interval ago.
Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alertflow.prometheus import AlertingRule, PromqlError, Rule, parse, selectors

_ALERTS = ("ALERTS", "ALERTS_FOR_STATE")
"""The series that every alerting rule writes."""


def moved_past(both: Sequence[tuple[Rule, Rule]], before: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    """The new side's rules that are evaluated on the other side of a rule that they read than they were, each
    with a sentence; `both` are the rules of both sides in the new order, `before` the old side's in theirs.
    """
    rank = {id(old): number for number, old in enumerate(before)}
    writers: dict[str, list[int]] = {}
    for number, (_, new) in enumerate(both):
        for written in _ALERTS if isinstance(new, AlertingRule) else (new.record,):
            writers.setdefault(written, []).append(number)
    for number, (old, new) in enumerate(both):
        for written in sorted(_read(new.expr, writers)):
            for other in writers[written]:
                was_later = rank[id(both[other][0])] < rank[id(old)]
                if other != number and was_later is not (other < number):
                    where = "before" if was_later else "after"
                    sees = "of an interval ago" if was_later else "of the same evaluation"
                    yield new, f"now evaluated {where} {written}, which it reads: it sees the value {sees}"
                    break


def _read(expr: str, written: dict[str, list[int]]) -> set[str]:
    """Those of `written` that `expr` may read."""
    try:
        tree = parse(expr)
    except PromqlError:
        return {name for name in written if name in expr}
    found: set[str] = set()
    for one in selectors(tree):
        if one.metric is not None:
            found |= {one.metric} & written.keys()
            continue
        patterns = [by.value for by in one.matchers if by.label == "__name__" and by.operator == "=~"]
        for name in written:
            if all(_may_match(pattern, name) for pattern in patterns):
                found.add(name)
    return found


def _may_match(pattern: str, name: str) -> bool:
    try:
        return re.fullmatch(pattern, name) is not None
    except re.error:
        return True


__all__ = ["moved_past"]
