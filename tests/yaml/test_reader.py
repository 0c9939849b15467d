from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.yaml import dump, parse, read_all


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: b\n", {"a": "b"}),
        ("on: yes\n", {"on": "yes"}),
        ("[1, -1, +1, 007, 0o14, 0x1F]", [1, -1, 1, 7, 12, 31]),
        ("[1.0, .5, 5., 1e3]", [1.0, 0.5, 5.0, 1e3]),
        ("- 1_000\n- 12:30\n- 2024-01-01", ["1_000", "12:30", "2024-01-01"]),
        ("[.inf, -.INF, +.Inf]", [float("inf"), float("-inf"), float("inf")]),
        ("[true, False, TRUE, ~, null, '', \"1\"]", [True, False, True, None, None, "", "1"]),
        ("[! 5, !!str 5, !!int '5', !!float 5]", ["5", "5", 5, 5]),
        ("a:\nb:\n", {"a": None, "b": None}),
        ("a: &x [1]\nb: *x\n<<: *x\n", {"a": [1], "b": [1], "<<": [1]}),
        ("a: !!map {}\nb: !!seq []\n", {"a": {}, "b": []}),
        ("--- |\n  a\n...\n", "a\n"),
    ],
)
def test_text_is_read_by_the_core_schema(text: str, value: Any) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yml:3:1: the key 'a' is given twice."),
        (
            "a: [\n",
            "f.yml:2:1: this is not YAML: while parsing a flow node, did not find expected node content.",
        ),
        ("1: a\ntrue: b\n", "f.yml:2:1: the key True is given twice."),
        (
            "a: b: c\n",
            "f.yml:1:5: this is not YAML: mapping values are not allowed in this context. A text with ': ' "
            "in it stands in quotes.",
        ),
        (
            "a: %b\n",
            "f.yml:1:4: this is not YAML: while scanning for the next token, found character that cannot "
            "start any token. A text that begins with it stands in quotes.",
        ),
        (
            "a:\n  b: c\n \td: e\n",
            "f.yml:3:2: this is not YAML: a tab stands in the indentation, which takes blanks only.",
        ),
        (
            "a: b\nc: \x01\n",
            "f.yml:2:4: this is not YAML: it holds the character U+0001, "
            "which can stand only as an escape in double quotes.",
        ),
        ("a\n---\nb\n", "f.yml:2:1: a second document starts here; a file holds one."),
        ("a: *b\n", "f.yml:1:4: *b names nothing: there is no &b before it."),
        ("a: &b [*b]\n", "f.yml:1:8: *b stands inside what it names: it would never end."),
        ("a: !foo b\n", "f.yml:1:4: the tag !foo is not of YAML's core schema."),
        ("a: !!int b\n", "f.yml:1:4: 'b' is not what its tag says: tag:yaml.org,2002:int."),
        ("a: !!seq {}\n", "f.yml:1:4: the tag tag:yaml.org,2002:seq does not fit here."),
        ("[a]: b\n", "f.yml:1:1: a mapping or a list cannot be a key."),
        (f"a: {'1' * 5000}\n", "f.yml:1:4: a number of more than 4300 digits."),
        ("[" * 101 + "]" * 101, "f.yml:1:101: this nests deeper than 100 levels."),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(text: str, said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        parse(text, "f.yml")
    assert str(caught.value) == said


def test_aliases_that_would_explode_are_refused() -> None:
    laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, this in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f"{this}: &{this} [{', '.join([f'*{before}'] * 10)}]\n"
    with pytest.raises(AlertflowError, match="its aliases stand for more than 100,000 values"):
        parse(laughs)


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\t\ufeff\x85\u2028\x00\ud800é😀01.~<=")))
@example("a: \ufeff")
@example("%YAML 3.0\n---\na")
@example("? a\n? b\n")
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        parse(text, "f.yml")
    except AlertflowError as error:
        assert error.location is not None
        assert error.location.path == "f.yml"


def test_several_documents_are_read_in_order_and_empty_ones_left_out() -> None:
    text = "# nothing\n---\na: &x 1\nb: *x\n---\n---\n# only a comment\n---\n- c\n...\n"
    documents = read_all(text, "f.yml")
    assert [document.root and document.root.data for document in documents] == [{"a": 1, "b": 1}, ["c"]]
    assert [document.root and str(document.place(document.root)) for document in documents] == [
        "f.yml:3:1",
        "f.yml:9:1",
    ]
    assert read_all("") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\n---\nb: *x\n", "f.yml:3:4: *x names nothing: there is no &x before it."),
        ("a: 1\n---\nb: [\n", "f.yml:4:1: this is not YAML: "),
        ("a: 1\n---\nb: 1\nb: 2\n", "f.yml:4:1: the key 'b' is given twice."),
    ],
)
def test_a_mistake_in_a_later_document_is_told_at_its_place(text: str, said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        read_all(text, "f.yml")
    assert str(caught.value).startswith(said)


def test_only_one_document_is_read_where_one_is_expected() -> None:
    with pytest.raises(AlertflowError, match="a second document starts here; a file holds one"):
        parse("a: 1\n---\nb: 2\n")


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9)), max_size=4))
def test_documents_that_were_written_one_after_another_are_read_as_they_were(data: list[Any]) -> None:
    text = "".join(f"---\n{dump(one)}" for one in data)
    assert [document.root and document.root.data for document in read_all(text)] == data
