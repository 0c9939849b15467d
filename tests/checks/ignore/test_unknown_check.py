"""A comment about a check that does not exist."""

from alertflow.checks import Subject
from alertflow.checks.ignored import Ignore
from alertflow.declared import Location
from tests.checks.making import found

ID = "ignore/unknown-check"


def comment(check: str, reason: str = "staging") -> Subject:
    return Subject({}, ignores=(Ignore(Location("alertflow.py", 3), check, reason, range(3, 4)),))


def test_a_misspelled_check_is_found_again() -> None:
    assert found(ID, comment("safety/unaproved-destruction")) == [
        "warning: there is no check 'safety/unaproved-destruction' to ignore."
        " | The comment silences nothing."
        " | Did you mean 'safety/unapproved-destruction'?"
    ]


def test_a_name_that_is_like_no_other_points_to_where_the_ids_are() -> None:
    (said,) = found(ID, comment("*"))
    assert said.endswith("| 'alertflow check' shows the id behind each finding.")


def test_a_known_check_may_be_ignored_whatever_else_is_wrong() -> None:
    assert found(ID, comment("github/step-timeout")) == []
    assert found(ID, comment("github/step-timeout", reason="")) == []
