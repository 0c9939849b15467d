"""Escalations: their levels ascend, tell somebody, and are chosen by severity."""

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Alert, Escalation, Level, PagerDuty, Project, Severity, Slack, Team

CHAT, PHONE = Slack(channel="#a"), PagerDuty()


def level(after: str, owner: str = "somebody") -> Level:
    return Level(after, owner=owner, receivers=[CHAT])


def escalation(name: str = "slow", *after: str, least: Severity = Severity.CRITICAL) -> Escalation:
    return Escalation(name, levels=[level(one) for one in after or ("5m",)], min_severity=least)


def test_levels_are_given_in_order() -> None:
    with pytest.raises(DeclarationError, match="5m does not come after 15m"):
        escalation("slow", "15m", "5m")
    with pytest.raises(DeclarationError, match="1h does not come after 60m"):
        escalation("slow", "60m", "1h")


def test_an_escalation_has_a_last_level() -> None:
    with pytest.raises(DeclarationError, match="it has no levels"):
        Escalation("none", levels=[])


def test_a_level_tells_somebody_and_says_who_that_is() -> None:
    with pytest.raises(DeclarationError, match="it tells nobody"):
        Level("5m", owner="nobody", receivers=[])
    with pytest.raises(DeclarationError, match="'owner' is missing"):
        Level("5m", receivers=[CHAT])  # type: ignore[call-arg]  # it is the owner that is missing


def test_an_alert_escalates_by_the_worst_severity_that_it_reaches() -> None:
    quick, slow = escalation("quick"), escalation("slow", least=Severity.WARNING)
    team = Team("web", escalation=[slow, quick])
    reached = {one.name: team.escalation_of(one) for one in (Severity.CRITICAL, Severity.HIGH, Severity.INFO)}
    assert reached == {"critical": quick, "high": slow, "info": None}
    assert Team("db", escalation=quick).escalation_of(Severity("page", rank=50)) is quick


def test_no_two_escalations_of_a_team_are_for_one_severity() -> None:
    with pytest.raises(DeclarationError, match="'quick' and 'slow' are both for severity critical and up"):
        Team("web", escalation=[escalation("quick"), escalation("slow")])


def test_one_name_is_one_escalation() -> None:
    def problems(second: Escalation) -> list[str]:
        alerts = [
            Alert(name="A", expr="up == 0", severity=Severity.CRITICAL, escalation=escalation("slow")),
            Alert(name="B", expr="up == 0", severity=Severity.CRITICAL, escalation=second),
        ]
        return [one.message for one in Project(name="p", alerts=alerts).problems()]

    assert problems(escalation("slow")) == []
    (problem,) = problems(escalation("slow", "1h"))
    assert problem.startswith(
        "Escalation(slow): another one of this name says something else; the first is at"
    )
