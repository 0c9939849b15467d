"""Configurations made wrong in one place, or only unusual: what a person may type."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.alertmanager.samples import Data, every_key

Way = tuple[str | int, ...]

VALUES: tuple[Any, ...] = (
    *(None, "", "x", "yes", 0, 7, -3, 1.5, True, [], {}, ["x"], [None], ["a", "a"], {"a": "b"}, {"a": ["b"]}),
    *("{{ .Status }}", "https://example.org/", "${SECRET}", "5m", "1d", "10", "host:25", "..."),
)
"""What a value is replaced by."""


def mutants(seed: int, count: int) -> Iterator[tuple[str, Data]]:
    """`count` mutants, each with what was done, the same for the same `seed`."""
    chance = random.Random(seed)
    good = [data for _, _, data in every_key()]
    for _ in range(count):
        data = copy.deepcopy(chance.choice(good))
        way = chance.choice([way for way in _ways(data, ()) if way])
        yield chance.choice((_deleted, _renamed, _replaced, _replaced, _replaced, _doubled))(
            data, way, chance
        )


def _ways(value: Any, way: Way) -> Iterator[Way]:
    yield way
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _ways(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _ways(inner, (*way, index))


def _holder(data: Data, way: Way) -> Any:
    held: Any = data
    for step in way[:-1]:
        held = held[step]
    return held


def _deleted(data: Data, way: Way, chance: random.Random) -> tuple[str, Data]:
    del _holder(data, way)[way[-1]]
    return f"{way} deleted", data


def _renamed(data: Data, way: Way, chance: random.Random) -> tuple[str, Data]:
    keys = [index for index, step in enumerate(way) if isinstance(step, str)]
    end = way[: chance.choice(keys) + 1]
    held, old = _holder(data, end), str(end[-1])
    new = chance.choice((old + "s", old[:-1] or "x", old.upper(), "name", "http_config"))
    if new not in held:
        held[new] = held.pop(old)
    return f"{end} renamed to {new}", data


def _replaced(data: Data, way: Way, chance: random.Random) -> tuple[str, Data]:
    value = copy.deepcopy(chance.choice(VALUES))
    _holder(data, way)[way[-1]] = value
    return f"{way} replaced by {value!r}", data


def _doubled(data: Data, way: Way, chance: random.Random) -> tuple[str, Data]:
    lists = [way[: index + 1] for index in range(len(way)) if isinstance(way[index], int)]
    if not lists:
        return _replaced(data, way, chance)
    end = chance.choice(lists)
    held = _holder(data, end)
    held.append(copy.deepcopy(held[end[-1]]))
    return f"{end} doubled", data


Mutation = Callable[[Data, Way, random.Random], tuple[str, Data]]
