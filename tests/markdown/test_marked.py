"""Markers in a file: what they divide, and what is said of those that do not fit together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.markdown import begin, end, marked, without

FILE = b"""mine
<!-- alertflow:begin one -->
1
<!-- alertflow:end one -->
<!-- alertflow:without three -->
  <!--alertflow:begin two-->\r
2\r
<!-- alertflow:end two -->
mine, too"""


def test_a_file_is_divided_into_sections_and_what_a_person_wrote() -> None:
    found = marked(FILE, "a.md")
    assert {name: section.content for name, section in found.sections.items()} == {
        "one": b"1\n",
        "two": b"2\r\n",
    }
    assert found.sections["two"].text == b"2\n"
    assert found.sections["two"].line == 6
    assert found.without == {"three"}
    assert found.handwritten == b"mine\n<!-- alertflow:without three -->\nmine, too"
    assert bytes(found) == FILE


def test_a_byte_order_mark_is_nobodys_text() -> None:
    found = marked(b"\xef\xbb\xbf" + f"{begin('a')}\n{end('a')}\n".encode(), "a.md")
    assert list(found.sections) == ["a"]
    assert found.handwritten == b""


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ([begin("a"), "x"], 1, "the section 'a' begins here and never ends"),
        (["", end("a")], 2, "the section 'a' ends here, but does not begin above"),
        (
            [begin("a"), begin("b"), end("b"), end("a")],
            2,
            "the section 'b' stands inside of 'a', which begins at",
        ),
        ([begin("a"), end("b"), end("a")], 2, "the section 'b' ends inside of 'a', which begins at line 1"),
        ([begin("a"), without("b"), end("a")], 2, "the section 'b' stands inside of 'a'"),
        ([begin("a"), end("a"), begin("a"), end("a")], 3, "the section 'a' is there twice, at line 1 too"),
        ([begin("a"), end("a"), without("a")], 3, "the section 'a' is not wanted, but it stands at line 1"),
        (
            ["<!-- alertflow:bgin a -->"],
            1,
            "'alertflow:bgin a' is no marker. Known: <!-- alertflow:begin name",
        ),
        (["<!-- alertflow:begin -->"], 1, "'alertflow:begin' is no marker."),
        (["<!-- alertflow:begin A b -->"], 1, "'alertflow:begin A b' is no marker."),
    ],
)
def test_markers_that_do_not_fit_are_told_with_their_line(lines: list[str], line: int, said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        marked("\n".join(lines).encode(), "docs/a.md")
    assert str(caught.value).startswith(f"docs/a.md:{line}: {said}")
    assert str(caught.value).endswith("Restore the markers, or remove the file to have it generated anew.")


def test_other_comments_and_text_about_markers_are_no_markers() -> None:
    text = f"<!-- note -->\nWrite `{begin('a')}` here.\n<!-- alertflowing -->\n".encode()
    assert marked(text, "a.md").parts == (text,)


@given(st.lists(st.sampled_from([begin("a"), end("a"), without("b"), "x", "\r", "", "\xa0"]), max_size=8))
def test_the_parts_are_the_file_again(lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    try:
        assert bytes(marked(content, "a.md")) == content
    except AlertflowError as error:
        assert error.location is not None
        assert 1 <= error.location.line <= len(lines)
