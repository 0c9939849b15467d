"""A graph as an SVG picture: self-contained, light or dark as its reader likes it, and readable aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from xml.sax.saxutils import escape, quoteattr

from alertflow.github.drawing.graph import Box, Graph, Hue, Kind
from alertflow.github.drawing.layout import Layout, Place, Route, Size, layout
from alertflow.github.drawing.lines import LEADING, NOTE, PAD, TITLE, Line, measured
from alertflow.github.drawing.palette import DARK, LIGHT, Theme
from alertflow.github.drawing.widths import width

_HEAD = 19
"""The font size of the picture's title, in pixels."""
_MARGIN = 28

_TIP = (
    '<marker id="alertflow-{hue}" class="af-{hue}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8"'
    ' markerHeight="8" orient="auto"><path class="af-tip" d="M0.5 0.5 7.5 4 0.5 7.5 2 4z"/></marker>'
)
_FONTS = "-apple-system,BlinkMacSystemFont,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML document can hold (XML 1.0, §2.2)."""


def svg(graph: Graph) -> str:
    """The SVG document of `graph`; the same graph always gives the same text."""
    lines, sizes, box_width = measured(graph)
    down = graph.direction == "down"
    placed = layout({id_: size if down else Size(*size[::-1]) for id_, size in sizes.items()}, graph.arrows)
    size = placed.size if down else Size(*placed.size[::-1])
    legend = _legend(graph.kinds, max(size.across, box_width * 2 + 28))
    heads = [width(graph.title, _HEAD, bold=True), width(graph.subtitle, NOTE)]
    wide = max(size.across, *heads, *(end for row in legend for _, _, end in row))
    top = _MARGIN + 62
    foot = top + size.along + 40
    height = foot + 22 * (len(legend) - 1) + _MARGIN
    left = _MARGIN + (wide - size.across) / 2
    parts = [
        *_opened(graph, wide + 2 * _MARGIN, height),
        f'<g transform="translate({_px(left)} {_px(top)})">',
        *(_arrow(route, down) for route in placed.routes),
        *_boxes(graph, placed, sizes, lines, down),
        "</g>",
        *_legend_drawn(legend, foot),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _opened(graph: Graph, wide: float, height: float) -> list[str]:
    """The start of the document: its size, its words, its colours, the page and the titles."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_px(wide)}" height="{_px(height)}"'
        f' viewBox="0 0 {_px(wide)} {_px(height)}" role="img" aria-label={quoteattr(_allowed(graph.title))}>',
        f"<title>{_text(graph.title)}</title>",
        f"<desc>{_text(_described(graph))}</desc>",
        f"<style>{_style(graph)}</style>",
        "<defs>",
        *(_TIP.format(hue=hue) for hue in sorted({arrow.hue for arrow in graph.arrows})),
        "</defs>",
        f'<rect class="af-page" x="0.5" y="0.5" width="{_px(wide - 1)}" height="{_px(height - 1)}" rx="14"/>',
        f'<text class="af-head" x="{_MARGIN}" y="{_MARGIN + 18}">{_text(graph.title)}</text>',
        f'<text class="af-note af-muted" x="{_MARGIN}" y="{_MARGIN + 38}">{_text(graph.subtitle)}</text>',
    ]


def _described(graph: Graph) -> str:
    """The graph in sentences, for those who hear it."""
    titles = {box.id: box.title for box in graph.boxes}
    said = []
    for box in graph.boxes:
        before = [titles[id_] for id_ in graph.before(box.id)]
        notes = [
            " ".join(part for part in (note.label, note.whole or note.text) if part) for note in box.notes
        ]
        after = [f"after {' and '.join(before)}"] if before else []
        said.append(f"{box.title} ({'; '.join([box.kind.words, *after, *notes])}).")
    return " ".join(said)


def _boxes(
    graph: Graph,
    placed: Layout,
    sizes: Mapping[str, Size],
    lines: Mapping[str, list[Line]],
    down: bool,
) -> Iterator[str]:
    for box in graph.boxes:
        x, y = _xy(placed.places[box.id], down)
        wide, high = sizes[box.id]
        yield f'<g class="af-{box.kind.hue}">'
        yield f"<title>{_text(_tooltip(box))}</title>"
        size = f'width="{_px(wide)}" height="{_px(high)}"'
        yield f'<rect class="af-box" x="{_px(x)}" y="{_px(y)}" {size} rx="10"/>'
        text_height = sum(LEADING[line.size] for line in lines[box.id])
        yield from _text_lines(lines[box.id], x + PAD, y + (high - text_height) / 2 - 1)
        yield "</g>"


def _text_lines(lines: Iterable[Line], x: float, y: float) -> Iterator[str]:
    for label, text, size in lines:
        y += LEADING[size]
        name = "af-title" if size == TITLE else "af-note"
        said = f'<tspan class="af-muted">{_text(label)}</tspan> {_text(text)}' if label else _text(text)
        yield f'<text class="{name}" x="{_px(x)}" y="{_px(y - 4)}">{said}</text>'


def _tooltip(box: Box) -> str:
    """Everything that the box says, in full."""
    notes = [" ".join(part for part in (one.label, one.whole or one.text) if part) for one in box.notes]
    return "\n".join([box.title, *notes])


def _arrow(route: Route, down: bool) -> str:
    """The arrow's line: straight in the layers, and between them a curve that leaves and arrives straight."""
    points = [tuple(_xy(place, down) for place in straight) for straight in route.straights]
    (start, leaves), *others = points
    path = [f"M{_pair(start)}"]
    if leaves != start:
        path.append(f"L{_pair(leaves)}")
    here = leaves
    for enters, ends in others:
        path.append(_bend(here, enters, down))
        if ends != enters:
            path.append(f"L{_pair(ends)}")
        here = ends
    hue = route.arrow.hue
    return (
        f'<g class="af-{hue}"><path class="af-arrow" d="{" ".join(path)}"'
        f' marker-end="url(#alertflow-{hue})"/></g>'
    )


def _bend(here: tuple[float, float], there: tuple[float, float], down: bool) -> str:
    if here[0 if down else 1] == there[0 if down else 1]:
        return f"L{_pair(there)}"
    if down:
        half = (here[1] + there[1]) / 2
        return f"C{_pair((here[0], half))} {_pair((there[0], half))} {_pair(there)}"
    half = (here[0] + there[0]) / 2
    return f"C{_pair((half, here[1]))} {_pair((half, there[1]))} {_pair(there)}"


_Row = list[tuple[Kind, float, float]]
"""Kinds side by side, each with where it begins and ends."""


def _legend(kinds: Iterable[Kind], room: float) -> list[_Row]:
    """The kinds in rows that fit into `room`."""
    rows: list[_Row] = [[]]
    at = 0.0
    for kind in kinds:
        wide = 18 + width(kind.words, NOTE)
        if rows[-1] and at + wide > room:
            rows.append([])
            at = 0.0
        rows[-1].append((kind, at, at + wide))
        at += wide + 20
    return rows


def _legend_drawn(rows: Iterable[_Row], y: float) -> Iterator[str]:
    for number, row in enumerate(rows):
        for kind, at, _ in row:
            x, base = _MARGIN + at, y + 22 * number
            yield (
                f'<g class="af-{kind.hue}"><rect class="af-box" x="{_px(x)}" y="{_px(base - 10)}" width="12"'
                f' height="12" rx="4"/><text class="af-note af-muted" x="{_px(x + 18)}" y="{_px(base)}">'
                f"{_text(kind.words)}</text></g>"
            )


def _style(graph: Graph) -> str:
    fixed = (
        f"text{{font-family:{_FONTS}}}"
        f".af-head{{font-size:{_HEAD}px;font-weight:600}}"
        f".af-title{{font-size:{TITLE}px;font-weight:600}}"
        f".af-note{{font-size:{NOTE}px}}"
        ".af-arrow{fill:none;stroke-width:1.6}.af-box{stroke-width:1.5}"
    )
    hues = {kind.hue for kind in graph.kinds} | {arrow.hue for arrow in graph.arrows}
    dark = "".join(_colours(DARK, hues))
    return f"{fixed}{''.join(_colours(LIGHT, hues))}@media(prefers-color-scheme:dark){{{dark}}}"


def _colours(theme: Theme, hues: Set[Hue]) -> Iterator[str]:
    yield f".af-page{{fill:{theme.page};stroke:{theme.frame}}}"
    yield f".af-head,.af-title,.af-note{{fill:{theme.text}}}"
    yield f".af-muted{{fill:{theme.muted}}}"
    for hue, (fill, line) in theme.tints.items():
        if hue in hues:
            yield f".af-{hue} .af-box{{fill:{fill};stroke:{line}}}"
            yield f".af-{hue} .af-arrow{{stroke:{line}}}.af-{hue} .af-tip{{fill:{line}}}"


def _xy(place: Place, down: bool) -> tuple[float, float]:
    return (place.across, place.along) if down else (place.along, place.across)


def _pair(point: tuple[float, float]) -> str:
    return f"{_px(point[0])} {_px(point[1])}"


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(words: str) -> str:
    return escape(_allowed(words))


def _allowed(words: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", words)


__all__ = ["svg"]
