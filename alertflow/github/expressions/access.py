"""How the properties of objects and arrays are found.

Source: github.com/actions/runner, src/Sdk/Expressions/Sdk/Operators/Index.cs.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from alertflow.github.expressions.coercion import (
    CaseSensitive,
    EvaluationError,
    Filtered,
    folded,
    is_collection,
    number,
    to_text,
)

MISSING = object()
"""Instead of a property that is not there."""
_POSITIONS = 2**31
"""An array's positions are below this."""
_FILTERED = 10 * 1024 * 1024 // 8
"""How many values a filter may give: 10 MiB of memory, in which each takes eight bytes."""


def filtered(base: Any) -> Filtered:
    """All values of an object or array, or of each in what a filter gave. Raises EvaluationError for more of
    them than GitHub takes.
    """
    if not isinstance(base, Filtered):
        return Filtered(_values(base))
    values = [_values(one) for one in base]
    if sum(map(len, values)) > _FILTERED:
        raise EvaluationError(f"a filter gives more than the {_FILTERED:,} values that GitHub takes")
    return Filtered(chain.from_iterable(values))


def _values(value: Any) -> list[Any]:
    """All values of an array or object; none of anything else."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if is_collection(value) else []


def indexed(base: Any, key: Any) -> Any:
    """The property `key` of an object or array, and of each value of what a filter gave."""
    if isinstance(base, Filtered):
        found = [_found(one, key) for one in base if is_collection(one)]
        return Filtered([one for one in found if one is not MISSING])
    found = _found(base, key)
    return None if found is MISSING else found


def _found(base: Any, key: Any) -> Any:
    """The property `key` of an object or array; MISSING where there is none."""
    if isinstance(base, Mapping):
        if is_collection(key):
            return MISSING
        name = to_text(key)
        found = base.get(name, MISSING)
        return in_any_case(base, name, MISSING) if found is MISSING else found
    position = number(key)
    if not 0 <= position < _POSITIONS or position >= len(base):
        return MISSING
    return base[int(position)]


def in_any_case(base: Mapping[str, Any], name: str, default: Any = None) -> Any:
    """The property that is called `name` but for upper and lower case."""
    if isinstance(base, CaseSensitive):
        return default
    wanted = folded(name)
    for key, value in base.items():
        if len(key) == len(name) and folded(key) == wanted:
            return value
    return default
