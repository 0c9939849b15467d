"""Objectives that are out of range, or in the wrong unit."""

import pytest

from tests.checks.making import found_in
from tests.checks.slo.specs import openslo, sloth

ID = "slo/wrong-objective"


def test_a_share_where_a_percentage_belongs_is_told_with_the_percentage() -> None:
    assert found_in(sloth(objective="0.999"), ID) == [
        "file.yml:5:14 error: shop/availability: the objective is 0.999, which is less than one per cent."
    ]


def test_a_percentage_where_a_share_belongs_is_told() -> None:
    assert found_in(openslo(objective="target: 99.9"), ID) == [
        "file.yml:8:25 error: shop/availability: the target is 99.9, and it is a share of 1."
    ]


@pytest.mark.parametrize(
    ("objective", "severity"), [("0", "error"), ("-1", "error"), ("100.1", "error"), ("100", "warning")]
)
def test_the_ends_of_the_range_and_what_is_beyond_are_told(objective: str, severity: str) -> None:
    (one,) = found_in(sloth(objective=objective), ID)
    assert one.startswith(f"file.yml:5:14 {severity}: shop/availability: the objective is {objective}")


@pytest.mark.parametrize("objective", ["target: 1", "targetPercent: 100"])
def test_an_objective_of_everything_leaves_no_budget(objective: str) -> None:
    (one,) = found_in(openslo(objective=objective), ID)
    assert "nothing may fail" in one


@pytest.mark.parametrize(
    "text", [sloth(), sloth(objective="50"), openslo(), openslo(objective="target: 0.9")]
)
def test_usual_objectives_are_right(text: str) -> None:
    assert found_in(text, ID) == []
