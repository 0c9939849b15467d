"""Files read leniently: unknown keys are kept, written again and told; what else is wrong stays wrong."""

from alertflow.declared import Location
from alertflow.sections import Mistakes, Section, Unknown, read_node
from alertflow.yaml import dump, read
from tests.sections.sections import Node


def lenient(cls: type[Section], text: str, **how: frozenset[str]) -> tuple[Section | None, Mistakes]:
    document = read(text, "f.yml")
    assert document.root is not None
    mistakes = Mistakes(document, lenient=True, **how)
    return read_node(cls, document.root, mistakes), mistakes


def test_an_unknown_key_is_kept_with_whatever_it_holds() -> None:
    text = "name: a\nnewer: &n {x: [1, yes, ~], y: '1'}\nnodes:\n  - name: b\n    newer: *n\n"
    made, mistakes = lenient(Node, text)
    assert isinstance(made, Node)
    kept = {"x": [1, True, None], "y": "1"}
    assert (made.extra, made.nodes[0].extra) == ({"newer": kept}, {"newer": kept})
    assert made.to_data() == {"name": "a", "nodes": [{"name": "b", "newer": kept}], "newer": kept}
    assert mistakes.found == []
    assert [(one.key, one.location) for one in mistakes.unknown] == [
        ("newer", Location("f.yml", 2, 1)),
        ("nodes[0].newer", Location("f.yml", 5, 5)),
    ]


def test_it_is_told_as_a_strict_reader_tells_it() -> None:
    _, mistakes = lenient(Node, "nam: a\nname: b\n")
    assert mistakes.unknown == [
        Unknown("nam", Location("f.yml", 1, 1), "unknown key 'nam'. Did you mean 'name'?")
    ]


def test_what_was_kept_has_its_place() -> None:
    made, _ = lenient(Node, "name: a\nnewer: 1\n")
    assert made is not None
    assert made.place("extra") == made.source  # of all the keys in it, none is meant


def test_what_is_written_again_is_read_the_same() -> None:
    made, _ = lenient(Node, "name: a\nx: {y: [z]}\nlabels: {}\n")
    assert made is not None
    again, _ = lenient(Node, dump(made.to_data()))
    assert again is not None
    assert again.to_data() == made.to_data() == {"name": "a", "labels": {}, "x": {"y": ["z"]}}


def test_what_else_is_wrong_is_told_beside_the_unknown_keys() -> None:
    made, mistakes = lenient(Node, "nam: a\nlimit: many\n")
    assert made is None
    assert [str(error) for error in mistakes.errors()] == [
        "f.yml:1:1: 'name' is missing.",
        "f.yml:1:1: unknown key 'nam'. Did you mean 'name'?",
        "f.yml:2:8: limit: should be a whole number, not 'many'.",
    ]


def test_a_key_that_is_no_text_is_never_kept() -> None:
    made, mistakes = lenient(Node, "name: a\n1: b\n")
    assert made is None
    assert [error.message for error in mistakes.errors()] == [
        "unknown key the number 1. Known: " + ", ".join(sorted(Node.keys().values())) + "."
    ]


def test_keys_of_other_programs_are_kept_without_a_word() -> None:
    made, mistakes = lenient(Node, "name: a\nthanos: 1\n", foreign=frozenset({"thanos"}))
    assert made is not None
    assert (made.extra, mistakes.unknown) == ({"thanos": 1}, [])


def test_nothing_wrong_has_no_errors_even_where_keys_were_kept() -> None:
    _, mistakes = lenient(Node, "name: a\nx: 1\n")
    assert mistakes.errors() == ()
    mistakes.tell()
