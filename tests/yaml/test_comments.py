"""The comments of YAML: text → each comment's line, column, words, and whether it stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.yaml.comments import Comment, comments


def found(text: str) -> list[tuple[int, int, str, bool]]:
    return [(one.line, one.column, one.text, one.alone) for one in comments(text)]


def test_a_comment_stands_alone_or_behind_something() -> None:
    assert comments("# a\nb: c  #   d \n  #e\n") == [
        Comment(1, 1, "a", alone=True),
        Comment(2, 7, "  d", alone=False),
        Comment(3, 3, "e", alone=True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b#c",
        "a: 'x # y'",
        'a: "x # y\n  # z"',
        "a: 'it''s\n  # x'",
        "a: |\n  # x\n   # y\n\n  # z\n",
        "a: >-\n  b # x\n",
        "- |\n # x\n- b#",
        "a: http://example.org/#top",
        "&a#b c",
        "? |\n  # x\n: b",
        "'# a': b",
        "",
    ],
)
def test_what_only_looks_like_a_comment_is_none(text: str) -> None:
    assert comments(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |  # x\n  # no\n# y\nb: c", [(1, 7, "x", False), (3, 1, "y", True)]),
        ("a: |\n    b\n  # x\nc: d", [(3, 3, "x", True)]),
        ("a: b\n  c # x", [(2, 5, "x", False)]),
        ("a: [b, # x\n  c] # y", [(1, 8, "x", False), (2, 6, "y", False)]),
        ("a: 'b' # x\nc: \"d\" # y", [(1, 8, "x", False), (2, 8, "y", False)]),
        ("a: 1\r\n# x\r\nb: 2 # y\r\n", [(2, 1, "x", True), (3, 6, "y", False)]),
        ("a: é # x", [(1, 6, "x", False)]),
        ('a: "é\U0001f600" # x', [(1, 9, "x", False)]),
        (
            "%YAML 1.2 # x\n---  # y\na: b\n--- # z\nc: d",
            [(1, 11, "x", False), (2, 6, "y", False), (4, 5, "z", False)],
        ),
        ("# only", [(1, 1, "only", True)]),
        ("#\n##  a #b", [(1, 1, "", True), (2, 1, "#  a #b", True)]),
        ("a: [80:80] # by the book", [(1, 12, "by the book", False)]),
        ("a:\tb\t# x", [(1, 6, "x", False)]),
    ],
)
def test_comments_are_found_beside_everything(text: str, expected: list[tuple[int, int, str, bool]]) -> None:
    assert found(text) == expected


LINES = st.sampled_from(
    [
        ("k%d: v", "# c%d", False),
        ("k%d: 'a # b'", "# c%d", False),
        ('k%d: "a # b"', "# c%d", False),
        ("k%d: |\n  a # b\n  # c\n", "", False),
        ("k%d: >-  ", "# c%d\n   # b", False),
        ("k%d: a\n  b#c", "# c%d", False),
        ("", "# c%d", True),
        ("k%d:", "# c%d", False),
    ]
)


@given(st.lists(LINES, max_size=12))
def test_every_comment_is_found_once(lines: list[tuple[str, str, bool]]) -> None:
    text, expected = "", []
    for number, (before, comment, alone) in enumerate(lines):
        before, comment = before.replace("%d", str(number)), comment.replace("%d", str(number))
        text += f"{before} {comment}\n" if comment and before else f"{before}{comment}\n"
        if comment:
            expected.append((comment.partition("\n")[0].removeprefix("# "), alone))
    assert [(one.text, one.alone) for one in comments(text)] == expected


def test_what_is_no_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(AlertflowError, match="this is not YAML") as refused:
        comments("a: [b # c\n", "file.yml")
    assert refused.value.location is not None and refused.value.location.path == "file.yml"
