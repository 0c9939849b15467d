"""Why Alertmanager would not load a configuration, and that amtool is of the same opinion."""

from pathlib import Path

import pytest

from alertflow.alertmanager import Config, Matcher, Receiver, Route, TimeInterval, TimeSpan, refusals
from alertflow.yaml import dump
from tests.alertmanager.conftest import Amtool

NOBODY = [Receiver("nobody")]
NIGHT = TimeInterval("night", time_intervals=[TimeSpan(weekdays=["sunday"])])


def _below(route: Route) -> Config:
    return Config(
        route=Route(receiver="nobody", routes=[Route(), route]), receivers=NOBODY, time_intervals=[NIGHT]
    )


REFUSED = [
    (Config(route=Route(), receivers=NOBODY), "route", "the root route has no receiver."),
    (
        Config(route=Route(receiver="nobdy"), receivers=NOBODY),
        "route",
        "receiver 'nobdy' is not defined. Did you mean 'nobody'?",
    ),
    (
        Config(route=Route(receiver="nobody", matchers=[Matcher("a", "=", "b")]), receivers=NOBODY),
        "route",
        "the root route has matchers, but must take every alert.",
    ),
    (
        Config(route=Route(receiver="nobody", continue_=True), receivers=NOBODY),
        "route",
        "the root route says continue, but nothing comes behind it.",
    ),
    (
        Config(
            route=Route(receiver="nobody", mute_time_intervals=["night"]),
            receivers=NOBODY,
            time_intervals=[NIGHT],
        ),
        "route",
        "the root route has time intervals; give them to a route below it.",
    ),
    (
        Config(route=Route(receiver="nobody"), receivers=NOBODY * 2),
        "receivers",
        "'nobody' is defined 2 times.",
    ),
    (
        Config(route=Route(receiver="nobody"), receivers=NOBODY, time_intervals=[NIGHT, NIGHT]),
        "time_intervals",
        "'night' is defined 2 times.",
    ),
    (_below(Route(receiver="pager")), "route.routes[1]", "receiver 'pager' is not defined. Known: nobody."),
    (
        _below(Route(mute_time_intervals=["nigth"])),
        "route.routes[1]",
        "time interval 'nigth' is not defined. Did you mean 'night'?",
    ),
    (
        _below(Route(group_by=["...", "a"])),
        "route.routes[1]",
        "group_by has '...' and labels; it stands for all of them.",
    ),
    (_below(Route(group_by=["a", "a"])), "route.routes[1]", "group_by names 'a' 2 times."),
]


@pytest.mark.parametrize(("config", "path", "reason"), REFUSED)
def test_what_amtool_refuses_is_refused_with_path_and_reason(
    tmp_path: Path, config: Config, path: str, reason: str, amtool_new: Amtool
) -> None:
    assert refusals(config) == [(path, reason)]
    file = tmp_path / "alertmanager.yml"
    file.write_text(dump(config.to_data()), encoding="utf-8")
    assert amtool_new("check-config", file).returncode != 0


def test_what_amtool_takes_is_not_refused(tmp_path: Path, amtool_new: Amtool) -> None:
    config = _below(Route(receiver="nobody", active_time_intervals=["night"], group_by=["..."]))
    assert refusals(config) == []
    file = tmp_path / "alertmanager.yml"
    file.write_text(dump(config.to_data()), encoding="utf-8")
    assert amtool_new("check-config", file).returncode == 0
