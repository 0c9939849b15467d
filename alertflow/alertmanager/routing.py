"""Where Alertmanager sends an alert: the route tree, walked as the dispatcher walks it.

Source: `Route.Match` in dispatch/route.go; `amtool config routes test` agrees in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alertflow.alertmanager.matchers import all_match
from alertflow.alertmanager.routes import GROUP_INTERVAL, GROUP_WAIT, REPEAT_INTERVAL, Route


class Matched(NamedTuple):
    """A route that takes an alert, with what it inherits. `path` leads to it from the root, by index."""

    route: Route
    path: tuple[int, ...]
    receiver: str
    group_by: tuple[str, ...]
    group_wait: str
    group_interval: str
    repeat_interval: str


def walk(root: Route, labels: Mapping[str, str]) -> list[Matched]:
    """The routes below `root` that take an alert with `labels`, in the order they notify.

    The first child that matches takes the alert, the next one too if it says `continue`; where no child does,
    the node itself. `root` takes every alert. A receiver that nobody names is ''.
    """
    return _taken(_inherited(None, root, ()), labels)


def _taken(node: Matched, labels: Mapping[str, str]) -> list[Matched]:
    taken: list[Matched] = []
    for number, child in enumerate(node.route.routes):
        if not all_match(child.matchers, labels):
            continue
        taken += _taken(_inherited(node, child, (*node.path, number)), labels)
        if not child.continue_:
            break
    return taken or [node]


def _inherited(parent: Matched | None, route: Route, path: tuple[int, ...]) -> Matched:
    return Matched(
        route,
        path,
        route.receiver or (parent.receiver if parent else ""),
        tuple(route.group_by) or (parent.group_by if parent else ()),
        route.group_wait or (parent.group_wait if parent else GROUP_WAIT),
        route.group_interval or (parent.group_interval if parent else GROUP_INTERVAL),
        route.repeat_interval or (parent.repeat_interval if parent else REPEAT_INTERVAL),
    )


__all__ = ["Matched", "walk"]
