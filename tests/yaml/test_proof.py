from typing import Any

import pytest

from alertflow import yaml
from alertflow.yaml import UnprovenError, emitter, proven
from alertflow.yaml.proof import difference, same_value


@pytest.mark.parametrize(
    ("meant", "text", "said"),
    [
        ({"a": {"b": [1, 2]}}, "a: {b: [1, 3]}", "at $.a.b[1]: 2 is read as 3"),
        ({"a": "1"}, "a: 1", "at $.a: '1' is read as 1"),
        ({"a": 1}, "a: true", "at $.a: 1 is read as True"),
        ({"a": 1, "b": 2}, "{b: 2, a: 1}", "at $: the keys ['a', 'b'] are read as ['b', 'a']"),
        (["a"], "[a, b]", "at $: 1 items are read as 2"),
        (["a"], "[", "at line 2 of the text: this is not YAML"),
        (["a"], "[a]", "though in no value: in the shape of the text"),
    ],
)
def test_a_difference_is_named_by_its_path(meant: Any, text: str, said: str) -> None:
    assert said in difference(meant, text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"a": "1"}, "a: 1\n"),
        ({"a": "x"}, "a: 'y'\n"),
        ({"yes": 1}, "no: 1\n"),
        ({"1": "x"}, "1: x\n"),
        ({"a": 1}, "a: '1'\n"),
        ({"a": [1]}, "a: [1, 2]\n"),
        ({"a": "x"}, "a: x\nb: x\n"),
        ({"a": "x"}, "a: [\n"),
        ({"a": ["x"]}, "a: x\n"),
        ({"a": ["x"]}, "a: [x\n"),
        ({"a": "x"}, "a: {}\n"),
        ({"a": 1}, "a: {}\n"),
        ({"a": "x"}, "a: x\n---\nb\n"),
    ],
)
def test_a_text_that_says_something_else_is_never_handed_out(
    value: Any, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alertflow.yaml.proof.dump", lambda data, header="": written)
    with pytest.raises(UnprovenError, match="something else than was meant"):
        proven(value)


def test_values_are_equal_only_with_their_type() -> None:
    nan = float("nan")
    assert same_value(nan, nan)
    assert same_value("a", emitter.Pinned("a", "v1"))
    assert not same_value(1, True)
    assert not same_value(1, 1.0)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load'"):
        yaml.load  # type: ignore[attr-defined]  # noqa: B018  # asking is the test
