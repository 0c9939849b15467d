"""Declarations: frozen, strict about names, and aware of where they were written."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from alertflow.declared import (
    DeclarationError,
    Declared,
    Items,
    Location,
    argument,
    nearest,
    suggestion,
    written_at,
)


class Wheel(Declared):
    size: int = Field(kw_only=False)


class Car(Declared):
    name: str = Field(kw_only=False)
    wheels: Items[Wheel] = ()
    colours: Items[str] = ()
    owner: Wheel | str | Literal["nobody"] = "nobody"
    notes: Mapping[str, str] = Field(default_factory=dict)


def here() -> int:
    """The line of the caller."""
    import sys

    return sys._getframe(1).f_lineno


def refused(**arguments: object) -> str:
    with pytest.raises(DeclarationError) as caught:
        Car(**arguments)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
    return caught.value.message


def test_an_object_remembers_the_line_of_its_call() -> None:
    car, line = Car("a"), here()
    assert car.source == Location(__file__, line)


def test_a_call_over_several_lines_is_remembered_by_its_first() -> None:
    line = here() + 1
    car = Car(
        "a",
        wheels=[Wheel(3)],
    )
    assert car.source == Location(__file__, line)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    assert refused(name="a", weels=[]) == "Car(…): unknown name 'weels'. Did you mean 'wheels'?"


def test_a_name_unlike_any_lists_all() -> None:
    assert (
        refused(name="a", zzz=1) == "Car(…): unknown name 'zzz'. Known: colours, name, notes, owner, wheels."
    )


def test_every_mistake_of_a_call_is_told() -> None:
    assert refused(name=3, weels=1) == (
        "Car(…): unknown name 'weels'. Did you mean 'wheels'?\n  Car(…): name: should be text, not 3."
    )


def test_what_is_missing_is_named() -> None:
    assert refused() == "Car(…): 'name' is missing."


def test_a_wrong_item_is_told_with_its_place() -> None:
    assert refused(name="a", wheels=[Wheel(1), "b"]) == "Car(…): wheels[1]: should be a Wheel, not 'b'."


def test_one_alone_where_a_list_is_expected_is_told_as_such() -> None:
    assert refused(name="a", wheels=Wheel(1)) == "Car(…): wheels: should be a list, not a Wheel."


def test_the_ways_that_a_value_could_be_right_are_told_in_one_sentence() -> None:
    assert refused(name="a", owner=3) == "Car(…): owner: should be a Wheel, text or 'nobody', not 3."


def test_a_wrong_value_of_a_dict_is_told_with_its_key() -> None:
    assert refused(name="a", notes={"b": 3}) == "Car(…): notes['b']: should be text, not 3."


def test_the_error_points_to_the_line_of_the_argument() -> None:
    line = here() + 4
    with pytest.raises(DeclarationError) as caught:
        Car(
            "a",
            colours=3,  # type: ignore[arg-type]  # wrong on purpose
        )
    assert caught.value.location == Location(__file__, line)


def test_only_some_names_may_stand_by_position() -> None:
    with pytest.raises(DeclarationError, match="2 arguments by position, but it takes only name"):
        Car("a", [])  # type: ignore[call-arg]  # wrong on purpose


def test_a_name_is_not_given_twice() -> None:
    with pytest.raises(DeclarationError, match="'name' is given twice"):
        Car("a", name="b")  # type: ignore[misc]  # wrong on purpose


def test_declarations_are_frozen_all_through() -> None:
    wheels = [Wheel(1)]
    car = Car("a", wheels=wheels)
    wheels.append(Wheel(2))
    assert len(car.wheels) == 1
    with pytest.raises(
        DeclarationError, match=r"Car\(…\) is frozen: make another one with .replace\(name=…\)"
    ):
        car.name = "b"


def test_replace_validates_and_remembers_where_it_was_called() -> None:
    car = Car("a", wheels=[Wheel(1)])
    other, line = car.replace(name="b"), here()
    assert (other.name, other.wheels, other.source) == ("b", car.wheels, Location(__file__, line))
    with pytest.raises(DeclarationError, match="unknown name 'nam'"):
        car.replace(nam="c")


def test_a_copy_is_the_same_object() -> None:
    car = Car("a")
    assert copy.deepcopy([car])[0] is car


def test_equal_declarations_are_equal_wherever_they_were_written() -> None:
    one = Car("a")
    other = Car("a")
    assert one == other


def test_a_generated_object_can_be_given_a_source() -> None:
    assert written_at(Location("x.py", 3), Car("a")).source == Location("x.py", 3)


def test_a_location_is_shown_relative_to_a_root(tmp_path: Path) -> None:
    inside = Location(str(tmp_path / "a" / "b.py"), 3)
    assert str(inside.relative_to(tmp_path)) == "a/b.py:3"
    assert inside.relative_to(tmp_path / "other") == inside
    loop = tmp_path / "loop.yml"
    loop.symlink_to("loop.yml")
    assert Location(str(loop), 1).relative_to(tmp_path).line == 1
    assert str(Location("a.yml", 3, 5)) == "a.yml:3:5"


def test_the_place_of_an_argument_that_is_not_there_is_the_call_s(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\nf(\n  a=1,\n  b=2,\n)\n", encoding="utf-8")
    assert argument(Location(str(file), 2), "b") == Location(str(file), 4)
    assert argument(Location(str(file), 2), "c") == Location(str(file), 2)
    assert argument(Location(str(tmp_path / "none.py"), 2), "c") == Location(str(tmp_path / "none.py"), 2)
    assert argument(None, "c") is None


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("sevrity", ["severity", "summary"], "Did you mean 'severity'?"),
        ("Severity", ["severity"], "Did you mean 'severity'?"),
        ("x", [], "None is known here."),
        ("x", ["aa", "bb"], "Known: aa, bb."),
    ],
)
def test_suggestions(name: str, known: list[str], expected: str) -> None:
    assert suggestion(name, known) == expected


def test_a_long_list_of_known_names_is_cut() -> None:
    assert suggestion("x", [f"name{i:02}" for i in range(30)]).endswith("name19, ….")


def test_nothing_is_near_to_something_else() -> None:
    assert nearest("abc", ["xyz"]) is None
