"""Whatever stands in a file, it is read or told; nothing else is raised, and what is read can be written."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.sections import Section, read
from alertflow.yaml import dump
from tests.sections.sections import Camel, New, Node, Old, Stable
from tests.sections.test_reader import TEXT

KEYS = st.sampled_from([*Node.keys().values(), "alert", "record", "expr", "<<", "x", "", "kind"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates()
DATA = st.recursive(
    SCALARS | st.sampled_from(["5m", "one", "a=b", "yes", "007", "Camel"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | SCALARS, inner, max_size=4),
    max_leaves=12,
)


def _read_or_told(cls: type[Section], text: str) -> None:
    try:
        section = read(cls, text, "f")
    except AlertflowError as error:
        assert error.location is not None and error.message
        return
    data = section.to_data()
    assert read(cls, dump(data), "f").to_data() == data


@pytest.mark.parametrize("cls", [Old, New, Stable, Camel])
@given(data=DATA)
@settings(max_examples=60)
def test_any_data(cls: type[Section], data: Any) -> None:
    named = {"name": "a", **data} if isinstance(data, dict) and cls in (Old, New) else data
    _read_or_told(cls, yaml.safe_dump(named, allow_unicode=True))


@given(
    start=st.integers(0, len(TEXT)),
    length=st.integers(0, 20),
    instead=st.text(":{}[]-&*!|<~ \n'\"a0", max_size=4),
)
@settings(max_examples=150)
def test_any_text(start: int, length: int, instead: str) -> None:
    _read_or_told(Old, TEXT[:start] + instead + TEXT[start + length :])
