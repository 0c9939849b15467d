"""The picture as a browser would draw it: read back, nothing over anything else, every arrow at its boxes."""

from itertools import combinations, pairwise

from hypothesis import given, settings

from alertflow.github.drawing import Arrow, Box, Graph, Kind, Note, svg
from alertflow.github.drawing.palette import DARK, LIGHT, Theme
from alertflow.github.drawing.widths import width
from tests.github.drawing.graphs import graphs
from tests.github.drawing.picture import Picture, Point, Rectangle, parsed

LOOKS = Kind("looks", "blue")
GRAPH = Graph(
    "Ship & show",
    "runs on push",
    (
        Box("build", "Build <fast>", LOOKS),
        Box(
            "ship",
            "Ship",
            Kind("asks a person", "purple"),
            (Note("if", "branch = main", "github.ref == '…'"),),
        ),
    ),
    (Arrow("build", "ship"),),
)


def test_it_says_in_words_what_it_shows() -> None:
    root = parsed(svg(GRAPH)).root
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Ship & show"
    title, desc = (root.findtext(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title == "Ship & show"
    assert desc == "Build <fast> (looks). Ship (asks a person; after Build <fast>; if github.ref == '…')."


def test_a_box_says_in_full_what_it_abbreviates() -> None:
    assert [box.title for box in parsed(svg(GRAPH)).boxes] == ["Build <fast>", "Ship\nif github.ref == '…'"]


def test_the_legend_names_the_kinds_that_there_are() -> None:
    text = svg(GRAPH)
    assert text.count(">looks</text>") == 1
    assert text.count(">asks a person</text>") == 1


def test_a_long_legend_takes_several_rows() -> None:
    kinds = [Kind(f"a kind of box with the number {number}", "blue") for number in range(6)]
    boxes = tuple(Box(str(number), "x", kind) for number, kind in enumerate(kinds))
    picture = parsed(svg(Graph("", "", boxes, ())))
    texts = [
        one
        for one in picture.root.iter("{http://www.w3.org/2000/svg}text")
        if "a kind" in "".join(one.itertext())
    ]
    assert len({one.get("y") for one in texts}) > 1
    for one in texts:
        assert float(one.get("x", "")) + width("".join(one.itertext()), 12) <= picture.width
        assert float(one.get("y", "")) < picture.height


def test_it_knows_light_and_dark() -> None:
    text = svg(GRAPH)
    light, _, dark = text.partition("@media(prefers-color-scheme:dark)")
    assert LIGHT.tints["blue"].fill in light
    assert DARK.tints["blue"].fill in dark
    assert DARK.page not in light


def test_it_needs_nothing_from_elsewhere() -> None:
    text = svg(GRAPH).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "http" not in text
    assert "url(" not in text.replace("url(#", "")


def test_no_boxes_make_a_picture_still() -> None:
    picture = parsed(svg(Graph("Nothing", "", (), ())))
    assert picture.boxes == ()
    assert picture.width > 0


def test_text_can_be_read_on_every_colour() -> None:
    for theme in (LIGHT, DARK):
        backgrounds = [theme.page, *(tint.fill for tint in theme.tints.values())]
        assert min(contrast(theme.text, one) for one in backgrounds) > 7
        assert min(contrast(theme.muted, one) for one in backgrounds) > 4.5
        assert min(contrast(tint.line, theme.page) for tint in theme.tints.values()) > 2.8


def contrast(one: str, other: str) -> float:
    """The contrast of two colours. Source: www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@settings(max_examples=70)
@given(graphs())
def test_whatever_the_graph_and_its_words_nothing_is_over_anything_else(graph: Graph) -> None:
    picture = parsed(svg(graph))
    assert len(picture.boxes) == len(graph.boxes)
    assert len(picture.arrows) == len(graph.arrows)
    for one, other in combinations(picture.boxes, 2):
        assert not one.overlaps(other), (one, other)
    for box in picture.boxes:
        assert box.x > 0 and box.x + box.width < picture.width
        assert box.y > 0 and box.y + box.height < picture.height
        text_fits(box)
    by_id = dict(zip((box.id for box in graph.boxes), picture.boxes, strict=True))
    for arrow, points in zip(graph.arrows, picture.arrows, strict=True):
        arrow_is_right(by_id[arrow.tail], by_id[arrow.head], points, picture)


def text_fits(box: Rectangle) -> None:
    """The lines are within the box, and none over another."""
    for words, x, y, name in box.lines:
        size, bold = (14, True) if name == "af-title" else (12, False)
        assert box.x + 10 <= x
        assert x + width(words, size, bold=bold) <= box.x + box.width - 10 or len(words) <= 2
        assert box.y + size * 0.8 < y < box.y + box.height - size * 0.25
    for (_, _, above, _), (_, _, below, _) in pairwise(box.lines):
        assert below - above >= 14


def arrow_is_right(tail: Rectangle, head: Rectangle, points: tuple[Point, ...], picture: Picture) -> None:
    """It leaves the edge of one box, ends at the edge of the other, and passes through none."""
    first, *between, last = points
    assert tail.holds(first, 0.2) and not tail.holds(first, -0.2)
    assert head.holds(last, 0.2) and not head.holds(last, -0.2)
    for point in between:
        for box in picture.boxes:
            assert not box.holds(point, -0.5), (box.title, point)


def test_themes_have_the_same_hues() -> None:
    assert set(LIGHT.tints) == set(DARK.tints)
    assert isinstance(LIGHT, Theme)
