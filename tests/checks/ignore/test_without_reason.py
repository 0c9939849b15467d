"""A comment that gives no reason."""

from alertflow.checks import Subject
from alertflow.checks.ignored import Ignore
from alertflow.declared import Location
from tests.checks.making import found

ID = "ignore/without-reason"


def comment(reason: str) -> Subject:
    place = Location("alertflow.py", 3)
    return Subject({}, ignores=(Ignore(place, "safety/unapproved-destruction", reason, range(3, 4)),))


def test_it_is_reported() -> None:
    assert found(ID, comment("")) == [
        "warning: safety/unapproved-destruction is ignored without a reason."
        " | Nothing is ignored: what is found here is reported all the same."
        " | Say why, behind the bracket: # alertflow: ignore[safety/unapproved-destruction] because …"
    ]


def test_any_reason_will_do() -> None:
    assert found(ID, comment("staging")) == []
    assert found(ID, comment("🤷")) == []
