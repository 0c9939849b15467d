"""The order of what stands in each layer, so that few arrows cross, and how far across each thing stands."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeAlias

Layers: TypeAlias = list[list[str]]
"""The ids of what stands in each layer, in order."""
Links: TypeAlias = Sequence[tuple[str, str]]
"""From something in one layer to something in the next."""

_STARTS, _SWEEPS = 16, 6
"""From how many orders a better one is looked for, and how often each is gone through."""
_PULLS = 10


def ordered(layers: Layers, links: Links) -> Layers:
    """`layers`, each in the order that makes few links cross: by the mean place of the neighbours, with
    neighbours in the layer swapped where that helps.
    """
    above, below = _neighbours(layers, links)
    best, fewest = layers, crossings(layers, links)
    chance = Random(0)  # not by chance at all: the same graph is always drawn the same
    now = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS * _STARTS):
        if not fewest:
            break
        if sweep and sweep % _SWEEPS == 0:
            now = [sorted(layer, key=lambda _: chance.random()) for layer in layers]
        towards, numbers = (
            (above, range(1, len(now))) if sweep % 2 == 0 else (below, range(len(now) - 2, -1, -1))
        )
        for number in numbers:
            beside = now[number - 1 if towards is above else number + 1]
            now[number] = _by_mean(now[number], beside, towards)
        _swap(now, above, below)
        if (found := crossings(now, links)) < fewest:
            best, fewest = [list(layer) for layer in now], found
    return best


def crossings(layers: Layers, links: Links) -> int:
    """How many pairs of links cross when the layers stand in this order."""
    at = {id_: place for layer in layers for place, id_ in enumerate(layer)}
    level = {id_: number for number, layer in enumerate(layers) for id_ in layer}
    channels: dict[int, list[tuple[int, int]]] = {}
    for tail, head in links:
        channels.setdefault(level[tail], []).append((at[tail], at[head]))
    found = 0
    for ends in channels.values():
        passed: list[int] = []
        for _, head_at in sorted(ends):
            found += len(passed) - bisect_right(passed, head_at)
            insort(passed, head_at)
    return found


def middles(
    layers: Layers, links: Links, widths: Mapping[str, float], gap: Callable[[str, str], float]
) -> dict[str, float]:
    """How far across the middle of each thing stands: close to its neighbours, none over another one.

    `gap` is the room that two things beside each other keep between them. The smallest edge is at 0.
    """
    above, below = _neighbours(layers, links)
    found: dict[str, float] = {}
    for layer in layers:
        found |= _spread(layer, dict.fromkeys(layer, 0.0), widths, gap)
    for pull in range(_PULLS):
        for layer in layers if pull % 2 == 0 else reversed(layers):
            wants = {}
            for id_ in layer:
                near = above[id_] if pull % 2 == 0 else below[id_]
                near = near or below[id_] or above[id_]
                wants[id_] = sum(found[one] for one in near) / len(near) if near else found[id_]
            found |= _spread(layer, wants, widths, gap)
    edge = min((found[id_] - widths[id_] / 2 for id_ in found), default=0.0)
    return {id_: middle - edge for id_, middle in found.items()}


def _neighbours(layers: Layers, links: Links) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What stands before each thing, and what after it."""
    above: dict[str, list[str]] = {id_: [] for layer in layers for id_ in layer}
    below: dict[str, list[str]] = {id_: [] for layer in layers for id_ in layer}
    for tail, head in links:
        below[tail].append(head)
        above[head].append(tail)
    return above, below


def _by_mean(layer: list[str], beside: list[str], towards: Mapping[str, list[str]]) -> list[str]:
    at = {id_: place for place, id_ in enumerate(beside)}
    means = {
        id_: sum(at[one] for one in towards[id_]) / len(towards[id_]) if towards[id_] else float(place)
        for place, id_ in enumerate(layer)
    }
    return sorted(layer, key=means.__getitem__)


def _swap(layers: Layers, above: Mapping[str, list[str]], below: Mapping[str, list[str]]) -> None:
    """Swaps those beside each other whose links then cross less."""
    at = {id_: place for layer in layers for place, id_ in enumerate(layer)}
    for layer in layers:
        for place in range(len(layer) - 1):
            left, right = layer[place], layer[place + 1]
            saved = 0
            for near in (above, below):
                lefts, rights = [at[one] for one in near[left]], [at[one] for one in near[right]]
                saved += sum((a > b) - (a < b) for a in lefts for b in rights)
            if saved > 0:
                layer[place], layer[place + 1] = right, left
                at[left], at[right] = place + 1, place


def _spread(
    layer: Sequence[str],
    wants: Mapping[str, float],
    widths: Mapping[str, float],
    gap: Callable[[str, str], float],
) -> dict[str, float]:
    """The places closest to those wanted, in the order of the layer and with the gaps: what is too close is
    joined to a block, which stands at the mean of what its members want (pool adjacent violators).
    """
    shifts = [0.0]
    for left, right in pairwise(layer):
        shifts.append(shifts[-1] + (widths[left] + widths[right]) / 2 + gap(left, right))
    blocks: list[tuple[float, int]] = []  # the mean, and of how many
    for id_, shift in zip(layer, shifts, strict=True):
        mean, count = wants[id_] - shift, 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        blocks.append((mean, count))
    means = [mean for mean, count in blocks for _ in range(count)]
    return {id_: mean + shift for id_, mean, shift in zip(layer, means, shifts, strict=True)}


__all__ = ["Layers", "Links", "crossings", "middles", "ordered"]
