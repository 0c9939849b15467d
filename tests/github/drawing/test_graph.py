"""What a graph is: no circle, arrows between its boxes, and layers in which every arrow leads on."""

import pytest
from hypothesis import given, settings

from alertflow.github.drawing import Arrow, Box, Graph, Kind, without_implied
from alertflow.github.drawing.graph import circle_in, layers_of
from tests.github.drawing.graphs import graphs

KIND = Kind("works", "blue")


def boxes(*ids: str) -> tuple[Box, ...]:
    return tuple(Box(id_, id_, KIND) for id_ in ids)


def arrows(*pairs: str) -> list[Arrow]:
    return [Arrow(pair[0], pair[1]) for pair in pairs]


@pytest.mark.parametrize(
    ("names", "pairs", "said"),
    [
        ("aa", [], "two boxes have one id"),
        ("ab", ["ac"], "ends where no box is"),
        ("abc", ["ab", "bc", "ca"], "the arrows make a circle: a -> c -> b -> a"),
        ("a", ["aa"], "the arrows make a circle: a -> a"),
    ],
)
def test_what_is_no_graph_is_refused(names: str, pairs: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Graph("", "", boxes(*names), tuple(arrows(*pairs)))


def test_a_circle_is_found_behind_what_leads_to_it() -> None:
    before = {"a": [], "b": ["a", "d"], "c": ["b"], "d": ["c"], "e": ["d"]}
    assert circle_in(before) == ["b", "d", "c", "b"]
    assert circle_in({"a": ["elsewhere"], "b": ["a"]}) == []


def test_layers_follow_the_longest_way() -> None:
    assert layers_of("abcd", arrows("ab", "bc", "ac", "cd")) == [["a"], ["b"], ["c"], ["d"]]


def test_what_nothing_leads_to_stands_close_to_what_it_leads_to() -> None:
    assert layers_of("abcx", arrows("ab", "bc", "xc")) == [["a"], ["b", "x"], ["c"]]


@settings(max_examples=60)
@given(graphs())
def test_every_arrow_leads_to_a_later_layer(graph: Graph) -> None:
    layers = layers_of([box.id for box in graph.boxes], graph.arrows)
    level = {id_: number for number, layer in enumerate(layers) for id_ in layer}
    assert sorted(level) == sorted(box.id for box in graph.boxes)
    assert all(layers)
    assert all(level[tail] < level[head] for tail, head, _ in graph.arrows)


def test_arrows_that_others_imply_are_left_out() -> None:
    given = arrows("ab", "ac", "bc", "ad", "cd", "bd", "ab")
    assert without_implied(given) == tuple(arrows("ab", "bc", "cd"))


@settings(max_examples=60)
@given(graphs())
def test_without_implied_arrows_the_same_can_be_reached_and_every_arrow_is_needed(graph: Graph) -> None:
    plain = [Arrow(tail, head) for tail, head, _ in graph.arrows]
    kept = without_implied(plain)
    assert reached(kept) == reached(plain)
    for arrow in kept:
        assert reached([one for one in kept if one != arrow]) != reached(plain)


def reached(given: tuple[Arrow, ...] | list[Arrow]) -> set[tuple[str, str]]:
    """Every pair of boxes with a way from the first to the second."""
    found = {(tail, head) for tail, head, _ in given}
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


@pytest.mark.parametrize(
    ("pairs", "direction"),
    [
        (["ab", "bc"], "down"),
        (["ab", "ac", "ad"], "down"),
        (["ab", "ac", "ad", "ae"], "right"),
        ([], "right"),
    ],
)
def test_the_direction_is_the_one_in_which_the_picture_is_narrow(pairs: list[str], direction: str) -> None:
    assert Graph("", "", boxes(*"abcde"), tuple(arrows(*pairs))).direction == direction
