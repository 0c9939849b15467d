"""What a configuration does with an alert: where it goes, in which group, what mutes and what inhibits it."""

from datetime import UTC, datetime

import pytest

from alertflow.alertmanager import (
    Config,
    InhibitRule,
    Muted,
    Receiver,
    Route,
    TimeInterval,
    TimeRange,
    TimeSpan,
    matcher,
)

TREE = Route(
    receiver="default",
    group_by=["alertname"],
    group_wait="10s",
    routes=[
        Route(
            receiver="github", matchers=[matcher('alertname=~"Down|Slow"')], continue_=True, group_wait="0s"
        ),
        Route(
            receiver="platform",
            matchers=[matcher('team="platform"')],
            group_by=["alertname", "pod"],
            routes=[
                Route(receiver="pager", matchers=[matcher('severity="critical"')], repeat_interval="1h"),
                Route(matchers=[matcher('severity="info"')], group_interval="1h", group_by=["..."]),
            ],
        ),
        Route(receiver="late", matchers=[matcher('team!=""')]),
        Route(receiver="old", match={"service": "db"}, match_re={"env": "prod|stage"}),
    ],
)


def _config(root: Route, **more: object) -> Config:
    names = ["default", "github", "platform", "pager", "late", "old"]
    return Config(route=root, receivers=[Receiver(name) for name in names], **more)  # type: ignore[arg-type]  # `more` is any further field


CONFIG = _config(TREE)


@pytest.mark.parametrize(
    ("labels", "receivers"),
    [
        ({"alertname": "Other"}, ("default",)),
        ({"alertname": "Down"}, ("github",)),
        ({"alertname": "Down", "team": "platform"}, ("github", "platform")),
        ({"alertname": "Down", "team": "platform", "severity": "critical"}, ("github", "pager")),
        ({"alertname": "Other", "team": "platform", "severity": "info"}, ("platform",)),
        ({"alertname": "Other", "team": "web"}, ("late",)),
        ({"service": "db", "env": "prod"}, ("old",)),
        ({"service": "db", "env": "production"}, ("default",)),
        ({"team": ""}, ("default",)),
        ({}, ("default",)),
    ],
)
def test_the_first_child_takes_an_alert_and_those_behind_it_only_after_continue(
    labels: dict[str, str], receivers: tuple[str, ...]
) -> None:
    assert CONFIG.route(labels).receivers == receivers


def test_a_route_has_from_its_parent_what_it_does_not_say() -> None:
    (pager,) = CONFIG.route({"alertname": "X", "team": "platform", "severity": "critical"}).notifications
    assert pager.route is TREE.routes[1].routes[0]
    assert pager.path == (1, 0)
    assert pager.group_by == ("alertname", "pod")
    assert (pager.group_wait, pager.group_interval, pager.repeat_interval) == ("10s", "5m", "1h")
    (info,) = CONFIG.route({"alertname": "X", "team": "platform", "severity": "info"}).notifications
    assert (info.receiver, info.group_wait, info.group_interval) == ("platform", "10s", "1h")
    (root,) = Config(route=Route(), receivers=[]).route({}).notifications
    assert root[2:] == ((), (), {}, "30s", "5m", "4h", None)


def test_a_group_is_known_by_the_labels_that_the_route_groups_by_and_the_alert_has() -> None:
    alert = {"alertname": "X", "team": "platform", "pod": "a", "zone": ""}
    (platform,) = CONFIG.route(alert).notifications
    assert platform.group_labels == {"alertname": "X", "pod": "a"}
    (info,) = CONFIG.route(alert | {"severity": "info"}).notifications
    assert info.group_labels == {"alertname": "X", "team": "platform", "pod": "a", "severity": "info"}


def test_alerts_of_one_route_with_the_same_group_labels_are_told_together() -> None:
    one, two, three = (
        {"alertname": "X", "team": "platform", "pod": pod, "node": node}
        for pod, node in [("a", "1"), ("a", "2"), ("b", "1")]
    )
    first, second = CONFIG.groups([one, two, three])
    assert (first.receiver, first.path, first.labels) == ("platform", (1,), {"alertname": "X", "pod": "a"})
    assert first.alerts == (one, two)
    assert second.alerts == (three,)
    down = {"alertname": "Down", "team": "web"}
    assert [group.receiver for group in CONFIG.groups([one, down])] == ["github", "platform", "late"]


def test_an_empty_list_in_a_file_groups_everything_together() -> None:
    text = (
        "route: {receiver: a, group_by: [x], routes: [{receiver: a, group_by: []}]}\nreceivers: [{name: a}]"
    )
    (inner,) = Config.parse(text).route({"x": "1"}).notifications
    assert inner.group_by == ()
    (plain,) = Config.parse(text.replace("[]", "null")).route({"x": "1"}).notifications
    assert plain.group_by == ("x",)


NIGHT = TimeInterval(
    "night", time_intervals=[TimeSpan(times=[TimeRange("00:00", "06:00"), TimeRange("22:00", "24:00")])]
)
OFFICE = TimeInterval("office", time_intervals=[TimeSpan(times=[TimeRange("09:00", "17:00")])])
WEEKEND = TimeInterval("weekend", time_intervals=[TimeSpan(weekdays=["saturday", "sunday"])])


@pytest.mark.parametrize(
    ("at", "muted"),
    [
        ("2026-08-05 08:00", None),
        ("2026-08-05 23:00", Muted("mute_time_intervals", ("night",))),
        ("2026-08-08 23:00", Muted("mute_time_intervals", ("night", "weekend"))),
        ("2026-08-08 12:00", Muted("mute_time_intervals", ("weekend",))),
    ],
)
def test_a_route_is_muted_while_one_of_its_intervals_holds(at: str, muted: Muted | None) -> None:
    root = Route(receiver="default", routes=[Route(mute_time_intervals=["night", "weekend"])])
    config = _config(root, time_intervals=[NIGHT, OFFICE], mute_time_intervals=[WEEKEND])
    time = datetime.fromisoformat(at).replace(tzinfo=UTC)
    (notification,) = config.route({}, time).notifications
    assert notification.muted_by == muted
    assert config.route({}).notifications[0].muted_by is None


@pytest.mark.parametrize(
    ("at", "muted"),
    [
        ("2026-08-05 12:00", None),
        ("2026-08-08 23:00", Muted("mute_time_intervals", ("night",))),
        ("2026-08-05 08:00", Muted("active_time_intervals", ("office", "weekend"))),
        ("2026-08-05 23:00", Muted("active_time_intervals", ("office", "weekend"))),
    ],
)
def test_a_route_is_muted_while_none_of_its_active_intervals_holds(at: str, muted: Muted | None) -> None:
    root = Route(
        receiver="default",
        routes=[Route(active_time_intervals=["office", "weekend"], mute_time_intervals=["night"])],
    )
    config = _config(root, time_intervals=[NIGHT, OFFICE, WEEKEND])
    (notification,) = config.route({}, datetime.fromisoformat(at).replace(tzinfo=UTC)).notifications
    assert notification.muted_by == muted


def test_time_intervals_are_not_inherited() -> None:
    inner = Route(receiver="pager", matchers=[matcher("a=b")])
    root = Route(receiver="default", routes=[Route(mute_time_intervals=["night"], routes=[inner])])
    config = _config(root, time_intervals=[NIGHT])
    at = datetime(2026, 8, 5, 23, tzinfo=UTC)
    assert config.route({}, at).notifications[0].muted_by is not None
    assert config.route({"a": "b"}, at).notifications[0].muted_by is None


NODE_DOWN = InhibitRule(
    name="a node takes its pods with it",
    source_matchers=[matcher('alertname="NodeDown"')],
    target_matchers=[matcher('severity="warning"')],
    equal=["node", "zone"],
)
BY_SEVERITY = InhibitRule(
    source_match={"severity": "critical"}, target_match_re={"severity": "warning|info"}, equal=["alertname"]
)
INHIBITED = _config(Route(receiver="default"), inhibit_rules=[NODE_DOWN, BY_SEVERITY])


def test_an_alert_is_inhibited_by_sources_whose_equal_labels_are_equal() -> None:
    pod = {"alertname": "PodDown", "severity": "warning", "node": "a"}
    sources = [
        {"alertname": "NodeDown", "node": "a", "zone": ""},
        {"alertname": "NodeDown", "node": "b"},
        {"alertname": "PodDown", "severity": "critical"},
    ]
    found = INHIBITED.route(pod, firing=[pod, *sources]).inhibited_by
    assert [(one.number, one.rule, one.sources) for one in found] == [
        (0, NODE_DOWN, (sources[0],)),
        (1, BY_SEVERITY, (sources[2],)),
    ]
    assert found[0].rule.source is not None
    assert INHIBITED.route(pod | {"zone": "x"}, firing=sources[:2]).inhibited_by == ()


def test_missing_labels_are_equal() -> None:
    pod, node = {"alertname": "PodDown", "severity": "warning"}, {"alertname": "NodeDown"}
    assert INHIBITED.route(pod, firing=[node]).inhibited_by


def test_an_alert_inhibits_neither_itself_nor_its_like() -> None:
    rule = InhibitRule(
        source_matchers=[matcher("severity=~warning|critical")], target_matchers=[matcher("severity=warning")]
    )
    config = _config(Route(receiver="default"), inhibit_rules=[rule])
    one, other = {"severity": "warning", "n": "1"}, {"severity": "warning", "n": "2"}
    critical = {"severity": "critical"}
    assert config.route(one, firing=[one, other]).inhibited_by == ()
    assert config.route(one, firing=[one, other, critical]).inhibited_by[0].sources == (critical,)


def test_the_answers_for_many_are_those_for_each() -> None:
    alerts = [
        {"alertname": name, "severity": one} for name in "ab" for one in ("critical", "warning", "info")
    ]
    at = datetime(2026, 8, 5, tzinfo=UTC)
    assert INHIBITED.route_all(alerts, at, alerts) == tuple(
        INHIBITED.route(one, at, alerts) for one in alerts
    )
