"""Alerts of one name and severity: what tells them apart, and when that does not suffice."""

from typing import Any

import pytest

from alertflow.model import (
    Alert,
    Escalation,
    Level,
    Project,
    Remediation,
    RuleGroup,
    Severity,
    Slack,
    Team,
)
from alertflow.model.namesakes import told_apart

LEVEL = Level("5m", owner="the lead", receivers=[Slack(channel="#a")])


def alert(service: str = "", **more: Any) -> Alert:
    given: dict[str, Any] = {"name": "Down", "expr": "up == 0", "severity": Severity.CRITICAL}
    return Alert(**(given | ({"labels": {"service": service}} if service else {}) | more))


def problems(*alerts: Alert, **more: Any) -> list[str]:
    return [one.message for one in Project(name="p", alerts=alerts, **more).problems()]


def test_labels_of_different_values_tell_namesakes_apart() -> None:
    a, b, other = alert("a"), alert("b"), alert(name="Other", labels={"service": "a"})
    project = Project(name="p", alerts=[a, b, other])
    assert project.problems() == []
    assert [*project.namesakes.of(a)] == [a, b]
    assert project.namesakes.telling(a) == {"service": "a"}
    assert project.namesakes.telling(b) == {"service": "b"}
    assert project.namesakes.telling(other) == {}


def test_so_do_teams_and_the_labels_of_groups() -> None:
    one, two = Team("one"), Team("two")
    a, b, c = alert(team=one), alert(team=one), alert(team=two)
    groups = [
        RuleGroup("a", rules=[a], labels={"tier": "1"}),
        RuleGroup("b", rules=[b, c], labels={"tier": "2"}),
    ]
    project = Project(name="p", groups=groups)
    assert project.problems() == []
    assert [dict(project.namesakes.telling(one)) for one in (a, b, c)] == [
        {"team": "one", "tier": "1"},
        {"team": "one", "tier": "2"},
        {"team": "two", "tier": "2"},
    ]


@pytest.mark.parametrize(
    "labels",
    [
        [{}, {}],
        [{"a": "b"}, {"a": "b"}],
        [{"a": "b"}, {}],  # the second may have it from its series
        [{"a": "b"}, {"c": "d"}],
        [{"a": "b"}, {"a": "{{ $labels.a }}"}],
        [{"a": "b"}, {"a": "c"}, {"a": "b"}],
    ],
)
def test_what_is_not_told_apart_is_declared_twice(labels: list[dict[str, str]]) -> None:
    assert not told_apart(labels)
    (problem,) = problems(*(alert(labels=one) for one in labels))
    assert problem.startswith("alert 'Down' of severity critical is declared twice; the first is at ")


def test_labels_say_it_without_a_project() -> None:
    assert told_apart([])
    assert told_apart([{"a": "b"}])
    assert told_apart([{"a": "b", "c": "d"}, {"a": "b", "c": "e"}, {"a": "f", "c": "d", "g": "h"}])


@pytest.mark.parametrize(
    ("bound", "why"),
    [
        ({"remediation": Remediation(reason="By hand.")}, "has a remediation"),
        ({"escalation": Escalation("e", levels=[LEVEL])}, "escalates"),
    ],
)
def test_what_goes_by_name_and_severity_has_them_for_itself(bound: dict[str, Any], why: str) -> None:
    for alerts in ([alert("a", **bound), alert("b")], [alert("a"), alert("b", **bound)]):
        (problem,) = problems(*alerts)
        assert problem.endswith(
            f"One that {why} is known by its name and severity alone: rename one of them."
        )


def test_many_namesakes_are_asked_in_no_time_that_grows_with_their_square() -> None:
    many = [alert(f"s{number}") for number in range(3000)]
    project = Project(name="p", alerts=many)
    assert project.problems() == []
    assert {project.namesakes.telling(one)["service"] for one in many} == {f"s{n}" for n in range(3000)}
