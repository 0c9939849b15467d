"""Which alerts a route is for: matchers that hold for just these, whatever else the project has."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alertflow.alertmanager import all_match
from alertflow.compiler.lower.conditions import any_of, matchers_of, one_of_alerts
from alertflow.model import Alert, Project, Route, Severity, Team

EVERY = [
    Alert(name=name, expr="up == 0", severity=severity)
    for name, severity in product("ABC", (Severity.CRITICAL, Severity.WARNING, Severity.INFO))
]
NAMESAKES = [one.replace(labels={"service": service}) for one in EVERY[:4] for service in "abc"]


def written(route: Route, **project: Any) -> list[list[str]]:
    found = matchers_of(Project(name="p", **project), route)
    return [[str(one) for one in matchers] for matchers in found]


@given(st.sets(st.sampled_from(range(9)), min_size=1), st.sets(st.sampled_from(range(9)), min_size=1))
def test_matchers_hold_for_just_the_alerts_that_are_meant(there: set[int], meant: set[int]) -> None:
    project = Project(name="p", alerts=[EVERY[i] for i in sorted(there | meant)])
    found = one_of_alerts(project, [EVERY[i] for i in sorted(meant)])
    for i in there | meant:
        labels = {"alertname": EVERY[i].name, "severity": EVERY[i].severity.name}
        assert any(all_match(matchers, labels) for matchers in found) == (i in meant)


@given(st.sets(st.sampled_from(range(12)), min_size=1), st.sets(st.sampled_from(range(12)), min_size=1))
def test_of_one_name_and_severity_just_those_that_are_meant(there: set[int], meant: set[int]) -> None:
    project = Project(name="p", alerts=[NAMESAKES[i] for i in sorted(there | meant)])
    found = one_of_alerts(project, [NAMESAKES[i] for i in sorted(meant)])
    for i in there | meant:
        labels = {"alertname": NAMESAKES[i].name, "severity": NAMESAKES[i].severity.name}
        labels |= NAMESAKES[i].labels
        assert any(all_match(matchers, labels) for matchers in found) == (i in meant)


def test_two_severities_of_one_name_need_none() -> None:
    a_critical, a_warning = EVERY[:2]
    assert one_of_alerts(Project(name="p", alerts=EVERY[:2]), [a_critical, a_warning]) == [
        (any_of("alertname", ["A"]),)
    ]


def test_at_least_a_severity_are_all_that_the_project_has_from_there() -> None:
    page = Alert(name="A", expr="up == 0", severity=Severity("page", rank=50))
    route = Route("r", min_severity=Severity.HIGH, receivers=[])
    assert written(route, alerts=[page]) == [['severity=~"page|critical|high"']]


def test_every_condition_must_hold() -> None:
    route = Route(
        "r",
        severity=Severity.HIGH,
        team=Team("web"),
        service=["api", "shop"],
        labels={"host": "a.b"},
        matchers=['region!="eu"'],
        receivers=[],
    )
    assert written(route) == [
        ['severity="high"', 'team="web"', 'service=~"api|shop"', 'host="a.b"', 'region!="eu"']
    ]


def test_a_value_is_no_pattern() -> None:
    one = any_of("host", ["a.b", "c+d (e)"])
    assert str(one) == r'host=~"a\\.b|c\\+d \\(e\\)"'
    assert [one.matches({"host": value}) for value in ("a.b", "axb", "c+d (e)")] == [True, False, True]
