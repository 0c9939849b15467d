"""The variations that a matrix makes of a job, and their names, exactly as GitHub computes them.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax,
jobs.<job_id>.strategy.matrix; what the page leaves open: github.com/actions/runner,
src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs, JobNameBuilder.cs and WorkflowTemplateConverter.cs
(ConvertToStrategy).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from alertflow.github.expressions import Expr, evaluate_tree, to_text
from alertflow.github.expressions.contexts import CONTEXTS
from alertflow.github.limits import MATRIX_JOBS
from alertflow.github.simulation.evaluating import ImpossibleError

NAME_LENGTH = 100
"""Characters of a variation's name; a longer one ends in `...`. Source: JobNameBuilder.cs."""
_COMBINATIONS = 1 << 16
"""More than these are not looked at: no `exclude` brings them down to what GitHub takes."""
_FILTERS = ("include", "exclude")


class Variation(NamedTuple):
    """One combination of a matrix."""

    values: dict[str, Any]
    """The `matrix` context."""
    named: tuple[Any, ...]
    """The values that are in the name: not what an `include` added to a combination."""


def variations(matrix: Any) -> list[Variation]:
    """The variations, in GitHub's order, of a matrix whose expressions are evaluated.

    The product of the lists, the first one varying slowest; without what `exclude` takes out; then each
    entry of `include` is added to the combinations that it contradicts nowhere, or else stands alone. Empty
    where `exclude` leaves nothing: the job then runs once, without a matrix. Raises ImpossibleError for what
    is no matrix, a list without values, and more than 256 variations.
    """
    if not isinstance(matrix, Mapping):
        raise ImpossibleError(f"its matrix is {_shown(matrix)}, not names with lists")
    lists = {name: _list(name, values) for name, values in matrix.items() if name not in _FILTERS}
    exclude, include = (_entries(matrix, key) for key in ("exclude", "include"))
    for name in [name for entry in exclude for name in entry if name not in lists]:
        raise ImpossibleError(f"exclude has '{name}', which its matrix has not")
    if not lists and not include:
        raise ImpossibleError("its matrix has neither a list nor an include")
    if math.prod(map(len, lists.values())) > _COMBINATIONS:
        raise ImpossibleError(f"its matrix makes more than {_COMBINATIONS} combinations")
    found = _combined(lists, exclude, include)
    if len(found) > MATRIX_JOBS:
        raise ImpossibleError(f"its matrix makes {len(found)} jobs, and GitHub takes {MATRIX_JOBS}")
    return found


def variation_name(base: str, variation: Variation) -> str:
    """A variation's name: `base`, and behind it in parentheses its values, all through lists and mappings."""
    words = [word for value in variation.named for word in _words(value) if word]
    name = f"{base} ({', '.join(words)})" if words else base
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 3] + "..."


def _combined(
    lists: Mapping[str, Sequence[Any]],
    exclude: Sequence[Mapping[str, Any]],
    include: Sequence[Mapping[str, Any]],
) -> list[Variation]:
    taken_out = [_conditions(entry) for entry in exclude]
    added = [
        (_conditions({name: value for name, value in entry.items() if name in lists}), entry)
        for entry in include
    ]
    used: set[int] = set()
    found: list[Variation] = []
    for values in product(*lists.values()) if lists else ():
        row = dict(zip(lists, values, strict=True))
        if any(_holds(conditions, row) for conditions in taken_out):
            continue
        extra: dict[str, Any] = {}
        for number, (conditions, entry) in enumerate(added):
            if _holds(conditions, row):
                used.add(number)
                extra |= {name: value for name, value in entry.items() if name not in lists}
        found.append(Variation(row | extra, values))
    for number, (_, entry) in enumerate(added):
        if number not in used:
            row = {name: entry[name] for name in sorted(entry, key=lambda name: name not in lists)}
            found.append(Variation(row, tuple(row.values())))
    return found


def _list(name: str, values: Any) -> Sequence[Any]:
    if not isinstance(values, (list, tuple)):
        raise ImpossibleError(f"its matrix has {_shown(values)} for '{name}', not a list")
    if not values:
        raise ImpossibleError(f"its matrix has an empty list for '{name}'")
    return values


def _entries(matrix: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = matrix.get(key, ())
    if not isinstance(entries, (list, tuple)):
        raise ImpossibleError(f"{key} is {_shown(entries)}, not a list")
    for entry in entries:
        if not isinstance(entry, Mapping) or not entry:
            raise ImpossibleError(f"{key} has {_shown(entry)}, not names with values")
    return list(entries)


def _conditions(entry: Any, path: Expr = CONTEXTS["matrix"]) -> list[Expr]:
    """What a combination has to fulfil: `matrix.os == 'linux'` for each value, however deep it stands."""
    if isinstance(entry, Mapping):
        return [one for name, value in entry.items() for one in _conditions(value, path[str(name)])]
    if isinstance(entry, (list, tuple)):
        return [one for at, value in enumerate(entry) for one in _conditions(value, path[at])]
    return [path == entry]


def _holds(conditions: Sequence[Expr], row: Mapping[str, Any]) -> bool:
    return all(evaluate_tree(one, {"matrix": row}, {}) for one in conditions)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _words(one)
    elif value is not None:
        yield to_text(value)


def _shown(value: Any) -> str:
    text = "null" if value is None else "empty" if value == {} else to_text(value)
    return f"'{text}'" if isinstance(value, str) else text
