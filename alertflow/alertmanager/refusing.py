"""What makes Alertmanager refuse a configuration as a whole, beyond the shape of its parts.

Source: `Config.UnmarshalYAML` in config/config.go; `amtool check-config` agrees in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from alertflow.alertmanager.config import Config
from alertflow.alertmanager.intervals import TimeInterval
from alertflow.alertmanager.receivers.receiver import Receiver
from alertflow.alertmanager.routes import ALL_LABELS, Route
from alertflow.declared import Location, suggestion


class Refusal(NamedTuple):
    """A reason for which Alertmanager does not load the configuration, and the path and place of what is
    wrong.
    """

    path: str
    reason: str
    location: Location | None = None


class _Need(NamedTuple):
    """What an integration must have: one of `fields`, or one of those in Global."""

    fields: tuple[str, ...]
    in_global: tuple[str, ...]


_NEEDS: Mapping[str, tuple[_Need, ...]] = {
    "email_configs": (
        _Need(("smarthost",), ("smtp_smarthost",)),
        _Need(("from_",), ("smtp_from",)),
    ),
    "jira_configs": (_Need(("api_url",), ("jira_api_url",)),),
    "mattermost_configs": (
        _Need(("webhook_url_file", "webhook_url"), ("mattermost_webhook_url_file", "mattermost_webhook_url")),
    ),
    "opsgenie_configs": (_Need(("api_key_file", "api_key"), ("opsgenie_api_key_file", "opsgenie_api_key")),),
    "rocketchat_configs": (
        _Need(("token_id_file", "token_id"), ("rocketchat_token_id_file", "rocketchat_token_id")),
        _Need(("token_file", "token"), ("rocketchat_token_file", "rocketchat_token")),
    ),
    "slack_configs": (
        _Need(
            ("api_url_file", "api_url", "app_token_file", "app_token"),
            ("slack_api_url_file", "slack_api_url", "slack_app_token_file", "slack_app_token"),
        ),
    ),
    "telegram_configs": (
        _Need(("bot_token_file", "bot_token"), ("telegram_bot_token_file", "telegram_bot_token")),
    ),
    "victorops_configs": (
        _Need(("api_key_file", "api_key"), ("victorops_api_key_file", "victorops_api_key")),
    ),
    "wechat_configs": (
        _Need(("api_secret_file", "api_secret"), ("wechat_api_secret_file", "wechat_api_secret")),
        _Need(("corp_id",), ("wechat_api_corp_id",)),
    ),
}


def refusals(config: Config) -> list[Refusal]:
    """Why Alertmanager would refuse `config`: empty, if it would not."""
    receivers = {receiver.name for receiver in config.receivers}
    intervals = {interval.name for interval in config.every_time_interval}
    return [
        *_twice(_placed("receivers", config.receivers)),
        *_of_receivers(config),
        *_twice(
            [
                *_placed("mute_time_intervals", config.mute_time_intervals),
                *_placed("time_intervals", config.time_intervals),
            ]
        ),
        *_of_root(config.root),
        *_of_route(config.root, "route", receivers, intervals),
    ]


_Named = tuple[str, Receiver | TimeInterval]


def _placed(key: str, items: Iterable[Receiver | TimeInterval]) -> list[_Named]:
    return [(f"{key}[{number}]", one) for number, one in enumerate(items)]


def _twice(named: Iterable[_Named]) -> Iterator[Refusal]:
    """A refusal at each that has the name of an earlier one."""
    seen: dict[str, str] = {}
    for path, one in named:
        before = seen.setdefault(one.name, path)
        if before != path:
            reason = f"the name '{one.name}' is taken: {before} has it."
            yield Refusal(path, reason, one.place("name"))


def _of_receivers(config: Config) -> Iterator[Refusal]:
    """What receivers need and neither they nor Global have."""
    for number, receiver in enumerate(config.receivers):
        for field, needs in _NEEDS.items():
            for index, integration in enumerate(getattr(receiver, field)):
                for need in needs:
                    if any(getattr(integration, one) for one in need.fields):
                        continue
                    if any(getattr(config.global_, one, None) for one in need.in_global):
                        continue
                    reason = f"needs {need.fields[0].rstrip('_')}, or {need.in_global[0]} in global."
                    yield Refusal(f"receivers[{number}].{field}[{index}]", reason, integration.source)


def _of_root(root: Route) -> Iterator[Refusal]:
    if not root.receiver:
        yield Refusal("route", "the root route has no receiver.", root.place("receiver"))
    for field in ("matchers", "match", "match_re"):
        if getattr(root, field):
            reason = f"the root route has {field}, but must take every alert."
            yield Refusal("route", reason, root.place(field))
    if root.continue_:
        reason = "the root route says continue, but nothing comes behind it."
        yield Refusal("route", reason, root.place("continue_"))
    for field in ("mute_time_intervals", "active_time_intervals"):
        if getattr(root, field):
            reason = "the root route has time intervals; give them to a route below it."
            yield Refusal("route", reason, root.place(field))


def _of_route(route: Route, path: str, receivers: set[str], intervals: set[str]) -> Iterator[Refusal]:
    if route.receiver and route.receiver not in receivers:
        reason = f"receiver '{route.receiver}' is not defined. {suggestion(route.receiver, receivers)}"
        yield Refusal(path, reason, route.place("receiver"))
    for field in ("mute_time_intervals", "active_time_intervals"):
        for number, name in enumerate(getattr(route, field)):
            if name not in intervals:
                reason = f"time interval '{name}' is not defined. {suggestion(name, intervals)}"
                yield Refusal(path, reason, route.place_of(field, number))
    yield from _of_grouping(route, path)
    for number, child in enumerate(route.routes):
        yield from _of_route(child, f"{path}.routes[{number}]", receivers, intervals)


def _of_grouping(route: Route, path: str) -> Iterator[Refusal]:
    labels = [label for label in route.group_by if label != ALL_LABELS]
    if labels and len(labels) < len(route.group_by):
        reason = f"group_by has '{ALL_LABELS}' and labels; it stands for all of them."
        yield Refusal(path, reason, route.place("group_by"))
    for number, label in enumerate(route.group_by):
        if label != ALL_LABELS and label in route.group_by[:number]:
            reason = f"group_by names '{label}' twice."
            yield Refusal(path, reason, route.place_of("group_by", number))


__all__ = ["Refusal", "refusals"]
