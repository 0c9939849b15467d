"""Commands that destroy and ask nobody."""

from alertflow.model import Approval, Command, Effect
from tests.checks.making import alert, found, project, remedied

ID = "safety/unapproved-destruction"
ROLLBACK = Command("rollback", title="Roll back", script="x", effect=Effect.DESTROYS, action="rollback")


def test_a_rollback_by_itself_is_found() -> None:
    assert found(ID, project(alert(remediation=remedied(act=[ROLLBACK])))) == [
        "error: 'rollback' destroys, and act of HighErrorRate has it without an approval."
        " | It runs as soon as the alert fires, and what it takes away is gone."
        ' | Give it one: approval=Approval("production"), an environment with required reviewers.'
    ]


def test_a_rollback_by_choice_is_found_once() -> None:
    fix = remedied(on_request=[ROLLBACK, ROLLBACK])
    (said,) = found(ID, project(alert(remediation=fix), alert("B", remediation=fix)))
    assert (
        "on_request of HighErrorRate has it without an approval. | It runs as soon as somebody chooses it"
        in said
    )


def test_one_with_an_approval_is_right() -> None:
    approved = ROLLBACK.replace(approval=Approval("production"))
    assert found(ID, project(alert(remediation=remedied(act=[approved], on_request=[approved])))) == []


def test_what_mends_itself_needs_no_approval() -> None:
    restart = Command("restart", title="Restart", script="x", effect=Effect.CHANGES)
    assert found(ID, project(alert(remediation=remedied(act=[restart])), alert("B"))) == []
