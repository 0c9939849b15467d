"""Routes: what they match, what they cannot match, and a map of severities that leaves none out."""

from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import (
    Alert,
    Escalation,
    Inhibition,
    Level,
    PagerDuty,
    Project,
    Route,
    Severity,
    Slack,
    Team,
    TimeInterval,
)

CHAT = Slack(channel="#a")
OFFICE = TimeInterval("office-hours", weekdays=["monday:friday"])


def alert(name: str = "Down", expr: str = "up == 0", **more: Any) -> Alert:
    given: dict[str, Any] = {"name": name, "expr": expr, "severity": Severity.CRITICAL}
    return Alert(**(given | more))


def problems(**more: Any) -> list[str]:
    given: dict[str, Any] = {"name": "p", "alerts": [alert()]}
    return [one.message for one in Project(**(given | more)).problems()]


def refusal(**given: Any) -> str:
    with pytest.raises(DeclarationError) as caught:
        Route("r", receivers=[CHAT], **given)
    return caught.value.message


def test_one_value_or_several_may_be_given() -> None:
    web, db = Team("web"), Team("db")
    route = Route(
        "r",
        severity=Severity.CRITICAL,
        team=[web, db],
        service="api",
        environment=["production", "staging"],
        labels={"region": "eu", "tier": ["1", "2"]},
        receivers=[CHAT],
    )
    assert route.wanted == {
        "severity": ("critical",),
        "team": ("web", "db"),
        "service": ("api",),
        "environment": ("production", "staging"),
        "region": ("eu",),
        "tier": ("1", "2"),
    }


class TestAnnotations:
    def test_cannot_be_matched(self) -> None:
        assert "Alertmanager cannot match annotations. Make it a label" in refusal(annotations={"a": "b"})

    @pytest.mark.parametrize(
        "given",
        [
            {"labels": {"summary": "x"}},
            {"matchers": ['runbook_url=~"https://.*"']},
            {"group_by": ["description"]},
        ],
    )
    def test_nor_under_their_names(self, given: dict[str, Any]) -> None:
        assert "is an annotation, which Alertmanager cannot match" in refusal(**given)

    def test_nor_in_an_inhibition(self) -> None:
        with pytest.raises(DeclarationError, match="'summary' is an annotation"):
            Inhibition(source_matchers=['summary="a"'], target_matchers=['severity="warning"'])

    def test_one_of_an_alert_s_own_is_found_in_the_project(self) -> None:
        told = alert(expr="sum(up) == 0", annotations={"impact": "all"})
        (problem,) = problems(
            alerts=[told],
            team=Team("t", receivers=[CHAT]),
            routes=[Route("r", labels={"impact": "all"}, receivers=[])],
        )
        assert problem == (
            "Route(r): 'impact' is an annotation of Down, and Alertmanager sees only labels. "
            "Give the alert labels={'impact': …}."
        )

    @pytest.mark.parametrize(
        "told",
        [
            alert(expr="sum(up) == 0", annotations={"impact": "all"}, labels={"impact": "all"}),
            alert(expr="up == 0", annotations={"impact": "{{ $labels.impact }}"}),
        ],
    )
    def test_what_is_a_label_as_well_is_no_mistake(self, told: Alert) -> None:
        routes = [Route("r", matchers=['impact="all"'], receivers=[CHAT])]
        assert problems(alerts=[told], routes=routes) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"matchers": ["severity"]}, "is not a matcher"),
        ({"severity": Severity.HIGH, "min_severity": Severity.HIGH}, "not both"),
        ({"labels": {"severity": "high"}}, "labels: 'severity' is given by severity=…"),
        ({"labels": {"service": "api"}}, "labels: 'service' is given by service=…"),
        ({"during": OFFICE, "outside": OFFICE}, "not both"),
        ({"group_interval": "5m", "repeat_interval": "1m"}, "repeat_interval (1m) is not longer than group"),
        ({"group_interval": "5m", "repeat_interval": "300s"}, "Give a group_interval that fits into it"),
        ({"escalates": False, "during": OFFICE}, "does not depend on the time. Leave out escalates=False."),
        (
            {
                "escalates": False,
                "escalation": Escalation("e", levels=[Level("5m", owner="o", receivers=[CHAT])]),
            },
            "give escalation=… or escalates=False, not both",
        ),
        (
            {
                "during": OFFICE,
                "escalation": Escalation("e", levels=[Level("5m", owner="o", receivers=[CHAT])]),
            },
            "whether an alert escalates does not depend on the time. Give it to the alert",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any], said: str) -> None:
    assert said in refusal(**given)


class TestSeverityMap:
    """Routes by severity alone are a map from severity to channel: none may be left out."""

    CRITICAL = Route("critical", severity=Severity.CRITICAL, receivers=[PagerDuty()])
    WARNING = Route("warning", severity=Severity.WARNING, receivers=[CHAT])

    def test_one_that_leaves_severities_out_says_which(self) -> None:
        (problem,) = problems(routes=[self.CRITICAL, self.WARNING])
        assert problem.startswith("the routes 'critical' and 'warning' go by severity, but alerts of ")
        assert "severity high and info reach nobody. Add a route for them" in problem

    def test_a_severity_of_one_s_own_is_one(self) -> None:
        page = alert("Page", severity=Severity("page", rank=50))
        rest = Route("rest", severity=[Severity.HIGH, Severity.INFO], receivers=[])
        (problem,) = problems(alerts=[page], routes=[self.CRITICAL, self.WARNING, rest])
        assert "alerts of severity page reach nobody" in problem

    @pytest.mark.parametrize(
        "rest",
        [
            {"routes": [CRITICAL, WARNING, Route("rest", min_severity=Severity.INFO, receivers=[CHAT])]},
            {"routes": [CRITICAL, WARNING], "team": Team("t", receivers=[CHAT])},
            {"routes": [CRITICAL, WARNING, Route("rest", receivers=[CHAT])]},
            {"routes": [CRITICAL]},
            {"routes": [CRITICAL, Route("w", severity=Severity.WARNING, service="api", receivers=[CHAT])]},
        ],
    )
    def test_one_that_leaves_none_out_is_right(self, rest: dict[str, Any]) -> None:
        assert problems(**rest) == []

    def test_a_team_that_reads_only_the_worst_leaves_the_others_out(self) -> None:
        team = Team("t", receivers=[PagerDuty(min_severity=Severity.CRITICAL)])
        (problem,) = problems(routes=[self.CRITICAL, self.WARNING], team=team)
        assert "severity high and info reach nobody" in problem
