"""The route tree: GitHub first, then the levels of escalations, then a project's routes, then its teams.

A tree does not depend on the time: a route that is muted takes its alerts all the same. So a route that
holds at some times passes them all on, to copies of the routes behind it that are muted at those times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from alertflow import alertmanager
from alertflow.alertmanager import Matcher
from alertflow.alertmanager.routes import GROUP_INTERVAL
from alertflow.compiler.lower.alertmanager.audience import GROUPED, Audience, Known, Step, audiences
from alertflow.compiler.lower.alertmanager.reach import Sort, Sorts, sort_of
from alertflow.compiler.lower.alertmanager.times import left_out
from alertflow.compiler.lower.conditions import any_of, matchers_of
from alertflow.compiler.lower.escalation.policies import Escalated
from alertflow.declared import Location, written_at
from alertflow.duration import seconds
from alertflow.model import Route, Severity
from alertflow.model.conventions import ESCALATION, ESCALATION_POLICY, NOBODY, SEVERITY, TEAM
from alertflow.model.routing import each


class Branch(NamedTuple):
    """A node of the tree, or several of which an alert takes one; and the receivers that it needs."""

    nodes: tuple[alertmanager.Route, ...]
    audiences: tuple[Audience, ...]
    route: Route | None = None
    """The route that it is made of; it may depend on the time."""


def of_escalations(known: Known) -> list[Branch]:
    """One node with every level of the escalations that alerts have; none where nothing escalates."""
    policies: dict[str, list[Escalated]] = {}
    for one in known.escalated:
        policies.setdefault(one.escalation.name, []).append(one)
    levels = [branch for alerts in policies.values() for branch in _of_levels(known, alerts)]
    if not levels:
        return []
    base = known.project.alertmanager
    node = alertmanager.Route(
        matchers=[Matcher(ESCALATION, "!=", "")],
        # Each alert escalates by itself, whatever a person's own configuration groups by.
        group_by=() if base is None else GROUPED,
        group_wait="1s",
        group_interval=None if base is None else GROUP_INTERVAL,
        routes=[node for level in levels for node in level.nodes],
    )
    return [Branch((node,), tuple(one for level in levels for one in level.audiences))]


def of_routes(known: Known) -> list[Branch]:
    """The project's own routes, in their order, and behind them those of its teams."""
    project = known.project
    wanted = [matchers_of(project, route) for route in project.routes]
    sorts = Sorts(project, [one for alternatives in wanted for matchers in alternatives for one in matchers])
    found: list[Branch] = []
    for route, alternatives in zip(project.routes, wanted, strict=True):
        severities = sorts.left(alternatives, _severities(known, route))
        found.append(_of_route(known, route, alternatives, sorts.reaching(alternatives), severities))
        if not route.continue_ and route.interval is None:
            sorts.take(alternatives)
    for team in project.teams:
        if project.alertmanager is not None and not team.receivers:
            continue  # the person's own configuration says who is told of its alerts
        matchers = [Matcher(TEAM, "=", team.name)]
        severities = sorts.left([matchers], known.severities)
        reaching = sorts.reaching([matchers])
        readers = audiences(
            team.name, team.receivers, severities, reaching, known.grouped, source=team.source
        )
        found.append(Branch((_node(readers, matchers, team.source),), tuple(readers)))
    return found


def tree(branches: Sequence[Branch], root: str, muted: tuple[str, ...] = ()) -> list[alertmanager.Route]:
    """The nodes of `branches`, silent during `muted`; the receiver `root` gets what none of them takes."""
    nodes: list[alertmanager.Route] = []
    for number, branch in enumerate(branches):
        route = branch.route
        if route is None or route.interval is None:
            nodes += [_muted(node, muted) for node in branch.nodes]
            continue
        name, behind = route.interval.name, branches[number + 1 :]
        for node in branch.nodes:
            active = {"active_time_intervals": [name]} if route.during else {}
            here = muted if route.during else (*muted, name)
            nodes.append(_muted(node, here, **active, continue_=True))
            if not route.continue_:
                others = (*muted, name if route.during else left_out(name))
                nodes += _at_other_times(node, behind, root, others)
    return nodes


def _at_other_times(
    node: alertmanager.Route, behind: Sequence[Branch], root: str, muted: tuple[str, ...]
) -> list[alertmanager.Route]:
    """Where the alerts of `node` go when it does not hold: to the routes behind it."""
    below = tree(_for_alerts_of(node, behind), root, muted)
    if not below and root == NOBODY:
        return []
    taking = alertmanager.Route(matchers=node.matchers, mute_time_intervals=muted, routes=below)
    return [written_at(node.source, taking)]


def _for_alerts_of(node: alertmanager.Route, branches: Iterable[Branch]) -> list[Branch]:
    """Those of `branches` that alerts of `node` may come to."""
    found: list[Branch] = []
    for branch in branches:
        nodes = _not_apart(node.every_matcher, branch.nodes)
        if nodes:
            found.append(branch._replace(nodes=nodes))
        timed = branch.route is not None and branch.route.interval is not None
        taken = set(node.every_matcher)
        if any(taken.issuperset(one.every_matcher) and not one.continue_ for one in nodes) and not timed:
            break
    return found


def _not_apart(
    matchers: Sequence[Matcher], nodes: Iterable[alertmanager.Route]
) -> tuple[alertmanager.Route, ...]:
    """Those of `nodes` that may take what fulfils `matchers`, and of those below them the same."""
    found = [one for one in nodes if not _apart(matchers, one.every_matcher)]
    return tuple(
        written_at(one.source, one.replace(routes=_not_apart(matchers, one.routes))) if one.routes else one
        for one in found
    )


def _apart(these: Iterable[Matcher], those: Iterable[Matcher]) -> bool:
    """Whether no alert can fulfil both, as far as values that are written out tell."""
    return any(
        (one.op == "=" and not two.matches({one.name: one.value}))
        or (two.op == "=" and not one.matches({two.name: two.value}))
        for one in these
        for two in those
        if one.name == two.name
    )


def _muted(node: alertmanager.Route, intervals: Sequence[str], **changes: Any) -> alertmanager.Route:
    """`node` and all below it, silent during `intervals`, too: a node does not have them from its parent."""
    if not intervals and not changes:
        return node
    if intervals:
        changes["mute_time_intervals"] = [*node.mute_time_intervals, *intervals]
    below = {key: value for key, value in changes.items() if key == "active_time_intervals"}
    if node.routes:
        changes["routes"] = [_muted(one, intervals, **below) for one in node.routes]
    return written_at(node.source, node.replace(**changes))


def _of_levels(known: Known, alerts: Sequence[Escalated]) -> list[Branch]:
    escalation, sorts = alerts[0].escalation, {Sort(one.alert.severity, "") for one in alerts}
    severities = [one for one in known.severities if one in {sort.severity for sort in sorts}]
    branches: list[Branch] = []
    for number, level in enumerate(escalation.levels, 1):
        step = Step(number, len(escalation.levels), escalation.acknowledge)
        name = f"{escalation.name}-level-{number}"
        readers = audiences(name, level.receivers, severities, sorts, step=step, source=level.source)
        timing: dict[str, Any] = {}
        if number == len(escalation.levels):
            timing["repeat_interval"] = escalation.repeat
            timing["group_interval"] = _looking(escalation.repeat)
        matchers = [Matcher(ESCALATION_POLICY, "=", escalation.name), Matcher(ESCALATION, "=", str(number))]
        branches.append(Branch((_node(readers, matchers, level.source, **timing),), tuple(readers)))
    return branches


def _looking(repeat: str) -> str | None:
    """The `group_interval` at which `repeat` is kept; None where the default does.

    A group is told again at the first look, one every `group_interval`, at which more than `repeat` has
    passed: where both are equal, at every second look (github.com/prometheus/alertmanager/issues/676). A
    tenth of it makes it a tenth longer at most.
    """
    tenth = max(1, int(seconds(repeat) / 10))
    if tenth >= seconds(GROUP_INTERVAL):
        return None
    return f"{tenth // 60}m" if tenth % 60 == 0 else f"{tenth}s"


def _of_route(
    known: Known,
    route: Route,
    alternatives: Sequence[tuple[Matcher, ...]],
    sorts: frozenset[Sort],
    severities: Sequence[Severity],
) -> Branch:
    name = route.name if route.receivers else NOBODY
    if route.alerts:
        sorts &= {sort_of(known.project, alert) for alert in route.alerts}
    grouped = route.group_by or known.grouped
    readers = audiences(name, route.receivers, severities, sorts, grouped, source=route.source)
    nodes = [
        _node(
            readers,
            matchers,
            route.source,
            group_by=route.group_by,
            group_wait=route.group_wait,
            group_interval=route.group_interval,
            repeat_interval=route.repeat_interval,
            continue_=route.continue_ or None,
        )
        for matchers in alternatives
    ]
    return Branch(tuple(nodes), tuple(readers), route)


def _severities(known: Known, route: Route) -> list[Severity]:
    """Those of the alerts that `route` takes, mildest first."""
    if route.severity != ():
        return sorted(each(route.severity), key=lambda one: one.rank)
    named = {alert.severity.name for alert in route.alerts}
    taken = [
        one
        for one in known.severities
        if (route.min_severity is None or one >= route.min_severity) and (not named or one.name in named)
    ]
    return taken or list(known.severities)


def _node(
    readers: Sequence[Audience], matchers: Sequence[Matcher], source: Location | None, **timing: Any
) -> alertmanager.Route:
    """A node for the first of `readers`, with one below it for each other."""
    base, *others = readers
    below = [
        alertmanager.Route(
            receiver=one.name, matchers=[any_of(SEVERITY, [severity.name for severity in one.severities])]
        )
        for one in others
    ]
    given = {key: value for key, value in timing.items() if value}
    node = alertmanager.Route(receiver=base.name, matchers=matchers, routes=below, **given)
    return written_at(source, node)


__all__ = ["Branch", "of_escalations", "of_routes", "tree"]
