"""Whatever text comes, only the documented errors are raised, and soon."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alertflow.github.expressions import (
    EvaluationError,
    ExpressionSyntaxError,
    condition,
    depth,
    evaluate,
    expressions_in,
    interpolate,
    is_always_true,
    parse,
    parse_condition,
    split,
    template,
)
from alertflow.github.expressions.coercion import folded
from alertflow.github.expressions.json_text import from_json, to_json

PIECES = st.sampled_from(
    [
        *("${{", "}}", "'", "''", "(", ")", "[", "]", ".", ",", "*", "!", "=", "==", "&&", "||"),
        *("<", "github", "inputs", "contains", "format", "fromJSON", "toJSON", "case", "success"),
        *("x", "1", "-", "0x", "'{0}'", "'[1]'", " ", "\n", "${{ github.a }}"),
        *("fromJSON('{\"a\": []}')", "github.*", "[0]", "\x00", "�", "\u2028", "é", "😀"),
    ]
)
TEXTS = (
    st.text()
    | st.lists(PIECES, max_size=12).map("".join)
    | st.binary().map(lambda one: one.decode("latin-1"))
)
DATA: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(TEXTS)
def test_reading_a_text_raises_nothing_but_what_it_says(text: str) -> None:
    for read in (parse, split, expressions_in, template, parse_condition, condition, is_always_true):
        try:
            read(text)
        except ExpressionSyntaxError as error:
            assert 0 <= error.position <= len(text)
            assert str(error)


@given(TEXTS, DATA)
def test_evaluating_a_text_raises_nothing_but_what_it_says(text: str, data: Any) -> None:
    contexts = {"github": data, "inputs": {"a": data, "list": [data]}}
    for find in (evaluate, interpolate):
        try:
            value = find(text, contexts, {"success": lambda *_: True})
        except (ExpressionSyntaxError, EvaluationError) as error:
            assert str(error)
        else:
            assert value is None or isinstance(value, (bool, float, str, list, dict))


@given(TEXTS)
def test_reading_json_raises_nothing_but_what_it_says(text: str) -> None:
    try:
        from_json(text)
    except EvaluationError as error:
        assert "fromJSON" in str(error)


@given(DATA.filter(lambda data: not any(abs(one) > 1e300 or one != one for one in numbers(data))))
def test_what_is_written_as_json_is_read_as_the_same_text_again(data: Any) -> None:
    text = to_json(data)
    again = to_json(from_json(text))
    assert again == text or len({folded(key) for key in keys(data)}) < len(keys(data))


def numbers(data: Any) -> list[float]:
    if isinstance(data, (dict, list)):
        inner = data.values() if isinstance(data, dict) else data
        return [number for one in inner for number in numbers(one)]
    return [data] if isinstance(data, (int, float)) else []


def keys(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [*data, *(key for one in data.values() for key in keys(one))]
    return [key for one in data for key in keys(one)] if isinstance(data, list) else []


def test_long_texts_of_any_kind_are_read_or_refused() -> None:
    chosen = random.Random(3)
    signs = [
        "(",
        ")",
        "!",
        "[",
        "]",
        "'",
        "''",
        "&&",
        "==",
        "1",
        ".a",
        "github",
        "toJSON(",
        "${{",
        "}}",
        ",",
        " ",
    ]
    for _ in range(40):
        few = chosen.sample(signs, 3)
        text = "".join(chosen.choices(few, k=7_000))
        try:
            tree = parse(text[:21_000])
        except ExpressionSyntaxError:
            continue
        assert depth(tree) <= 50
    for text in ("x" * 10 * 1024 * 1024, "${{ '" * 2_000_000, "${{ 1 }} " * 20_000, "'" * 10 * 1024 * 1024):
        for read in (parse, split, parse_condition, condition, is_always_true):
            try:
                read(text)
            except ExpressionSyntaxError as error:
                assert len(str(error)) < 1_000
