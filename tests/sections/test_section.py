"""Sections made in Python: how they are written, and what is refused."""

from pathlib import Path

import pytest

from alertflow.declared import DeclarationError, Location, argument
from alertflow.sections import plain
from tests.sections.sections import Alert, Camel, Horse, Match, Node, Record


def test_keys_stand_in_the_order_of_the_fields_and_only_what_was_given_is_written() -> None:
    node = Node(
        "a", word="one", names=["x"], for_="5m", rules=[Alert(alert="A"), Record(record="r", expr="1")]
    )
    assert list(node.to_data().items()) == [
        ("name", "a"),
        ("for", "5m"),
        ("word", "one"),
        ("names", ["x"]),
        ("rules", [{"alert": "A"}, {"record": "r", "expr": "1"}]),
    ]


def test_what_is_none_or_empty_is_not_written_but_empty_text_and_false_and_zero_are() -> None:
    node = Node("a", names=[], labels={}, for_=None, switch=False, limit=0, either="")
    assert node.to_data() == {"name": "a", "switch": False, "limit": 0, "either": ""}


def test_what_has_a_notation_of_its_own_is_written_as_text() -> None:
    assert Node("a", matches=[Match(name="b", value="c")]).to_data()["matches"] == ["b=c"]


def test_extra_keys_are_written_behind_the_others_and_only_once() -> None:
    assert Node("a", extra={"new": {"b": [1]}}).to_data() == {"name": "a", "new": {"b": [1]}}
    with pytest.raises(DeclarationError, match=r"Node\(…\): extra has 'name', which is set already"):
        Node("a", extra={"name": "b"}).to_data()


def test_keys_may_be_camel_case_odd_or_fixed() -> None:
    assert Camel(min_replicas=2, dns_ip="1.2.3.4").to_data() == {
        "apiVersion": "v1",
        "kind": "Camel",
        "minReplicas": 2,
        "dnsIP": "1.2.3.4",
    }
    assert Horse().to_data() == {"kind": "Horse"}


def test_the_first_mistake_is_raised_at_its_argument() -> None:
    with pytest.raises(DeclarationError) as caught:
        Node(
            "a",
            switch=True,
        )
    assert caught.value.message == "Node(…): a switch needs 'for'."
    assert caught.value.location is not None
    assert "switch=True" in Path(__file__).read_text("utf-8").splitlines()[caught.value.location.line - 1]


def test_a_value_of_the_wrong_kind_is_refused_in_words() -> None:
    with pytest.raises(DeclarationError, match=r"nodes\[0\]: should be a Node, not an Alert"):
        Node("a", nodes=[Alert(alert="x")])  # type: ignore[list-item]  # what a person may write
    with pytest.raises(DeclarationError, match=r"names\[1\]: should be a name of small letters, not 'B'"):
        Node("a", names=["a", "B"])
    with pytest.raises(DeclarationError, match=r"name: should be text that is not empty, not ''"):
        Node("")
    with pytest.raises(DeclarationError, match=r"unknown name 'nmae'. Did you mean 'name'?"):
        Node(nmae="a")  # type: ignore[call-arg]  # what a person may write


def test_what_is_made_in_python_knows_its_place_there() -> None:
    node = Node(
        "a",
        names=["b"],
        either="""
            first line
            second {{ .Line }} of it
        """,
    )
    assert not node.from_file and node.empty == {}
    source = Path(__file__).read_text("utf-8").splitlines()

    def line(place: Location | None) -> str:
        assert place is not None and place.path == __file__
        return source[place.line - 1].strip()

    assert line(node.source) == "node = Node("
    assert line(node.place("names")) == 'names=["b"],'
    assert line(node.place_of("names", 0)) == 'names=["b"],'
    assert isinstance(node.either, str)
    assert (
        line(node.place_in("either", node.either, node.either.index(".Line"))) == "second {{ .Line }} of it"
    )
    assert argument(node.source, "nothing") == node.source


def test_data_becomes_plain_all_through() -> None:
    assert plain({"a": (Alert(alert="b"), Match(name="c", value="d"), 1.5, None, True)}) == {
        "a": [{"alert": "b"}, "c=d", 1.5, None, True]
    }
