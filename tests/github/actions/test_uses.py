"""What a step's `uses` names."""

import pytest

from alertflow.github import CHECKOUT, UsesStep
from alertflow.github.actions.uses import inputs_of, name_of, version_of


@pytest.mark.parametrize(
    ("uses", "name"),
    [
        (CHECKOUT, "actions/checkout"),
        ("Actions/Checkout@v4", "actions/checkout"),
        ("actions/cache//./save@v4", "actions/cache/save"),
        ("./local/", "./local"),
    ],
)
def test_the_name_is_without_case_and_version(uses: str, name: str) -> None:
    assert name_of(uses) == name


@pytest.mark.parametrize(
    ("uses", "version"),
    [
        (CHECKOUT, (7, 0, 1)),
        ("actions/checkout@v4", (4,)),
        ("actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5", (4, 3, 1)),
        (f"actions/checkout@{'0' * 40}", None),
        ("actions/checkout@main", None),
        ("./local", None),
    ],
)
def test_the_version_is_told_by_a_tag_or_by_the_catalogue(uses: str, version: tuple[int, ...] | None) -> None:
    assert version_of(uses) == version


def test_inputs_are_found_whatever_their_case() -> None:
    assert inputs_of(UsesStep(uses=CHECKOUT, with_={"Ref": "main"})) == {"ref": "main"}
