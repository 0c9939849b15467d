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
        "receivers[1]",
        "the name 'nobody' is taken: receivers[0] has it.",
    ),
    (
        Config(route=Route(receiver="nobody"), receivers=NOBODY, time_intervals=[NIGHT, NIGHT]),
        "time_intervals[1]",
        "the name 'night' is taken: time_intervals[0] has it.",
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
    (_below(Route(group_by=["a", "a"])), "route.routes[1]", "group_by names 'a' twice."),
]


@pytest.mark.parametrize(("config", "path", "reason"), REFUSED)
def test_what_amtool_refuses_is_refused_with_path_and_reason(
    tmp_path: Path, config: Config, path: str, reason: str, amtool_new: Amtool
) -> None:
    assert [(one.path, one.reason) for one in refusals(config)] == [(path, reason)]
    file = tmp_path / "alertmanager.yml"
    file.write_text(dump(config.to_data()), encoding="utf-8")
    assert amtool_new("check-config", file).returncode != 0


def test_what_amtool_takes_is_not_refused(tmp_path: Path, amtool_new: Amtool) -> None:
    config = _below(Route(receiver="nobody", active_time_intervals=["night"], group_by=["..."]))
    assert refusals(config) == []
    file = tmp_path / "alertmanager.yml"
    file.write_text(dump(config.to_data()), encoding="utf-8")
    assert amtool_new("check-config", file).returncode == 0


BEGIN = "route: {receiver: a}\nreceivers:\n  - name: a\n"


@pytest.mark.parametrize(
    ("inside", "reasons"),
    [
        ("email_configs: [{to: x}]", ["smarthost, or smtp_smarthost", "from, or smtp_from"]),
        ("jira_configs: [{project: x, issue_type: y}]", ["api_url, or jira_api_url"]),
        ("mattermost_configs: [{}]", ["webhook_url_file, or mattermost_webhook_url_file"]),
        ("opsgenie_configs: [{}]", ["api_key_file, or opsgenie_api_key_file"]),
        (
            "rocketchat_configs: [{}]",
            ["token_id_file, or rocketchat_token_id_file", "token_file, or rocketchat_token_file"],
        ),
        ("slack_configs: [{}]", ["api_url_file, or slack_api_url_file"]),
        ("telegram_configs: [{chat_id: 1}]", ["bot_token_file, or telegram_bot_token_file"]),
        ("victorops_configs: [{routing_key: x}]", ["api_key_file, or victorops_api_key_file"]),
        (
            "wechat_configs: [{}]",
            ["api_secret_file, or wechat_api_secret_file", "corp_id, or wechat_api_corp_id"],
        ),
    ],
)
def test_what_stands_neither_here_nor_in_global_is_told(
    tmp_path: Path, inside: str, reasons: list[str], amtool_new: Amtool
) -> None:
    key = inside.partition(":")[0]
    text = f"{BEGIN}    {inside}\n"
    assert [(one.path, one.reason, str(one.location)) for one in refusals(Config.parse(text, "a.yml"))] == [
        (f"receivers[0].{key}[0]", f"needs {reason} in global.", f"a.yml:4:{len(key) + 8}")
        for reason in reasons
    ]
    file = tmp_path / "alertmanager.yml"
    file.write_text(text, encoding="utf-8")
    assert amtool_new("check-config", file).returncode != 0
    given = ", ".join(f"{reason.rpartition(' ')[2]}: '{_value(reason)}'" for reason in reasons)
    file.write_text(f"global: {{{given}}}\n{BEGIN}    {inside}\n", encoding="utf-8")
    assert refusals(Config.parse(file.read_text("utf-8"))) == []
    assert amtool_new("check-config", file).returncode == 0


def _value(reason: str) -> str:
    return "example.org:25" if "smarthost" in reason else "https://example.org/"


def test_refusals_have_their_places() -> None:
    text = """\
route:
  receiver: a
  continue: true
  routes:
    - receiver: b
      group_by: [x, x]
      mute_time_intervals: [day, night]
receivers:
  - name: a
  - name: a
mute_time_intervals:
  - name: day
time_intervals:
  - name: day
"""
    assert [f"{one.location}: {one.path}: {one.reason}" for one in refusals(Config.parse(text, "a.yml"))] == [
        "a.yml:10:11: receivers[1]: the name 'a' is taken: receivers[0] has it.",
        "a.yml:14:11: time_intervals[0]: the name 'day' is taken: mute_time_intervals[0] has it.",
        "a.yml:3:13: route: the root route says continue, but nothing comes behind it.",
        "a.yml:5:17: route.routes[0]: receiver 'b' is not defined. Known: a.",
        "a.yml:7:34: route.routes[0]: time interval 'night' is not defined. Known: day.",
        "a.yml:6:21: route.routes[0]: group_by names 'x' twice.",
    ]
