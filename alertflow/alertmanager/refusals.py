"""What makes Alertmanager refuse a configuration as a whole, beyond the shape of its parts.

Source: `Config.UnmarshalYAML` in config/config.go; `amtool check-config` agrees in the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from alertflow.alertmanager.config import Config
from alertflow.alertmanager.routes import ALL_LABELS, Route
from alertflow.declared import suggestion


class Refusal(NamedTuple):
    """A reason for which Alertmanager does not load the configuration, and the path of what is wrong."""

    path: str
    reason: str


def refusals(config: Config) -> list[Refusal]:
    """Why Alertmanager would refuse `config`: empty, if it would not."""
    intervals = [interval.name for interval in config.time_intervals]
    for key in ("mute_time_intervals", "time_intervals"):
        intervals += [interval["name"] for interval in config.extra.get(key, ())]
    receivers = [receiver.name for receiver in config.receivers]
    return [
        *_twice("receivers", receivers),
        *_twice("time_intervals", intervals),
        *_of_root(config.route),
        *_of_route(config.route, "route", set(receivers), set(intervals)),
    ]


def _twice(path: str, names: Iterable[str]) -> Iterator[Refusal]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Refusal(path, f"'{name}' is defined {count} times.")


def _of_root(root: Route) -> Iterator[Refusal]:
    if not root.receiver:
        yield Refusal("route", "the root route has no receiver.")
    if root.matchers:
        yield Refusal("route", "the root route has matchers, but must take every alert.")
    if root.continue_:
        yield Refusal("route", "the root route says continue, but nothing comes behind it.")
    if root.mute_time_intervals or root.active_time_intervals:
        yield Refusal("route", "the root route has time intervals; give them to a route below it.")


def _of_route(route: Route, path: str, receivers: set[str], intervals: set[str]) -> Iterator[Refusal]:
    if route.receiver and route.receiver not in receivers:
        yield Refusal(
            path, f"receiver '{route.receiver}' is not defined. {suggestion(route.receiver, receivers)}"
        )
    for name in (*route.mute_time_intervals, *route.active_time_intervals):
        if name not in intervals:
            yield Refusal(path, f"time interval '{name}' is not defined. {suggestion(name, intervals)}")
    if ALL_LABELS in route.group_by and len(route.group_by) > 1:
        yield Refusal(path, f"group_by has '{ALL_LABELS}' and labels; it stands for all of them.")
    for label, count in Counter(route.group_by).items():
        if count > 1:
            yield Refusal(path, f"group_by names '{label}' {count} times.")
    for number, child in enumerate(route.routes):
        yield from _of_route(child, f"{path}.routes[{number}]", receivers, intervals)


__all__ = ["Refusal", "refusals"]
