import math
from typing import Any

import pytest

from alertflow.github.expressions import EvaluationError
from alertflow.github.expressions.json_text import CHARACTERS, from_json, to_json


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("", '""'),
        (1, "1"),
        (1e21, "1E+21"),
        (-0.0, "0"),
        (math.nan, "NaN"),
        (-math.inf, "-Infinity"),
        ([], "[]"),
        ({}, "{}"),
        ([[], {}], "[\n  [],\n  {}\n]"),
        ([1, "a", None], '[\n  1,\n  "a",\n  null\n]'),
        ({"a": {"b": [1]}, "c": 2}, '{\n  "a": {\n    "b": [\n      1\n    ]\n  },\n  "c": 2\n}'),
        ({1: (True,)}, '{\n  "1": [\n    true\n  ]\n}'),
        ('"\\/\b\f\n\r\t\x00\x1f\x7f', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"'),
        ("é\x85\u2028\u2029\U0001f600", '"é\\u0085\\u2028\\u2029\U0001f600"'),
        ({"ключ\n": 0}, '{\n  "ключ\\n": 0\n}'),
    ],
)
def test_a_value_becomes_json_as_the_runner_writes_it(value: Any, text: str) -> None:
    assert to_json(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" null\n", None),
        ("true", True),
        ("-0.5e1", -5.0),
        ("1", 1.0),
        ("1e999", math.inf),
        ("1" + "0" * 5_000, math.inf),
        ('"\\u0041\\ud83d\\ude00"', "A\U0001f600"),
        ('[1, {"a": []}]', [1.0, {"a": []}]),
        ('{"a": 1, "b": 2, "a": 3}', {"a": 3.0, "b": 2.0}),
        ('{"a": 1, "b": 2, "A": 3}', {"a": 3.0, "b": 2.0}),
        ('["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"[["]', ["[" * 66 + '"[[']),
        ("[[]," * 60 + "1" + "]" * 60, None),
    ],
)
def test_json_becomes_a_value(text: str, value: Any) -> None:
    found = from_json(text)
    if text.startswith("[[],"):
        assert len(found) == 2
    else:
        assert found == value
    assert not isinstance(found, int) or isinstance(found, bool)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "fromJSON cannot read ``: Expecting value"),
        ("nul", "fromJSON cannot read `nul`: Expecting value"),
        ("{'a': 1}", "fromJSON cannot read `{'a': 1}`: Expecting property name"),
        ("[1,]", "fromJSON cannot read `[1,]`"),
        ("[1] 2", "fromJSON cannot read `[1] 2`: Extra data"),
        ("NaN", "fromJSON cannot read `NaN`: NaN is not JSON"),
        ("[-Infinity]", "-Infinity is not JSON"),
        ('"\n"', "Invalid control character"),
        ("\ufeff1", "Expecting value"),
        ("x" * 100, f"fromJSON cannot read `{'x' * 40}…`"),
        ("[" * 65 + "]" * 65, "fromJSON takes what is nested 64 deep, and no deeper"),
        ('{"a":' * 100_000, "fromJSON takes what is nested 64 deep, and no deeper"),
        ("[" * 5_000_000, "fromJSON takes what is nested 64 deep, and no deeper"),
        ('"' + "[" * 70, "fromJSON takes what is nested 64 deep, and no deeper"),
    ],
)
def test_what_is_not_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        from_json(text)
    assert message in str(caught.value)


def test_deep_values_are_written_or_refused_without_going_deep() -> None:
    assert to_json(nested(1_000)).count("[") == 1_000
    with pytest.raises(EvaluationError, match="a text becomes longer than the 5,242,880 characters"):
        to_json(nested(10_000))


def test_a_value_within_itself_is_refused_like_one_without_end() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(EvaluationError, match="a text becomes longer"):
        to_json(endless)


def test_what_is_shared_is_written_each_time_and_refused_where_that_is_too_long() -> None:
    value: list[Any] = ["lol"]
    for _ in range(40):
        value = [value, value]
    with pytest.raises(EvaluationError, match="a text becomes longer"):
        to_json(value)
    with pytest.raises(EvaluationError, match="a text becomes longer"):
        to_json("x" * CHARACTERS)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value
