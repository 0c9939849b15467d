"""Boxes in their places: none over another, arrows that lead on, few crossings."""

import random

from hypothesis import given, settings

from alertflow.github.drawing import Arrow, Graph
from alertflow.github.drawing.layout import GAP, Size, layout
from alertflow.github.drawing.ordering import crossings, ordered
from tests.github.drawing.graphs import graphs


def test_a_chain_stands_in_one_line_and_its_arrows_are_straight() -> None:
    placed = layout({id_: Size(100, 40) for id_ in "abc"}, [Arrow("a", "b"), Arrow("b", "c")])
    assert {place.across for place in placed.places.values()} == {0.0}
    for route in placed.routes:
        assert {place.across for straight in route.straights for place in straight} == {50.0}


def test_a_fan_is_symmetric() -> None:
    placed = layout({id_: Size(100, 40) for id_ in "abc"}, [Arrow("a", "b"), Arrow("a", "c")])
    assert placed.places["b"].across + placed.places["c"].across == 2 * placed.places["a"].across
    assert abs(placed.places["b"].across - placed.places["c"].across) == 100 + GAP


def test_an_arrow_over_several_layers_goes_around_what_stands_there() -> None:
    arrows = [Arrow("a", "b"), Arrow("b", "c"), Arrow("a", "c")]
    placed = layout({id_: Size(100, 40) for id_ in "abc"}, arrows)
    beside = placed.places["b"]
    (across,) = {place.across for straight in placed.routes[2].straights[1:2] for place in straight}
    assert across < beside.across or across > beside.across + 100


def test_nothing_at_all_takes_no_room() -> None:
    assert layout({}, []).size == Size(0, 0)


def test_the_same_graph_always_stands_the_same() -> None:
    sizes = {str(number): Size(50 + number, 30) for number in range(12)}
    arrows = [Arrow(str(a), str(b)) for b in range(12) for a in range(b) if (a * 7 + b) % 3 == 0]
    assert layout(sizes, arrows) == layout(dict(sizes), list(arrows))


@settings(max_examples=60)
@given(graphs())
def test_all_of_it_is_within_its_size(graph: Graph) -> None:
    sizes = {box.id: Size(80 + 10 * number, 30 + 5 * number) for number, box in enumerate(graph.boxes)}
    placed = layout(sizes, graph.arrows)
    for id_, (across, along) in placed.places.items():
        assert -1e-6 <= across <= placed.size.across - sizes[id_].across + 1e-6
        assert -1e-6 <= along <= placed.size.along - sizes[id_].along + 1e-6
    for route in placed.routes:
        for straight in route.straights:
            assert all(-1e-6 <= place.across <= placed.size.across + 1e-6 for place in straight)


def test_crossings_are_counted() -> None:
    layers = [["a", "b", "c"], ["d", "e", "f"]]
    assert crossings(layers, [("a", "d"), ("b", "e"), ("c", "f")]) == 0
    assert crossings(layers, [("a", "f"), ("b", "e"), ("c", "d")]) == 3
    assert crossings(layers, [("a", "e"), ("a", "f"), ("b", "e"), ("c", "e")]) == 2


def test_a_mirrored_order_is_untangled() -> None:
    layers = [["a", "b", "c"], ["f", "e", "d"], ["g", "h", "i"]]
    links = [("a", "d"), ("b", "e"), ("c", "f"), ("d", "g"), ("e", "h"), ("f", "i")]
    assert crossings(ordered(layers, links), links) == 0


def test_trees_are_drawn_without_a_crossing() -> None:
    for seed in range(40):
        chance = random.Random(seed)
        layers: list[list[str]] = [["0.0"]]
        links = []
        for depth in range(1, 4):
            layer = [f"{depth}.{number}" for number in range(chance.randint(2, 7))]
            links += [(chance.choice(layers[-1]), id_) for id_ in layer]
            layers.append(layer)
        assert crossings(ordered(layers, links), links) == 0, seed


@settings(max_examples=60)
@given(graphs())
def test_an_order_is_never_worse_than_the_one_it_began_with(graph: Graph) -> None:
    layers = [[f"b{n}" for n in range(6)], [f"c{n}" for n in range(6)]]
    links = [(f"b{int(t[1:]) % 6}", f"c{int(h[1:]) % 6}") for t, h, _ in graph.arrows]
    found = ordered(layers, links)
    assert [sorted(layer) for layer in found] == layers
    assert crossings(found, links) <= crossings(layers, links)
