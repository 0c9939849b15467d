"""The route tree tells, at each time, just those whom the project's routes say: and amtool walks it alike."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.alertmanager import Config, all_match
from alertflow.compiler.build import emit
from alertflow.compiler.lower.conditions import matchers_of
from alertflow.declared import DeclarationError
from alertflow.model import (
    Alert,
    Direct,
    Email,
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
from tests.compiler.lower.alertmanager.making import DB, WEB, alert, config, labels, project

Programs = Callable[[str], Path]

MONDAY = datetime(2026, 8, 3, tzinfo=UTC)
INTERVALS = [
    TimeInterval("office", weekdays=["monday:friday"], times=["09:00-17:00"]),
    TimeInterval("nights", times=["00:00-06:00", "22:00-24:00"]),
    TimeInterval("weekend", weekdays=["saturday", "sunday"]),
]
ALERTS = [
    alert(name, severity, team=team, labels={"service": service})
    for (name, severity), team, service in product(
        [("Down", Severity.CRITICAL), ("Slow", Severity.WARNING)], [WEB, DB], ["api", "shop"]
    )
]
ALERTS = [
    one.replace(name=f"{one.name}{number}", team=one.team, severity=one.severity, labels=one.labels)
    for number, one in enumerate(ALERTS)
]


def told(found: Config, one: Alert, at: datetime | None = None) -> set[str]:
    """The receivers that are told of an alert, at a time."""
    notifications = found.route(labels(one), at=at).notifications
    return {one.receiver for one in notifications if one.muted_by is None} - {"nobody"}


def told_by_hand(made: Project, one: Alert, at: datetime) -> set[str]:
    """The same, as the documentation of Route says it: one after the other, and then the team."""
    names: set[str] = set()
    for route in made.routes:
        if not any(all_match(matchers, labels(one)) for matchers in matchers_of(made, route)):
            continue
        if route.during and not _holds(route.during, at):
            continue
        if route.outside and _holds(route.outside, at):
            continue
        names |= {route.name} if route.receivers else set()
        if not route.continue_:
            return names
    team = made.team_of(one)
    return names | ({team.name} if team else set())


def _holds(interval: TimeInterval, at: datetime) -> bool:
    office = at.weekday() < 5 and 9 <= at.hour < 17
    return {"office": office, "nights": not 6 <= at.hour < 22, "weekend": at.weekday() >= 5}[interval.name]


@st.composite
def routes(draw: st.DrawFn) -> list[Route]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        when = draw(st.sampled_from(["", "", "during", "outside"]))
        interval = draw(st.sampled_from(INTERVALS))
        found.append(
            Route(
                f"r{number}",
                alerts=draw(st.sampled_from([[], [], [ALERTS[0], ALERTS[5]]])),
                min_severity=draw(st.sampled_from([None, None, Severity.HIGH])),
                team=draw(st.sampled_from([[], [], [WEB], [DB]])),
                service=draw(st.sampled_from([[], [], ["api"]])),
                matchers=draw(st.sampled_from([[], [], ['service!="shop"'], ['team=~"w.*"']])),
                receivers=draw(st.sampled_from([[Email("a@b", sender="a@b", smarthost="m:25")], []])),
                continue_=draw(st.booleans()),
                during=interval if when == "during" else None,
                outside=interval if when == "outside" else None,
            )
        )
    return found


@settings(max_examples=100)
@given(routes(), st.lists(st.integers(0, 7 * 24 - 1), min_size=3, max_size=3))
def test_each_alert_reaches_whom_the_routes_say_at_that_time(routes: list[Route], hours: list[int]) -> None:
    made = project(alerts=ALERTS, routes=routes)
    found = config(alerts=ALERTS, routes=routes)
    for one, hour in product(ALERTS, hours):
        at = MONDAY + timedelta(hours=hour, minutes=30)
        assert told(found, one, at) == told_by_hand(made, one, at), (one.name, at)


def test_at_other_times_an_alert_goes_on_to_the_routes_behind() -> None:
    night = Route("night", outside=INTERVALS[0], receivers=[PagerDuty()])
    found = config(routes=[night])
    assert told(found, alert(), MONDAY + timedelta(hours=10)) == {"web"}
    assert told(found, alert(), MONDAY + timedelta(hours=20)) == {"night"}


def test_severities_that_are_read_alike_share_a_receiver() -> None:
    team = Team("web", receivers=[Slack(channel="#a"), PagerDuty(min_severity=Severity.CRITICAL)])
    warning = alert("Slow", Severity.WARNING)
    found = config(team=team, alerts=[alert(), warning])
    assert [one.name for one in found.receivers] == ["web", "web-critical"]
    high = {"alertname": "X", "severity": "high", "team": "web"}
    assert found.route(high).receivers == ("web",)


def test_a_channel_has_buttons_where_something_calls_for_an_action() -> None:
    def buttons(*alerts: Alert) -> list[str]:
        (receiver,) = config(alerts=alerts).receivers
        return [one.text for one in receiver.slack_configs[0].actions]

    slow = alert("Slow", Severity.WARNING, runbook="https://r")
    assert buttons(slow) == []
    assert buttons(slow, alert(runbook="https://r")) == ["Runbook", "Silence"]


def test_a_route_s_receivers_are_told_from_their_least_severity_on() -> None:
    pager = PagerDuty(min_severity=Severity.CRITICAL)
    mail = Email("a@b", sender="a@b", smarthost="m:25")
    slow = alert("Slow", Severity.WARNING)
    found = config(alerts=[alert(), slow], routes=[Route("all", receivers=[mail, pager])])
    assert told(found, slow) == {"all"}
    assert told(found, alert()) == {"all-critical"}


def test_a_route_that_can_take_nothing_is_written_all_the_same() -> None:
    info = alert("Info", Severity.INFO)
    never = Route("never", alerts=[info], min_severity=Severity.HIGH, receivers=[PagerDuty()])
    assert told(config(alerts=[info], routes=[never]), info) == {"web"}


def test_without_receivers_a_route_tells_nobody() -> None:
    found = config(routes=[Route("dev", environment="dev", receivers=[])])
    assert found.route(labels(alert(), environment="dev")).receivers == ("nobody",)


def test_two_receivers_of_one_name_are_found() -> None:
    routes = [Route("web", service="x", receivers=[PagerDuty()])]
    with pytest.raises(DeclarationError) as caught:
        config(routes=routes)
    assert caught.value.message == (
        "two receivers of Alertmanager would be called 'web': their names begin with those of teams, routes "
        f"and escalations. Rename one of these; the first is at {routes[0].source}."
    )
    assert caught.value.location == WEB.source


@pytest.mark.parametrize("behind", [False, True])
def test_a_route_may_be_called_as_the_team_whose_alerts_it_takes(behind: bool) -> None:
    """Nothing is left for the other of the two, which is then written in the same words."""
    route = Route("web", team=WEB, receivers=WEB.receivers, group_wait="0s")
    first = Route("first", severity=Severity.CRITICAL, receivers=[PagerDuty()])
    found = config(routes=[first, route] if behind else [route])
    (told,) = [one for one in found.receivers if one.name == "web"]
    assert ("#439fe0" in (told.slack_configs[0].color or "")) == behind  # nothing at all is left for it


SPLIT = [Slack(channel="#a"), PagerDuty(min_severity=Severity.HIGH)]


@pytest.mark.parametrize(
    ("ahead", "names"),
    [
        ([], ["last", "last-high", "web", "web-high"]),
        ([Route("bad", min_severity=Severity.HIGH, receivers=[])], ["last", "nobody", "web"]),
        (
            [Route("bad", severity=Severity.CRITICAL, receivers=[])],
            ["last", "last-high", "nobody", "web", "web-high"],
        ),
        (
            [Route("bad", min_severity=Severity.HIGH, team=Team("web"), receivers=[])],
            ["last", "last-high", "nobody", "web"],
        ),
        (
            [Route("bad", min_severity=Severity.HIGH, service="x", receivers=[])],
            ["last", "last-high", "nobody", "web", "web-high"],
        ),
        (
            [Route("bad", min_severity=Severity.HIGH, receivers=[], continue_=True)],
            ["last", "last-high", "nobody", "web", "web-high"],
        ),
        (
            [Route("bad", min_severity=Severity.HIGH, outside=INTERVALS[0], receivers=[PagerDuty()])],
            ["bad", "last", "last-high", "web", "web-high"],
        ),
    ],
    ids=["none", "all", "some", "of the team", "of a service", "passed on", "at times"],
)
def test_a_receiver_is_not_divided_for_what_an_earlier_route_has_taken(
    ahead: list[Route], names: list[str]
) -> None:
    team = Team("web", receivers=SPLIT)
    last = Route("last", service="y", receivers=SPLIT)
    found = config(team=team, routes=[*ahead, last])
    assert sorted(one.name for one in found.receivers) == names


@pytest.mark.parametrize(
    ("repeat", "interval"), [("5s", "1s"), ("5m", "30s"), ("30m", "3m"), ("49m", "294s"), ("50m", "5m")]
)
def test_the_last_level_is_looked_at_often_enough_to_repeat_as_declared(repeat: str, interval: str) -> None:
    paging = SLOW.replace(repeat=repeat)
    found = config(alerts=[alert(escalation=paging)])
    level = labels(alert(), escalation="2", escalation_policy="slow")
    (told,) = found.route(level).notifications
    assert (told.group_interval, told.repeat_interval) == (interval, repeat)


class TestSuppression:
    """To suppress similar alerts for five minutes is the interval of their group."""

    def test_similar_alerts_are_told_five_minutes_later_at_the_earliest(self) -> None:
        payments = Route("payments", service="pay", receivers=[PagerDuty()], group_interval="5m")
        (told,) = config(routes=[payments]).route(labels(alert(), service="pay")).notifications
        assert (told.group_by, told.group_interval) == (("alertname", "severity", "target"), "5m")


SLOW = Escalation(
    "slow",
    levels=[
        Level("5m", owner="the team", receivers=[Slack(channel="#loud")]),
        Level(
            "1h",
            owner="the manager",
            receivers=[PagerDuty(min_severity=Severity.CRITICAL), Slack(channel="#b")],
        ),
    ],
    min_severity=Severity.HIGH,
    repeat="2m",
)


class TestLevels:
    """Each level of an escalation goes to its own receivers, and to nobody else."""

    TEAM = Team("web", receivers=[Slack(channel="#web")], escalation=SLOW)
    HIGH = alert("High", Severity.HIGH)

    def config(self, **more: Any) -> Config:
        return config(team=self.TEAM, alerts=[alert(), self.HIGH], **more)

    def level(self, one: Alert, number: int) -> dict[str, str]:
        return labels(one, escalation=str(number), escalation_policy="slow")

    def test_a_level_is_told_by_its_receivers_alone(self) -> None:
        found = self.config(routes=[Route("every", receivers=[PagerDuty()], continue_=True)])
        assert found.route(self.level(alert(), 1)).receivers == ("slow-level-1",)
        assert found.route(self.level(alert(), 2)).receivers == ("slow-level-2-critical",)
        assert found.route(self.level(self.HIGH, 2)).receivers == ("slow-level-2",)
        assert found.route(labels(alert())).receivers == ("every", "web")

    def test_it_does_not_wait_for_others(self) -> None:
        (told,) = self.config().route(self.level(alert(), 1)).notifications
        assert told.group_wait == "1s"

    def test_the_last_is_told_again_until_it_is_over(self) -> None:
        found = self.config()
        (first,) = found.route(self.level(alert(), 1)).notifications
        (last,) = found.route(self.level(alert(), 2)).notifications
        assert (first.group_interval, first.repeat_interval) == ("5m", "4h")
        assert (last.group_interval, last.repeat_interval) == ("12s", "2m")

    def test_what_hides_an_alert_hides_its_levels(self) -> None:
        found = self.config(inhibitions=[Inhibition(sources=[self.HIGH], targets=[alert()], equal=["team"])])
        asked = self.level(alert(), 1)
        assert found.route(asked, firing=[labels(self.HIGH)]).inhibited_by
        assert not found.route(asked, firing=[labels(alert())]).inhibited_by

    def test_what_nobody_escalates_by_is_not_written(self) -> None:
        info = config(team=self.TEAM, alerts=[alert("Info", Severity.INFO)])
        assert [one.name for one in info.receivers] == ["web"]

    def test_what_is_not_a_level_of_ours_is_told_as_anything_else(self) -> None:
        found = self.config()
        assert found.route(labels(alert(), escalation="1", escalation_policy="x")).receivers == ("web",)


@pytest.mark.parametrize("release", ["old", "new"])
def test_amtool_takes_the_tree_and_walks_it_alike(programs: Programs, tmp_path: Path, release: str) -> None:
    office = INTERVALS[0].replace(name="office", location="Europe/Paris")
    made: dict[str, Any] = {
        "repository": "o/r",
        "team": WEB,
        "alerts": [ALERTS[0].replace(escalation=SLOW), *ALERTS[1:]],
        "routes": [
            Route("db-night", team=DB, outside=office, receivers=[PagerDuty()]),
            Route(
                "api", service=["api"], min_severity=Severity.HIGH, receivers=[PagerDuty()], continue_=True
            ),
            Route(
                "two", alerts=[ALERTS[1], ALERTS[6]], receivers=[Email("a@b", sender="a@b", smarthost="m:25")]
            ),
        ],
        "dispatch": Direct(token_file="/t") if release == "new" else (),
    }
    found = config(**made)
    path = tmp_path / "alertmanager.yml"
    path.write_text(emit(path.name, found, "p.py"), encoding="utf-8")
    amtool = programs(f"amtool-{release}")
    subprocess.run([amtool, "check-config", path], check=True, capture_output=True)
    asked = [labels(one, target="x") for one in ALERTS]
    asked += [{**one, "escalation": "2", "escalation_policy": "slow"} for one in asked]
    for one in asked:
        arguments = [f"{name}={value}" for name, value in one.items()]
        done = subprocess.run(
            [amtool, "config", "routes", "test", f"--config.file={path}", *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        assert tuple(done.stdout.strip().split(",")) == found.route(one).receivers
