import pytest

from alertflow.github.expressions.kinds import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    TEXT,
    Array,
    Kind,
    Object,
    Text,
    either,
    is_compound,
    is_numeric,
    is_single,
    kind_of_value,
    words_of,
)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, NULL),
        (True, BOOLEAN),
        (1, NUMBER),
        (1.5, NUMBER),
        ("a", Text(("a",))),
        ([], Array(ANY)),
        ([1, 2], Array(NUMBER)),
        (["a", "b"], Array(Text(("a", "b")))),
        ([1, "a"], Array(ANY)),
        ({"a": {"b": 1}}, Object({"a": Object({"b": NUMBER})})),
        ([{"a": 1}, {"b": "x"}], Array(Object({"a": NUMBER, "b": Text(("x",))}))),
    ],
)
def test_a_value_has_a_kind(value: object, kind: Kind) -> None:
    assert kind_of_value(value) == kind


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ((), ANY),
        ((NUMBER,), NUMBER),
        ((NUMBER, NUMBER), NUMBER),
        ((NUMBER, TEXT), ANY),
        ((NULL, TEXT), ANY),
        ((Text(("a",)), Text(("b", "a"))), Text(("a", "b"))),
        ((Text(("a",)), TEXT), TEXT),
        ((Text(("a",), growing=True), Text(("b",))), Text(("a", "b"), growing=True)),
        ((Text(digits=True), Text(digits=True)), Text(digits=True)),
        ((Text(start="refs/"), Text(start="refs/", digits=True)), Text(start="refs/")),
        ((Array(NUMBER), Array(TEXT)), Array(ANY)),
        ((Array(NUMBER, filter=True), Array(NUMBER)), Array(NUMBER)),
        ((Object({"a": NUMBER}), Object({"A": TEXT})), Object({"a": ANY, "A": ANY})),
        ((Object({"a": NUMBER}), Object(others=TEXT)), Object({"a": ANY}, TEXT)),
        ((Object(others=NUMBER), Object(others=TEXT)), Object(others=ANY)),
    ],
)
def test_one_of_several_kinds_is_what_they_share(kinds: tuple[Kind, ...], found: Kind) -> None:
    assert either(*kinds) == found


def test_names_of_properties_have_no_case() -> None:
    kind = Object({"repositoryUrl": TEXT}, absent={"Later": "it comes later"})
    assert kind.property("REPOSITORYURL") is TEXT
    assert kind.property("url") is None
    assert kind.why_absent("later") == "it comes later"
    assert kind.why_absent("sooner") is None
    assert Object({}, NUMBER).property("anything") is NUMBER


@pytest.mark.parametrize("text", ["", " ", "1", " -1.5e3 ", ".5", "0x1F", "0o17", "Infinity", "-infinity"])
def test_text_that_says_a_number_is_numeric(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["a", "1a", "1 2", "0b1", "true", "NaN", "--1"])
def test_other_text_is_not(text: str) -> None:
    assert not is_numeric(text)


@pytest.mark.parametrize(
    ("kind", "single", "compound", "words"),
    [
        (ANY, False, False, "a value of a kind that is not known"),
        (NULL, True, False, "null"),
        (BOOLEAN, True, False, "true or false"),
        (NUMBER, True, False, "a number"),
        (TEXT, True, False, "text"),
        (Array(ANY), False, True, "an array"),
        (Object(), False, True, "an object"),
    ],
)
def test_what_is_printed_as_it_is_and_what_is_not(
    kind: Kind, single: bool, compound: bool, words: str
) -> None:
    assert (is_single(kind), is_compound(kind), words_of(kind)) == (single, compound, words)
