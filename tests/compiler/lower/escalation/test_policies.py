"""Which alert escalates how."""

import pytest

from alertflow.compiler.lower.escalation import escalated, escalation_of
from alertflow.declared import DeclarationError
from alertflow.model import Alert, Escalation, Route, Severity
from tests.compiler.lower.escalation.making import (
    BREACH,
    DOWN,
    DOWN_A_LITTLE,
    NAGGING,
    OWN,
    PAGING,
    PHONE,
    QUIET,
    SECURITY,
    alert,
    project,
)


@pytest.mark.parametrize(
    ("alert", "escalation"),
    [(DOWN, PAGING), (DOWN_A_LITTLE, NAGGING), (BREACH, SECURITY), (QUIET, None), (OWN, PAGING)],
    ids=["by its team", "by its severity", "by its route", "not at all", "by itself"],
)
def test_an_alert_escalates(alert: Alert, escalation: Escalation | None) -> None:
    assert escalation_of(project(), alert) is escalation


def test_a_route_that_takes_an_alert_keeps_it_from_those_behind() -> None:
    taking = Route("first", severity=Severity.CRITICAL, receivers=[PHONE])
    behind = Route("security", labels={"kind": "security"}, receivers=[PHONE], escalation=SECURITY)
    made = project(routes=[taking.replace(continue_=True), behind])
    assert escalation_of(made, BREACH) is SECURITY
    made = project(routes=[taking, behind], alerts=[BREACH])
    assert escalation_of(made, BREACH) is PAGING


def test_a_route_by_which_nothing_can_escalate_is_a_mistake() -> None:
    route = Route("pay", service="pay", receivers=[PHONE], escalation=SECURITY)
    with pytest.raises(DeclarationError) as caught:
        escalated(project(routes=[route]))
    assert caught.value.message.startswith("Route(pay): nothing escalates by 'security'")


ONLY_HERE = Route("only-here", labels={"kind": "security"}, receivers=[PHONE], escalates=False)
"""A route that says that its alerts are told here, and nowhere else."""
SUMMED = alert("Summed", expr="sum(up) == 0")
"""No label comes with its series."""


def test_a_route_may_keep_its_alerts_from_escalating() -> None:
    made = project(routes=[ONLY_HERE], alerts=[BREACH, SUMMED, OWN])
    assert [(one.alert, one.escalation) for one in escalated(made)] == [(SUMMED, PAGING), (OWN, PAGING)]
    assert [escalation_of(made, one) for one in (BREACH, SUMMED)] == [None, PAGING]


def test_but_not_one_that_says_itself_how_it_escalates() -> None:
    breach = BREACH.replace(escalation=SECURITY)
    made = project(routes=[ONLY_HERE], alerts=[BREACH.replace(name="Other"), breach])
    assert [one.alert for one in escalated(made)] == [breach]


def test_the_first_route_that_says_how_is_the_one_that_holds() -> None:
    says = Route("says", labels={"kind": "security"}, receivers=[PHONE], escalation=SECURITY, continue_=True)
    other = BREACH.replace(name="Other", severity=Severity.HIGH)
    keeps = ONLY_HERE.replace(continue_=True)
    made = project(routes=[says.replace(severity=Severity.CRITICAL), keeps], alerts=[BREACH, other])
    assert [(one.alert, one.escalation) for one in escalated(made)] == [(BREACH, SECURITY)]
    made = project(routes=[keeps, says], alerts=[BREACH, other.replace(labels={}, expr="sum(up) == 0")])
    with pytest.raises(DeclarationError, match=r"Route\(says\): nothing escalates by 'security'"):
        escalated(made)


def test_a_route_that_keeps_nothing_from_escalating_is_a_mistake() -> None:
    route = Route("dev", environment="development", receivers=[PHONE], escalates=False)
    with pytest.raises(DeclarationError) as caught:
        escalated(project(routes=[route], alerts=[SUMMED]))
    assert caught.value.message.startswith("Route(dev): escalates=False holds for no alert")


@pytest.mark.parametrize(
    "doubtful",
    [
        alert("A"),
        alert("A", expr="sum(up) == 0", labels={"environment": "{{ $labels.env }}"}),
        alert("A", expr="sum by (environment) (up) == 0"),
    ],
    ids=["of the series", "of a template", "of a sum"],
)
@pytest.mark.parametrize("matcher", ['environment="development"', 'environment!="production"'])
def test_who_is_told_of_an_alert_does_not_wait_for_its_labels(doubtful: Alert, matcher: str) -> None:
    dev = alert("Dev", labels={"environment": "development"})
    routes = [Route("dev", matchers=[matcher], receivers=[PHONE], escalates=False)]
    with pytest.raises(DeclarationError) as caught:
        escalated(project(routes=routes, alerts=[dev, doubtful]))
    assert caught.value.message.startswith(
        "Route(dev): whether it keeps A from escalating by 'paging' is decided by environment, which may "
    )
    mild = doubtful.replace(severity=Severity.INFO)
    live = doubtful.replace(labels={"environment": "production"})
    assert [one.alert for one in escalated(project(routes=routes, alerts=[dev, mild, live]))] == [live]


def test_a_label_that_a_template_makes_is_not_known() -> None:
    templated = alert("T", labels={"kind": "{{ $labels.kind }}"})
    assert escalation_of(project(), templated) is PAGING
