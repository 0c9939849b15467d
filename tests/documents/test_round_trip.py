"""Files of every kind with something changed in them: read or told; and what was read is the same when it is
written and read again.
"""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.documents import Kind, read
from alertflow.yaml import dump, parse
from tests.documents import corpus
from tests.github.reading.mutation import Path, at, places

VALUES: tuple[Any, ...] = (
    *("", "x", "5m", "up == 0", "{{ .Values.x }}", "{{ $value }}", "${{ github.ref }}", "v1", "critical"),
    *(0, 1, -1, 99.9, True, False, None, [], {}, [[]], [{}], ["a"], {"a": "b"}, {"name": "a"}),
    *({"alert": "A", "expr": "up"}, {"record": "a:b", "expr": "up"}, [{"name": "g", "rules": []}]),
)
KEYS = (
    *("name", "groups", "rules", "alert", "expr", "for", "labels", "route", "receivers", "matchers", "on"),
    *("jobs", "steps", "run", "runs", "spec", "kind", "apiVersion", "tests", "slos", "metadata", "x", "<<"),
    *("extra", "", "items", "stringData", "data", "alertmanager.yaml"),
)


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A file of the corpus with up to three changes."""
    _, text = corpus.FILES[draw(st.sampled_from(sorted(corpus.FILES)))]
    data = copy.deepcopy(_data(text))
    for _ in range(draw(st.integers(0, 3))):
        if everywhere := places(data):
            _change(draw, data, draw(st.sampled_from(everywhere)))
    return dump(data)


def _data(text: str) -> Any:
    """The data of a file of the corpus, without what only readers of YAML 1.1 know."""
    data = parse(text.replace("          <<: *labels\n", "").replace("continue: yes", "continue: true"))
    assert not read(dump(data), "f.yml")[1]
    return data


def _change(draw: st.DrawFn, data: Any, path: Path) -> None:
    owner, step = at(data, path[:-1]), path[-1]
    match draw(st.sampled_from(["drop", "value", "rename", "add", "wrap"])):
        case "drop":
            del owner[step]
        case "value":
            owner[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        case "rename" if isinstance(owner, dict):
            owner[draw(st.sampled_from(KEYS))] = owner.pop(step)
        case "add" if isinstance(owner[step], dict):
            owner[step][draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        case _:
            owner[step] = [owner[step]]


@given(text=changed(), lenient=st.booleans())
@settings(max_examples=250)
def test_a_changed_file_is_read_or_told(text: str, lenient: bool) -> None:
    reads, unreadable = read(text, "f.yml", lenient=lenient)
    assert reads or unreadable
    for told in unreadable:
        assert told.errors
        assert all(error.location and error.message for error in told.errors)
    for one in reads:
        assert lenient or not one.unknown
        written = dump(one.document.to_data())
        (again,), wrong = read(written, "f.yml", lenient=lenient)
        assert not wrong
        assert (again.kind, again.document.to_data()) == (one.kind, one.document.to_data())
        assert _inner(again) == _inner(one)
        assert sorted(key for key, *_ in again.unknown) == sorted(key for key, *_ in one.unknown)


def _inner(one: Any) -> Any:
    return None if one.inner is None else one.inner.to_data()


@given(
    name=st.sampled_from(sorted(corpus.FILES)),
    cut=st.integers(0, 1200),
    length=st.integers(0, 30),
    instead=st.text(":{}[]-&*!|<~ \n\r\t'\"a0#%\ufeff\x85", max_size=6),
    lenient=st.booleans(),
)
@settings(max_examples=250)
def test_a_spoiled_text_is_read_or_told(
    name: str, cut: int, length: int, instead: str, lenient: bool
) -> None:
    kind, text = corpus.FILES[name]
    spoiled = text[:cut] + instead + text[cut + length :]
    reads, unreadable = read(spoiled, "f.yml", lenient=lenient)
    assert reads or unreadable
    for told in unreadable:
        assert told.errors
        assert all(error.location and error.message for error in told.errors)
    lines = len(spoiled.splitlines()) + 1
    for one in reads:
        assert one.document.source is not None
        assert 1 <= one.document.source.line <= lines
    assert kind in Kind


@pytest.mark.parametrize("name", sorted(corpus.FILES))
def test_an_unknown_key_anywhere_is_kept_where_it_was(name: str) -> None:
    kind, text = corpus.FILES[name]
    data = _data(text)
    kept = 0
    for path in [(), *places(data)]:
        spoiled = copy.deepcopy(data)
        mapping = at(spoiled, path)
        if not isinstance(mapping, dict):
            continue
        mapping["zzz"] = {"a": ["b"]}
        reads, unreadable = read(dump(spoiled), "f.yml", lenient=True)
        assert reads or unreadable[0].errors[0].message.endswith(_WRONG), (path, unreadable)
        for one in reads:
            if one.unknown:
                assert at(_written(one, path), path)["zzz"] == {"a": ["b"]}, path
                kept += 1
    assert kept, (name, kind)


_WRONG = (
    "zzz: should be text, not a mapping.",
    "zzz: should have 'runs-on', 'steps' or 'uses'.",
    "zzz: should be a list of permissions, 'read', 'write' or 'none', not a mapping.",
)
"""What is said of it in a mapping of names and texts."""


def _written(one: Any, path: Path) -> Any:
    """The data that holds what stands at `path` of the file."""
    data = one.document.to_data()
    if one.inner is not None and path[:1] == ("spec",):
        data = {**data, "spec": one.inner.to_data()}
    return data
