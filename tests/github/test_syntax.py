from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import pytest

from alertflow.declared import DeclarationError, Items, Location
from alertflow.github import Expr, Verbatim, inputs
from alertflow.github.syntax import Syntax, written
from alertflow.github.values import NOTHING, Condition, Form, Named, Text, holds, variables
from alertflow.sections.places import Places
from alertflow.yaml import Document, Node


class Inner(Syntax):
    OTHERWISE: ClassVar[Mapping[str, str]] = {"odd_one": "oddOne"}

    odd_one: int = 1


class Outer(Syntax):
    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("own",))

    runs_on: Text | None = None
    if_: Condition | None = None
    inner: Inner | None = None
    named: Named[Inner] = NOTHING
    several: Items[int] = ()
    own: int = 0
    either: (
        Annotated[
            Named[Text] | Items[Text] | Literal["all"] | Expr | Verbatim,
            Form("'all', a dict, a list or an expression"),
        ]
        | None
    ) = None


class Below(Syntax):
    UNDERSCORES: ClassVar[bool] = True
    BELOW: ClassVar[str | None] = "run"

    some_key: int | None = None


def test_what_is_given_is_written_under_its_key() -> None:
    outer = Outer(
        runs_on="x", if_="a == b" if False else True, inner=Inner(odd_one=1), named={"n": Inner()}, own=3
    )

    assert Outer.keys() == {
        "runs_on": "runs-on",
        "if_": "if",
        "inner": "inner",
        "named": "named",
        "several": "several",
        "either": "either",
    }
    assert outer.to_data() == {"runs-on": "x", "if": True, "inner": {"oddOne": 1}, "named": {"n": {}}}
    assert Outer(several=[], named={}, inner=None).to_data() == {}
    assert Below(some_key=1).to_data() == {"run": {"some_key": 1}}
    assert Below().to_data() == {}


def test_extra_keys_are_written_behind_all_others() -> None:
    assert Outer(runs_on="x", extra={"new": [inputs.a, {"b": 1.5}]}).to_data() == {
        "runs-on": "x",
        "new": ["${{ inputs.a }}", {"b": 1.5}],
    }
    with pytest.raises(DeclarationError, match=r"Outer\(…\): extra has 'runs-on', which is set already"):
        Outer(runs_on="x", extra={"runs-on": "y"}).to_data()


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("text", "text"),
        (True, True),
        (None, None),
        (1.5, 1.5),
        (inputs.a, "${{ inputs.a }}"),
        (Verbatim("10", 10), 10),
        (Verbatim("a"), "a"),
        ((1, inputs.a, "b"), [1, "${{ inputs.a }}", "b"]),
        ({"a": {"b": (inputs.c,)}}, {"a": {"b": ["${{ inputs.c }}"]}}),
        (Outer(runs_on="x"), {"runs-on": "x"}),
    ],
)
def test_a_value_becomes_plain_data(value: Any, data: Any) -> None:
    assert written(value) == data
    assert type(written(value)) is type(data)


def test_what_a_file_said_is_kept_as_it_stood() -> None:
    place = Location("w.yml", 3, 5)
    read = Outer.of_file(
        {"runs_on": Verbatim("7", 7), "several": ()},
        Location("w.yml", 2, 1),
        Places(Document("w.yml", "", None), {"runs_on": Node("7", 3, 5)}),
        {"several": [], "named": None},
    )

    assert read.from_file
    assert read.to_data() == {"runs-on": 7, "several": [], "named": None}
    assert read.place("runs_on") == place
    assert read.place("named") == Location("w.yml", 2, 1)
    assert read.place_in("runs_on", "7", 0) == place
    assert read.own == 0
    assert read.inner is None
    assert read.empty == {"several": [], "named": None}
    assert read == Outer.of_file({"runs_on": Verbatim("7", 7), "several": ()}, None)
    assert read.replace(own=2).to_data() == {"runs-on": 7}


def test_what_python_made_knows_the_lines_of_its_arguments() -> None:
    made = Outer(
        own=1,
        runs_on="x",
    )
    assert made.source is not None
    assert made.place("runs_on") == Location(__file__, made.source.line + 2)
    assert not made.from_file
    assert made.empty == {}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"a": "b"}, {"a": "b"}),
        (["a", inputs.b], ("a", inputs.b)),
        ("all", "all"),
        (Verbatim("x"), "x"),
    ],
)
def test_one_of_several_forms_is_chosen_by_what_was_given(given: Any, kept: Any) -> None:
    assert str(Outer(either=given).either) == str(kept)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("some", "either: should be 'all', a dict, a list or an expression, not 'some'."),
        (3, "either: should be 'all', a dict, a list or an expression, not 3."),
        ({"a": 1}, "either['a']: should be text or an expression, not 1."),
        (["a", 1], "either[1]: should be text or an expression, not 1."),
    ],
)
def test_a_mistake_within_a_form_is_told_once(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Outer(either=wrong)
    assert caught.value.message == f"Outer(…): {message}"


def test_an_expression_is_not_asked_for_its_truth() -> None:
    assert holds(inputs.a)
    assert holds(False)
    assert holds("")
    assert not any(map(holds, (None, (), {})))
    assert variables({"A": 1}) == {"A": 1}
    assert variables(inputs.a) == variables(Verbatim("${{ x }}")) == {}
