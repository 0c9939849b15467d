"""Who is told of an alert, as far as its rule says its labels, and which receivers are GitHub, not people.

Where a label that is not known decides, both ways are followed, so that what is never reached is never
reached for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from alertflow.checks.labels import known_labels
from alertflow.checks.subject import Labelled, Subject
from alertflow.model.conventions import DISPATCH_RECEIVER

if TYPE_CHECKING:  # only where there is a configuration
    from alertflow.alertmanager import Config, Receiver, Route, WebhookConfig
    from alertflow.model import Project

_DISPATCHES = "/dispatches"
"""How the address ends at which GitHub takes a `repository_dispatch`."""


def is_dispatch(receiver: Receiver, project: Project | None) -> bool:
    """Whether `receiver` passes alerts on to GitHub, by itself or through a bridge."""
    return any(_to_github(hook, receiver, project) for hook in receiver.webhook_configs)


def _tells_people(receiver: Receiver, project: Project | None) -> bool:
    """Whether somebody may read what reaches `receiver`: it has a channel that is not the way to GitHub."""
    from alertflow.alertmanager import WebhookConfig

    return any(
        not isinstance(channel, WebhookConfig) or not _to_github(channel, receiver, project)
        for channel in receiver.integrations
    ) or any(key.endswith("_configs") for key in receiver.extra)


def _to_github(hook: WebhookConfig, receiver: Receiver, project: Project | None) -> bool:
    if receiver.name == DISPATCH_RECEIVER:
        return True
    from alertflow.model import Bridge

    bridges = {way.url for way in project.dispatches if isinstance(way, Bridge)} if project else set[str]()
    return hook.url is not None and (hook.url.endswith(_DISPATCHES) or hook.url in bridges)


def routes(config: Config) -> Iterator[tuple[Route, tuple[Route, ...]]]:
    """Every route with those above it, the root first."""
    pending: list[tuple[Route, tuple[Route, ...]]] = [(config.root, ())]
    while pending:
        route, above = pending.pop()
        yield route, above
        pending.extend((child, (*above, route)) for child in reversed(route.routes))


_ANOTHER = "\0"


class Way(NamedTuple):
    """Where alerts may go that have the same values in all labels that a tree asks for."""

    receivers: frozenset[str]
    """The names of those that may be told; '' where a route has none."""
    passed: frozenset[tuple[int, ...]]
    """The nodes that may take them, by path; also those that leave them to nodes below."""


class Reach:
    """Where the alerts of a subject may go in one configuration.

    Most of ten thousand alerts have the same labels, so the routes are walked once for each set of them.
    """

    def __init__(self, config: Config, subject: Subject) -> None:
        self.tree = config.tree
        self._labels = subject.remembered(known_labels)
        self._asked: dict[str, frozenset[str] | None] = {}  # None: more than values that are written out
        for node in self.tree.every():
            for one in node.route.every_matcher:
                before = self._asked.get(one.name, frozenset())
                self._asked[one.name] = None if before is None or one.values is None else before | one.values
        self._told = frozenset([one.name for one in config.receivers if _tells_people(one, subject.project)])
        self._ways: dict[tuple[str | None, ...], Way] = {}
        self._of: dict[int, Way] = {}

    def of(self, alert: Labelled) -> frozenset[str]:
        """The names of the receivers that may be told of `alert`; '' where a route has none."""
        return self.way(alert).receivers

    def tells(self, alert: Labelled) -> bool:
        """Whether somebody may read of `alert`."""
        return not self._told.isdisjoint(self.of(alert))

    def way(self, alert: Labelled) -> Way:
        """Where `alert` may go."""
        known = self._of.get(id(alert.rule))
        if known is None:
            key = tuple([self._value(name, alert) for name in self._asked])
            known = self._of[id(alert.rule)] = self._ways.get(key) or self._walked(key)
        return known

    def _value(self, name: str, alert: Labelled) -> str | None:
        """The value of a label; one for all values of which no matcher speaks, which decide the same."""
        value, asked = self._labels.value(name, alert), self._asked[name]
        return value if not value or asked is None or value in asked else _ANOTHER

    def _walked(self, key: tuple[str | None, ...]) -> Way:
        values = dict(zip(self._asked, key, strict=True))
        labels = {name: value for name, value in values.items() if value}
        takers = self.tree.takers(labels, {name for name, value in values.items() if value is None})
        passed = {node.path[:length] for node in takers for length in range(len(node.path) + 1)}
        way = self._ways[key] = Way(frozenset([node.receiver for node in takers]), frozenset(passed))
        return way


def reaches(subject: Subject) -> Mapping[str, Reach]:
    """The reach of every configuration, by path; ask by `subject.remembered(reaches)`."""
    from alertflow.alertmanager import Config

    return {path: Reach(config, subject) for path, config in subject.of(Config)}


__all__ = ["Reach", "Way", "is_dispatch", "reaches", "routes"]
