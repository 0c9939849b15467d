"""Where the parts of a file begin and end."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alertflow.checks.layout import Layout, Part, Point, parts
from alertflow.declared import Location
from alertflow.yaml import dump, parse

TEXT = dedent("""\
    a: "x"  # one
    b:
      - é: |
          foo: ${{ bar }}

          baz: 1
        d: {k: v, l: 'w'}
    c: plain text
      that goes on
    """)


def layout(text: str = TEXT) -> Layout:
    return Layout("a.yml", text)


def at(line: int, column: int) -> Location:
    return Location("a.yml", line, column)


def test_a_mapping_has_its_keys_and_values() -> None:
    found = layout().mapping_at(at(3, 5))
    assert found is not None and not found.flow
    key, value = found.get("d") or (None, None)
    assert key is not None and value is not None and value.flow
    assert layout().between(value.start, value.end) == "{k: v, l: 'w'}"


def test_a_scalar_has_its_quotes_within() -> None:
    found = layout().scalar_at(at(1, 4))
    assert found is not None
    assert (found.style, found.value, layout().between(found.start, found.end)) == ('"', "x", '"x"')


def test_a_scalar_of_two_lines_is_not_on_one() -> None:
    found = layout().scalar_at(at(8, 4))
    assert found is not None and not found.on_one_line


def test_yaml_within_a_block_has_its_places_in_the_file() -> None:
    inner = layout().mapping_at(at(4, 7))
    assert inner is not None
    assert [key.value for key, _ in inner.pairs] == ["foo", "baz"]
    assert layout().scalar_at(at(6, 12)) == Part(Point(6, 12), Point(6, 13), style="", value="1")


def test_what_stands_there_is_replaced_and_nothing_else() -> None:
    edit = layout().replaced(at(8, 4), "plain", "other")
    assert edit is not None and (edit.start, edit.end, edit.text) == (at(8, 4), at(8, 9), "other")
    assert layout().replaced(at(8, 4), "other", "plain") is None
    assert layout().replaced(Location("b.yml", 8, 4), "plain", "other") is None


def test_carriage_returns_shift_nothing() -> None:
    assert parts(TEXT.replace("\n", "\r\n")) == parts(TEXT)


DATA = st.recursive(
    st.text(min_size=1, max_size=12) | st.integers() | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc: #'\"é", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


def scalars(part: Part) -> list[Part]:
    """All keys and single values."""
    found = [part] if part.style is not None else []
    for one in [*(one for pair in part.pairs for one in pair), *part.items]:
        found += scalars(one)
    return found


@given(DATA, st.booleans())
def test_every_scalar_on_one_line_is_what_stands_between_its_ends(data: Any, flow: bool) -> None:
    text = json.dumps(data) if flow else dump(data)
    written = Layout("a.yml", text)
    for part in (one for root in parts(text) for one in scalars(root)):
        if part.on_one_line and part.style not in ("|", ">"):
            assert parse(written.between(part.start, part.end) or "null") == (
                part.value if part.style else parse(part.value or "null")
            )
