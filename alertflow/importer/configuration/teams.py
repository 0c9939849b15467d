"""Routes that say no more than who reads a team's alerts: they become the team's receivers.

A team's route comes before all others, is for the label `team` only, and has the timing of the root; with the
severity it can only tell more people. A route that says anything else stays a route.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from alertflow.alertmanager import Config, Integration, Receiver, Route, WebhookConfig
from alertflow.alertmanager.routing import Node
from alertflow.comparison import differences
from alertflow.compiler.lower.alertmanager import lower
from alertflow.declared import AlertflowError
from alertflow.documents import Kind, Read
from alertflow.model import Alert, Project, Severity, Team
from alertflow.model.conventions import SEVERITY, TEAM
from alertflow.model.receivers import Other
from alertflow.model.severity import STANDARD
from alertflow.sections import every_field

_MILDEST_FIRST = tuple(reversed(STANDARD))


class Reader(NamedTuple):
    """A channel of a team, and the severity from which it hears of alerts; None if of all."""

    channel: Integration
    since: Severity | None


class Found(NamedTuple):
    """A team whose receivers a route tells."""

    name: str
    route: Route
    readers: tuple[Reader, ...]


class Teams(NamedTuple):
    """What becomes the teams' own: their routes and the receivers that nothing else names."""

    found: tuple[Found, ...] = ()
    receivers: tuple[Receiver, ...] = ()


def teams(config: Config, names: Collection[str], *, own_severities: bool) -> Teams:
    """The teams among `names` whose receivers `config` tells in so many words.

    With `own_severities` there are others than the usual ones, whose order is not known: then what depends on
    the severity stays a route. That the built configuration means the same is seen by building it.
    """
    if not names:
        return Teams()
    known = {receiver.name: receiver for receiver in config.receivers}
    found: list[Found] = []
    before: list[Route] = []
    for node in config.tree.children:
        name = _team(node.route)
        if name in names and not any(_may_take(one, name) for one in before):
            readers = _readers(config.tree, node, known, own_severities)
            if readers is not None and name not in {one.name for one in found}:
                found.append(Found(name, node.route, readers))
                continue
        before.append(node.route)
    gone = _unnamed(config, found)
    if not found or not _same(config, found, gone):
        return Teams()
    return Teams(tuple(found), tuple(gone))


def _team(route: Route) -> str:
    """The team whose alerts, and only those, `route` takes; '' for another route."""
    matchers = route.every_matcher
    alone = len(matchers) == 1 and matchers[0].name == TEAM and matchers[0].op == "="
    return matchers[0].value if alone else ""


def _may_take(route: Route, team: str) -> bool:
    """Whether it may take an alert of `team`, as far as its matchers tell."""
    return all(one.name != TEAM or one.matches({TEAM: team}) for one in route.every_matcher)


def _readers(
    root: Node, node: Node, known: dict[str, Receiver], own_severities: bool
) -> tuple[Reader, ...] | None:
    """Who reads the alerts of a team by its route; None where a team cannot say that."""
    if not _is_plain(root, node) or (own_severities and node.children):
        return None
    for child in node.children:
        if child.children or not _is_plain(root, child):
            return None
        if any(one.name != SEVERITY for one in child.route.every_matcher):
            return None
    by_severity: list[tuple[Integration, ...]] = []
    for severity in _MILDEST_FIRST:
        (taker,) = node.takers({SEVERITY: severity.name})
        receiver = known.get(taker.receiver)
        if receiver is None or receiver.labels or receiver.extra or _tells_its_name(receiver):
            return None
        by_severity.append(receiver.integrations)
    (otherwise,) = node.takers({})
    rest = known.get(otherwise.receiver)
    if rest is None or list(rest.integrations) != list(by_severity[0]) or not rest.integrations:
        return None
    return _as_readers(by_severity)


def _as_readers(by_severity: list[tuple[Integration, ...]]) -> tuple[Reader, ...] | None:
    """The channels, given for each severity, with that from which each hears; None where one hears of mild
    alerts and not of bad ones.
    """
    readers: list[Reader] = []
    for number, channels in enumerate(by_severity):
        have = [one.channel for one in readers]
        if any(one not in channels for one in have):
            return None
        since = _MILDEST_FIRST[number] if number else None
        readers += [Reader(one, since) for one in channels if one not in have]
    return tuple(readers)


def _is_plain(root: Node, node: Node) -> bool:
    """Whether it says nothing of when and how alerts are told but what the root says."""
    route = node.route
    return (
        (node.group_by, node.group_wait, node.group_interval, node.repeat_interval)
        == (root.group_by, root.group_wait, root.group_interval, root.repeat_interval)
        and not route.continue_
        and not (route.mute_time_intervals or route.active_time_intervals)
        and not (route.labels or route.extra)
    )


def _tells_its_name(receiver: Receiver) -> bool:
    """Whether what it sends may hold its name, which a team's receiver changes."""
    return any(
        isinstance(one, WebhookConfig)
        or any(isinstance(held.value, str) and ".Receiver" in held.value for held in every_field(one))
        for one in receiver.integrations
    )


def _unnamed(config: Config, found: Iterable[Found]) -> list[Receiver]:
    """The receivers that only the routes of `found` name."""
    taken = {id(one.route) for one in found}
    kept = {config.root.receiver}
    gone: set[str | None] = set()
    for node in config.tree.children:
        names = {one.receiver for one in node.every()}
        (gone if id(node.route) in taken else kept).update(names)
    return [one for one in config.receivers if one.name in gone - kept]


def _same(config: Config, found: list[Found], gone: list[Receiver]) -> bool:
    """Whether a project with these teams builds what `config` means."""
    taken, unnamed = {id(one.route) for one in found}, {id(one) for one in gone}
    try:
        root = config.root.replace(routes=[one for one in config.root.routes if id(one) not in taken])
        left = config.replace(
            route=root, receivers=[one for one in config.receivers if id(one) not in unnamed]
        )
        project = Project(
            name="imported",
            alertmanager=left,
            alerts=[
                Alert(
                    name=f"Of{number}",
                    expr="up == 0",
                    severity=Severity.WARNING,
                    team=Team(
                        one.name,
                        receivers=[
                            Other(reader.channel, min_severity=reader.since or Severity.INFO)
                            for reader in one.readers
                        ],
                    ),
                    summary="it stands for all alerts of its team",
                )
                for number, one in enumerate(found)
            ],
        )
        (built,) = lower(project).values()
    except AlertflowError:
        return False
    return not differences([_read(config)], [_read(built)])


def _read(config: Config) -> Read:
    return Read("alertmanager.yml", "alertmanager.yml", Kind.ALERTMANAGER, config, "")


__all__ = ["Found", "Reader", "Teams", "teams"]
