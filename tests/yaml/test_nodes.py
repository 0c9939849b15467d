"""Everything that was read knows its place."""

import pytest

from alertflow.declared import Location
from alertflow.yaml import Embedded, Node, parse, read, read_stream

TEXT = """\
# first
on: push
jobs:
  build:
    steps:
      - run: |
          echo one

          \techo two
      - run: 'quoted: text'
      - run: >-
          folded
          text
      - run: plain text  # remark
      - run: "escaped\\ttext"
      - &step
        run: |-
          again
      - *step
"""


def node(*way: str | int) -> Node:
    found = read(TEXT, "f.yml").root
    assert found is not None
    for step in way:
        if isinstance(step, int):
            found = found.items[step]
        else:
            found = next(value for key, value in found.pairs if key.data == step)
    return found


def test_a_value_has_the_line_and_column_where_it_starts() -> None:
    document = read(TEXT, "f.yml")
    assert document.place(node("on")) == Location("f.yml", 2, 5)
    assert document.place(node("jobs", "build")) == Location("f.yml", 5, 5)
    assert document.place(node("jobs", "build", "steps", 0, "run")) == Location("f.yml", 6, 14)


def test_a_key_has_its_place_too() -> None:
    assert [(key.data, key.line, key.column) for key, _ in node().pairs] == [("on", 2, 1), ("jobs", 3, 1)]


def test_the_style_of_a_scalar_is_kept() -> None:
    steps = node("jobs", "build", "steps").items
    assert [step.pairs[0][1].style for step in steps] == ["|", "'", ">", "", '"', "|", "|"]
    assert node("jobs").style is None


def test_an_alias_is_the_very_node_that_it_names() -> None:
    steps = node("jobs", "build", "steps").items
    assert steps[5] is steps[6]


@pytest.mark.parametrize(
    ("step", "words", "line", "column"),
    [
        (0, "one", 7, 16),
        (0, "two", 9, 17),
        (0, "\techo", 9, 11),
        (1, "text", 10, 23),
        (2, "text", 11, 14),
        (3, "text", 14, 20),
        (4, "text", 15, 14),
        (5, "again", 18, 11),
    ],
)
def test_a_piece_of_a_text_is_found_where_it_was_written(
    step: int, words: str, line: int, column: int
) -> None:
    document, run = read(TEXT, "f.yml"), node("jobs", "build", "steps", step, "run")
    assert document.place_in(run, run.data.index(words)) == Location("f.yml", line, column)


def test_a_block_whose_head_stands_on_a_line_of_its_own_is_found_as_a_whole() -> None:
    document = read("run: &a\n  |\n  echo\n", "f.yml")
    assert document.root is not None
    run = document.root.pairs[0][1]
    assert document.place_in(run, 0) == Location("f.yml", 1, 6)


def test_windows_line_breaks_and_byte_order_marks_do_not_move_places() -> None:
    document = read("\ufeffa: b\r\nrun: |\r\n  echo one\r\n  echo two\r\n", "f.yml")
    assert document.root is not None
    run = document.root.pairs[1][1]
    assert run.data == "echo one\necho two\n"
    assert document.place_in(run, run.data.index("two")) == Location("f.yml", 4, 8)


def test_a_file_of_comments_has_no_root() -> None:
    assert read("# nothing\n").root is None


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("ports: [80:80, a:b]", {"ports": ["80:80", "a:b"]}),
        ("{url: http://x/?a=b, c: d}", {"url": "http://x/?a=b", "c": "d"}),
        ("a: |\n  \tx\n", {"a": "\tx\n"}),
        ("a: &b [x:y]\nc: *b", {"a": ["x:y"], "c": ["x:y"]}),
        ("a: [x:y, !!str 5, '1', 2]", {"a": ["x:y", "5", "1", 2]}),
    ],
)
def test_what_yaml_1_2_allows_and_libyaml_refuses_is_read(text: str, data: object) -> None:
    assert parse(text) == data


def test_the_mistake_is_told_and_not_what_one_of_both_parsers_does_not_know() -> None:
    with pytest.raises(Exception, match=r"f.yml:3:2: this is not YAML"):
        read("a: [x:y]\nb: [\n]]\n", "f.yml")
    with pytest.raises(Exception, match=r"f.yml:3:1: this is not YAML"):
        read("a:\tb\nc: [\n", "f.yml")


def test_the_characters_of_what_is_no_text_are_kept_for_readers_of_other_yaml() -> None:
    found = read("[007, 0x1F, ~, true, yes, '5', !!str 5, !!int 5]").root
    assert found is not None
    assert [one.written for one in found.items] == ["007", "0x1F", "~", "true", None, None, None, "5"]
    assert [one.style for one in found.items] == ["", "", "", "", "", "'", "!", ""]


INNER = "a: one\nb:\n  - two three\n"


def embedded(text: str, node: Node) -> Embedded:
    return Embedded(read(text, "f.yml"), node, "inner.yml", INNER, read(INNER).root)


def behind(text: str, key: str) -> Node:
    root = read(text, "f.yml").root
    assert root is not None
    return next(value for name, value in root.pairs if name.data == key)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("x: 1\ninner: |\n  a: one\n  b:\n    - two three\n", True),
        ("x: 1\r\ninner: |2-\r\n    a: one\r\n    b:\r\n      - two three\r\n", False),
        ("x: 1\rinner:\r  |\r     a: one\r     b:\r       - two three\r", True),
        ('x: 1\ninner: "a: one\\nb:\\n  - two three\\n"\n', False),
        ("x: 1\ninner: YTogb25l\n", False),
    ],
)
def test_a_document_within_a_text_has_the_places_of_the_outer_file(text: str, exact: bool) -> None:
    node = behind(text, "inner")
    document = embedded(text, node)
    assert document.root is not None
    item = document.root.pairs[1][1].items[0]
    lines = text.splitlines()
    number = next((number for number, line in enumerate(lines, 1) if "two three" in line), 2)
    if exact:
        column = lines[number - 1].index("two three") + 1
        assert document.place(item) == Location("f.yml", number, column)
        assert document.place_in(item, 4) == Location("f.yml", number, column + 4)
        assert document.told(item, "wrong.") == "wrong."
    else:
        assert document.place(item) == Location("f.yml", node.line, node.column)
        assert document.told(item, "wrong.") == "inner.yml, line 3: wrong."


def test_a_stream_holds_its_empty_documents_too() -> None:
    documents = read_stream("---\n# nothing\n---\na: |\n  text\n---\n", "f.yml")
    assert [one.root and one.root.data for one in documents] == [None, {"a": "text\n"}, None]
    middle = documents[1]
    assert middle.root is not None
    assert middle.place_in(middle.root.pairs[0][1], 2) == Location("f.yml", 5, 5)


def test_documents_of_one_file_share_its_lines() -> None:
    first, second = read_stream("a: |\n  x\n---\nb: |\n  y\n")
    assert first.root is not None
    assert second.root is not None
    second.place_in(second.root.pairs[0][1], 0)
    assert "_lines" in vars(first)
    assert "_lines" not in vars(second)
