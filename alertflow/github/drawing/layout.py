"""Where each box stands and how each arrow runs: a layered drawing in which few arrows cross.

The method is the usual one (Sugiyama, Tagawa and Toda, 1981): layers by the longest path, an order within
them, then places. It is our own, for a committed picture must not change when a library is upgraded, and of
the libraries none fits: grandalf has stood still since 2023, igraph is a GPL library of several megabytes,
fast-sugiyama knows neither sizes nor routes, and graphlay (4 MB of native code) is a month old.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from alertflow.github.drawing.graph import Arrow, layers_of
from alertflow.github.drawing.ordering import Layers, middles, ordered

GAP = 28.0
"""Pixels between two boxes of one layer."""
_LANE = 14.0
"""Pixels that an arrow has for itself where it passes a layer."""
_CHANNEL, _STEEP, _WIDEST = 46.0, 0.12, 120.0
"""Pixels between two layers: at least, more for each pixel that an arrow runs across, and at most."""
_PORT, _CORNER = 20.0, 22.0
"""Pixels between two arrows at one side of a box, at most; and from the outermost one to the corner."""


class Size(NamedTuple):
    """The room that something takes, in pixels: across the arrows, and along them."""

    across: float
    along: float


class Place(NamedTuple):
    """A point, in pixels: across the arrows, and along them."""

    across: float
    along: float


class Route(NamedTuple):
    """How an arrow runs: straight within each pair of points, along the arrows, and bent between them."""

    arrow: Arrow
    straights: tuple[tuple[Place, Place], ...]


class Layout(NamedTuple):
    """Everything in its place; all coordinates are 0 and more."""

    places: Mapping[str, Place]
    """Where each box begins."""
    routes: tuple[Route, ...]
    size: Size


def layout(sizes: Mapping[str, Size], arrows: Sequence[Arrow]) -> Layout:
    """Places for boxes of these sizes, each arrow leading on, none through a box that is not its own."""
    chains, layers = _with_lanes(sizes, arrows)
    links = [link for chain in chains for link in pairwise(chain)]
    layers = ordered(layers, links)
    widths = {id_: sizes[id_].across if id_ in sizes else _LANE for layer in layers for id_ in layer}

    def gap(left: str, right: str) -> float:
        return GAP if left in sizes and right in sizes else GAP / 2

    across = middles(layers, links, widths, gap)
    ports = _ports(chains, across, sizes)
    level = {id_: number for number, layer in enumerate(layers) for id_ in layer}
    begins, ends = _along(layers, level, chains, across, ports, sizes)
    places = {id_: Place(across[id_] - size.across / 2, begins[level[id_]]) for id_, size in sizes.items()}
    routes = []
    for arrow, (tail, *lanes, head), (leaves, arrives) in zip(arrows, chains, ports, strict=True):
        edge = places[tail].along + sizes[tail].along
        straights = [(Place(leaves, edge), Place(leaves, ends[level[tail]]))]
        straights += [
            (Place(across[id_], begins[level[id_]]), Place(across[id_], ends[level[id_]])) for id_ in lanes
        ]
        there = Place(arrives, begins[level[head]])
        routes.append(Route(arrow, (*straights, (there, there))))
    far = max((across[id_] + widths[id_] / 2 for id_ in across), default=0.0)
    return Layout(places, tuple(routes), Size(far, max(ends, default=0.0)))


def _with_lanes(sizes: Mapping[str, Size], arrows: Sequence[Arrow]) -> tuple[list[list[str]], Layers]:
    """Each arrow as what it leads through, one in each layer: its boxes and, between them, its lanes; and
    the layers with those lanes.
    """
    layers = layers_of(list(sizes), arrows)
    level = {id_: number for number, layer in enumerate(layers) for id_ in layer}
    chains = []
    for number, (tail, head, _) in enumerate(arrows):
        lanes = {at: f"\0{number}/{at}" for at in range(level[tail] + 1, level[head])}
        for at, lane in lanes.items():
            layers[at].append(lane)
        chains.append([tail, *lanes.values(), head])
    return chains, layers


def _ports(
    chains: Sequence[Sequence[str]], across: Mapping[str, float], sizes: Mapping[str, Size]
) -> list[tuple[float, float]]:
    """How far across each arrow leaves its box, and arrives at the other one: side by side, in the order of
    where they come from or go to; straight on where an arrow is alone.
    """
    leaves = _sides({n: (chain[0], across[chain[1]]) for n, chain in enumerate(chains)}, across, sizes)
    arrives = _sides({n: (chain[-1], across[chain[-2]]) for n, chain in enumerate(chains)}, across, sizes)
    alone_out = [sum(chain[0] == other[0] for other in chains) == 1 for chain in chains]
    alone_in = [sum(chain[-1] == other[-1] for other in chains) == 1 for chain in chains]
    found = []
    for number, (tail, *lanes, head) in enumerate(chains):
        out, in_ = leaves[number], arrives[number]
        if alone_out[number]:
            out = _towards(across[lanes[0]] if lanes else in_, tail, across, sizes)
        if alone_in[number]:
            in_ = _towards(across[lanes[-1]] if lanes else out, head, across, sizes)
        found.append((out, in_))
    return found


def _sides(
    ends: Mapping[int, tuple[str, float]], across: Mapping[str, float], sizes: Mapping[str, Size]
) -> dict[int, float]:
    """For each arrow's number, how far across its end is; `ends` has its box, and where its other end is."""
    found = {}
    for id_ in dict.fromkeys(id_ for id_, _ in ends.values()):
        numbers = sorted((n for n, end in ends.items() if end[0] == id_), key=lambda n: ends[n][1])
        room = sizes[id_].across - 2 * _CORNER
        step = min(_PORT, room / max(len(numbers) - 1, 1))
        for place, number in enumerate(numbers):
            found[number] = across[id_] + (place - (len(numbers) - 1) / 2) * step
    return found


def _towards(want: float, id_: str, across: Mapping[str, float], sizes: Mapping[str, Size]) -> float:
    """`want`, if it is not far from the middle of a box: then an arrow runs straight; else the middle."""
    return want if abs(want - across[id_]) <= sizes[id_].across / 4 else across[id_]


def _along(
    layers: Layers,
    level: Mapping[str, int],
    chains: Sequence[Sequence[str]],
    across: Mapping[str, float],
    ports: Sequence[tuple[float, float]],
    sizes: Mapping[str, Size],
) -> tuple[list[float], list[float]]:
    """Where each layer begins and ends; arrows that run far across have more room between two."""
    runs = [0.0] * len(layers)
    for (tail, *lanes, _), (leaves, arrives) in zip(chains, ports, strict=True):
        points = [leaves, *(across[lane] for lane in lanes), arrives]
        for number, (here, there) in enumerate(pairwise(points), level[tail]):
            runs[number] = max(runs[number], abs(there - here))
    begins, ends, at = [], [], 0.0
    for layer, run in zip(layers, runs, strict=True):
        begins.append(at)
        ends.append(at + max(sizes[id_].along for id_ in layer if id_ in sizes))
        at = ends[-1] + min(_CHANNEL + _STEEP * run, _WIDEST)
    return begins, ends


__all__ = ["GAP", "Layout", "Place", "Route", "Size", "layout"]
