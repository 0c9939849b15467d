"""An SVG picture as shapes, read from what a browser would draw: boxes, arrows as points, lines of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


@dataclass(frozen=True)
class Rectangle:
    """A box of the picture with the lines of text in it, each with its place and its class."""

    title: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, float, float, str], ...]

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point is in the box, or up to `margin` beside it; within it for a negative one."""
        across = self.x - margin <= point[0] <= self.x + self.width + margin
        return across and self.y - margin <= point[1] <= self.y + self.height + margin

    def overlaps(self, other: "Rectangle") -> bool:
        """Whether the two have any room in common."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True)
class Picture:
    """All of one picture."""

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    arrows: tuple[tuple[Point, ...], ...]
    """Each as a line of points along its curve, from its first to its last."""
    root: ElementTree.Element


def parsed(text: str) -> Picture:
    """The picture that an SVG document says."""
    root = ElementTree.fromstring(text)
    group = next(one for one in root.findall(f"{_SVG}g") if one.get("transform"))
    shift = tuple(map(float, re.findall(r"-?[\d.]+", group.get("transform", ""))))
    boxes, arrows = [], []
    for part in group:
        if (path := part.find(f"{_SVG}path")) is not None:
            arrows.append(tuple((x + shift[0], y + shift[1]) for x, y in _points(path.get("d", ""))))
        if (rectangle := part.find(f"{_SVG}rect")) is not None:
            x, y, width, height = (
                float(rectangle.get(name, "nan")) for name in ("x", "y", "width", "height")
            )
            lines = tuple(
                (
                    "".join(one.itertext()),
                    float(one.get("x", "")) + shift[0],
                    float(one.get("y", "")) + shift[1],
                    one.get("class", ""),
                )
                for one in part.findall(f"{_SVG}text")
            )
            title = part.findtext(f"{_SVG}title") or ""
            boxes.append(Rectangle(title, x + shift[0], y + shift[1], width, height, lines))
    width, height = float(root.get("width", "nan")), float(root.get("height", "nan"))
    return Picture(width, height, tuple(boxes), tuple(arrows), root)


def _points(path: str) -> Iterator[Point]:
    """Points along a path of M, L and C, close enough to each other that no box fits between."""
    here = (0.0, 0.0)
    for command, given in re.findall(r"([MLC])([^MLC]*)", path):
        numbers = list(map(float, given.split()))
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            here = ends[0]
            yield here
            continue
        a, b, c, d = (here, *ends) if command == "C" else (here, here, ends[0], ends[0])
        for step in range(1, 41):
            t = step / 40
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield (
                sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            )
        here = d
