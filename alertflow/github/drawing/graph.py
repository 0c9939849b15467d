"""What a picture shows: boxes of a few kinds and the arrows between them, without any place on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Hue = Literal["grey", "blue", "green", "orange", "purple", "red"]
"""The colours that a kind can have; each is a pair for light and dark in `palette`."""


class Kind(NamedTuple):
    """What sort of thing a box is: its colour, and the words for it in the legend."""

    words: str
    hue: Hue


class Note(NamedTuple):
    """One thing a box says below its title: `if` `decision is act`."""

    label: str
    """What it is about; '' where the text says that itself."""
    text: str
    whole: str = ""
    """The text in full, where `text` is an abbreviation of it."""


@dataclass(frozen=True)
class Box:
    """A box: a job, an alert, a receiver."""

    id: str
    title: str
    kind: Kind
    notes: tuple[Note, ...] = ()


class Arrow(NamedTuple):
    """An arrow from one box to another, by their ids."""

    tail: str
    head: str
    hue: Hue = "grey"


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows, in the order in which they are to be read; the arrows make no circle.

    Raises ValueError for two boxes of one id, an arrow that ends nowhere, and a circle.
    """

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def __post_init__(self) -> None:
        ids = {box.id for box in self.boxes}
        if len(ids) < len(self.boxes):
            raise ValueError("two boxes have one id")
        for arrow in self.arrows:
            if not ids.issuperset(arrow[:2]):
                raise ValueError(f"{arrow} ends where no box is")
        if circle := circle_in({box.id: self.before(box.id) for box in self.boxes}):
            raise ValueError(f"the arrows make a circle: {' -> '.join(circle)}")

    def before(self, id_: str) -> list[str]:
        """The boxes from which an arrow leads to this one."""
        return [arrow.tail for arrow in self.arrows if arrow.head == id_]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its boxes, each once, in order."""
        return tuple(dict.fromkeys(box.kind for box in self.boxes))

    @property
    def direction(self) -> Literal["down", "right"]:
        """Which way the arrows go so that the picture is narrow: a page scrolls down, not sideways."""
        layers = layers_of([box.id for box in self.boxes], self.arrows)
        return "right" if max(map(len, layers), default=0) > max(len(layers), 3) else "down"


def circle_in(before: Mapping[str, Iterable[str]]) -> list[str]:
    """A circle of `before` (id -> the ids that come before it), its first id again at its end; [] without."""
    left = {id_: {one for one in waits if one in before} for id_, waits in before.items()}
    while free := [id_ for id_, waits in left.items() if not waits & left.keys()]:
        for id_ in free:
            del left[id_]
    if not left:
        return []
    path = [next(iter(left))]
    while path[-1] not in path[:-1]:  # each one left waits for another one left
        path.append(next(one for one in before[path[-1]] if one in left))
    return path[path.index(path[-1]) :]


def layers_of(ids: Sequence[str], arrows: Iterable[Arrow]) -> list[list[str]]:
    """`ids` in layers, each arrow leading to a later one; what more arrows leave than reach stands as late as
    it can, so that they are short.
    """
    before: dict[str, list[str]] = {id_: [] for id_ in ids}
    after: dict[str, list[str]] = {id_: [] for id_ in ids}
    for tail, head, _ in arrows:
        before[head].append(tail)
        after[tail].append(head)
    depth: dict[str, int] = {}
    ready = [id_ for id_ in ids if not before[id_]]
    waits = {id_: len(before[id_]) for id_ in ids}
    for id_ in ready:  # grows while it is walked
        depth[id_] = 1 + max([depth[one] for one in before[id_]], default=-1)
        for one in after[id_]:
            waits[one] -= 1
            if not waits[one]:
                ready.append(one)
    for id_ in reversed(ready):  # what is behind stands in its place already
        if len(after[id_]) > len(before[id_]):
            depth[id_] = min(depth[one] for one in after[id_]) - 1
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for id_ in ids:
        layers[depth[id_]].append(id_)
    return layers


def without_implied(arrows: Sequence[Arrow]) -> tuple[Arrow, ...]:
    """`arrows` without those that others imply: of a to b, b to c and a to c, the last says nothing new."""
    before: dict[str, set[str]] = {}
    for tail, head, _ in arrows:
        before.setdefault(head, set()).add(tail)
    known: dict[str, frozenset[str]] = {}

    def above(id_: str) -> frozenset[str]:
        """Every box from which `id_` can be reached."""
        if id_ not in known:
            direct = before.get(id_, set())
            known[id_] = frozenset(direct).union(*map(above, direct))
        return known[id_]

    return tuple(
        arrow
        for arrow in dict.fromkeys(arrows)
        if not any(arrow.tail in above(other) for other in before[arrow.head])
    )


__all__ = ["Arrow", "Box", "Graph", "Hue", "Kind", "Note", "circle_in", "layers_of", "without_implied"]
