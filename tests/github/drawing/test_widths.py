"""Text that is measured without a font, and broken into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.github.drawing.widths import width, wrapped


def test_wide_letters_are_wider_than_narrow_ones_and_bold_ones_wider_still() -> None:
    assert width("iiii", 12) < width("oooo", 12) < width("WWWW", 12) < width("WWWW", 12, bold=True)
    assert width("ab", 24) == 2 * width("ab", 12)


def test_what_takes_no_room_is_not_counted() -> None:
    assert width("e\u0301\u200b", 10) == width("e", 10)
    assert width("表", 10) > width("W", 10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("", []),
        (" \n ", []),
        ("several  words\nhere and there", ["several words here", "and there"]),
        ("alert-triggered-remediation.yml", ["alert-triggered-", "remediation.yml"]),
        ("averyveryverylongone x", ["averyveryverylong", "one x"]),
        ("m" * 29, ["m" * 10, "m" * 9 + "…"]),
    ],
)
def test_lines_are_broken_between_words_then_behind_marks_then_anywhere(text: str, lines: list[str]) -> None:
    assert wrapped(text, 120, 12, lines=2) == lines


@given(st.text(max_size=200), st.floats(20, 300), st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_the_room_nor_are_there_more(
    text: str, room: float, most: int, bold: bool
) -> None:
    lines = wrapped(text, room, 12, lines=most, bold=bold)
    assert len(lines) <= most
    for line in lines:
        assert width(line, 12, bold=bold) < room + 1e-6 or len(line.rstrip("…")) <= 1


@given(st.text(alphabet="ab -/_", max_size=120))
def test_what_fits_is_all_there(text: str) -> None:
    lines = wrapped(text, 120, 12, lines=99)
    assert "".join("".join(lines).split()) == "".join(text.split())
