"""Databases that are changed by themselves."""

import pytest

from alertflow.model import Approval, Command, Effect
from tests.checks.making import alert, found, project, remedied

ID = "safety/automatic-database-change"
FAILOVER = Command(
    "failover", title="Fail over", script="x", effect=Effect.DESTROYS, system="database", action="failover"
)


def test_a_failover_that_runs_by_itself_is_found_once() -> None:
    fix = remedied(act=[FAILOVER])
    assert found(ID, project(alert(remediation=fix), alert("B", remediation=fix))) == [
        "error: 'failover' destroys a database, and act of HighErrorRate has it without an approval."
        " | The database is changed before anybody has looked; lost data does not come back."
        " | Put it under on_request=[…], and say in reason=… that people decide."
    ]


def test_even_a_small_change_is_found() -> None:
    (said,) = found(ID, project(alert(remediation=remedied(act=[FAILOVER.replace(effect=Effect.CHANGES)]))))
    assert said.startswith("error: 'failover' changes a database")


@pytest.mark.parametrize(
    "command",
    [
        FAILOVER.replace(effect=Effect.READS),
        FAILOVER.replace(approval=Approval("database")),
        FAILOVER.replace(system="kubernetes"),
    ],
)
def test_looking_waiting_and_other_systems_are_right(command: Command) -> None:
    assert found(ID, project(alert(remediation=remedied(act=[command])))) == []


def test_what_a_person_chooses_is_right() -> None:
    assert found(ID, project(alert(remediation=remedied(on_request=[FAILOVER])))) == []
