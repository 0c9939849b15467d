"""Thresholds that guard the same thing again and again, each with a name of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.rules.families import is_number, value_of
from alertflow.importer.rules.queries import Tree, compared
from alertflow.importer.rules.saying import Said
from alertflow.importer.rules.texts import OFTEN
from alertflow.importer.writing.names import in_words
from alertflow.importer.writing.nodes import Literal, Variable
from alertflow.prometheus import PromqlError, parse, printed
from alertflow.prometheus.promql.tree import metric_names

_MATCHERS = re.compile(r'\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}')
"""What stands between a metric and its range, as promql-parser prints it."""

_ENDS = {">": "max", ">=": "max", "<": "min", "<=": "min"}
_SAYS_NOTHING = frozenset({"high", "low", "too", "is", "has", "alert"})


class _Guarded(NamedTuple):
    """What is compared, of whichever labels, and with which number."""

    query: str
    operator: str
    number: str


def thresholds(draft: Draft, alerts: Sequence[Said]) -> dict[int, Variable]:
    """The constants of the numbers with which several of `alerts` compare one thing, by the `id` of each.

    0 and 1 are no thresholds: they say whether there is anything at all.
    """
    guarded: dict[_Guarded, list[Said]] = defaultdict(list)
    for said in alerts:
        if one := _guarded(str(said.fields["expr"])):
            guarded[one].append(said)
    found: dict[int, Variable] = {}
    for one, several in guarded.items():
        if len(several) >= OFTEN:
            hint = f"{_about(one, [str(said.fields['name']) for said in several])} {_ENDS[one.operator]}"
            value = Literal(value_of(one.number))
            constant = draft.say(Chapter.CONSTANTS, hint, value, constant=True)
            found |= {id(said): constant for said in several}
    return found


def _guarded(expr: str) -> _Guarded | None:
    try:
        tree: Tree = parse(expr)
    except PromqlError:
        return None
    parts = compared(tree, expr)
    if parts is None or parts.operator not in _ENDS or not is_number(parts.number):
        return None
    if value_of(parts.number) in (0, 1):
        return None
    return _Guarded(_MATCHERS.sub("", printed(parts.query)), parts.operator, parts.number)


def _about(one: _Guarded, names: Sequence[str]) -> str:
    """What is guarded: the words that end the names of all its alerts, or else its metric."""
    words = [in_words(name).split("_") for name in names]
    shared = 0
    while all(len(each) > shared for each in words) and len({each[-1 - shared] for each in words}) == 1:
        shared += 1
    said = words[0][len(words[0]) - shared :]
    while said and said[0] in _SAYS_NOTHING:
        said = said[1:]
    return "_".join(said) or min(metric_names(parse(one.query)), default="threshold")


__all__ = ["thresholds"]
