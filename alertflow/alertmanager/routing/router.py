"""Answers what a configuration does with alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from alertflow.alertmanager.intervals import TimeInterval
from alertflow.alertmanager.routes import ALL_LABELS, InhibitRule, Route
from alertflow.alertmanager.routing.inhibition import Inhibition
from alertflow.alertmanager.routing.routed import Group, Muted, Notification, Routed
from alertflow.alertmanager.routing.tree import Node

Labels = Mapping[str, str]


class Router:
    """The routes, inhibitions and time intervals of one configuration."""

    def __init__(
        self, root: Route, rules: Sequence[InhibitRule] = (), intervals: Iterable[TimeInterval] = ()
    ) -> None:
        self.root = Node(root)
        self._rules = rules
        self._intervals = {interval.name: interval for interval in intervals}

    def routed(
        self, alerts: Iterable[Labels], at: datetime | None, firing: Iterable[Labels]
    ) -> Iterator[Routed]:
        """What becomes of each of `alerts` at the time `at` while `firing` fire, too."""
        inhibition = Inhibition(self._rules, firing)
        muted: dict[tuple[int, ...], Muted | None] = {}
        for alert in alerts:
            labels = _labels(alert)
            notifications = []
            for node in self.root.takers(labels):
                if node.path not in muted:
                    muted[node.path] = self._muted(node.route, at)
                notifications.append(_notification(node, labels, muted[node.path]))
            yield Routed(tuple(notifications), tuple(inhibition.of(labels)))

    def groups(self, alerts: Iterable[Labels]) -> tuple[Group, ...]:
        """Which of `alerts` are told together: by route, in the order of the tree, then as they come."""
        members: dict[tuple[int, ...], dict[frozenset[tuple[str, str]], list[Labels]]] = {}
        for alert in alerts:
            labels = _labels(alert)
            for node in self.root.takers(labels):
                key = frozenset(_group_labels(node.group_by, labels).items())
                members.setdefault(node.path, {}).setdefault(key, []).append(alert)
        return tuple(
            [
                Group(node.receiver, node.route, node.path, dict(sorted(key)), tuple(together))
                for node in self.root.every()
                for key, together in members.get(node.path, {}).items()
            ]
        )

    def _muted(self, route: Route, at: datetime | None) -> Muted | None:
        """Why `route` tells nothing at `at`, as far as the intervals that it names are defined."""
        if at is None:
            return None
        active = tuple(route.active_time_intervals)
        if active and not self._hold(active, at):
            return Muted("active_time_intervals", active)
        held = self._hold(route.mute_time_intervals, at)
        return Muted("mute_time_intervals", held) if held else None

    def _hold(self, names: Iterable[str], at: datetime) -> tuple[str, ...]:
        return tuple([name for name in names if name in self._intervals and self._intervals[name].holds(at)])


def _labels(alert: Labels) -> Labels:
    """`alert` as Alertmanager takes it: a label that is empty is none."""
    return alert if all(alert.values()) else {name: value for name, value in alert.items() if value}


def _group_labels(group_by: tuple[str, ...], labels: Labels) -> Labels:
    if group_by == (ALL_LABELS,):
        return labels
    return {name: labels[name] for name in group_by if name in labels}


def _notification(node: Node, labels: Labels, muted: Muted | None) -> Notification:
    return Notification(
        node.receiver,
        node.route,
        node.path,
        node.group_by,
        _group_labels(node.group_by, labels),
        node.group_wait,
        node.group_interval,
        node.repeat_interval,
        muted,
    )


__all__ = ["Router"]
