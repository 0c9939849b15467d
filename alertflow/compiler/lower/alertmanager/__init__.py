"""From the project to Alertmanager: who hears of which alert, what hides what, and the way to GitHub."""

from __future__ import annotations

from collections.abc import Iterable

from alertflow import alertmanager
from alertflow.alertmanager import Config, InhibitRule, Receiver
from alertflow.compiler.lower.alertmanager import routes
from alertflow.compiler.lower.alertmanager.audience import GROUPED, Audience, Known
from alertflow.compiler.lower.alertmanager.channels import receiver
from alertflow.compiler.lower.alertmanager.dispatch import dispatch_receiver, dispatch_route
from alertflow.compiler.lower.alertmanager.routes import Branch
from alertflow.compiler.lower.alertmanager.times import intervals
from alertflow.compiler.lower.conditions import one_of_alerts
from alertflow.declared import DeclarationError, written_at
from alertflow.model import Dispatch, Inhibition, Project
from alertflow.model.conventions import DISPATCH_RECEIVER, NOBODY
from alertflow.model.routing import read


def lower(project: Project) -> dict[str, Config]:
    """The Alertmanager configurations of `project`, by path: one for each way to GitHub.

    None for a project that says of nobody how he is told: it is of rules only.
    """
    if not project.tells or (project.alertmanager is None and not project.has_alerts):
        return {}
    known = Known(project)
    if not project.dispatches:
        return {project.config_of(None): config(known, None)}
    return {project.config_of(way): config(known, way) for way in project.dispatches}


def config(known: Known, way: Dispatch | None) -> Config:
    """The configuration in which remediated alerts go to GitHub by `way`, on that of the project's own."""
    project = known.project
    made = _made(known, way)
    if project.alertmanager is None:
        return made
    from alertflow.compiler.lower.alertmanager.base import built_on  # only who has one needs it

    return built_on(project.alertmanager, made)


def _made(known: Known, way: Dispatch | None) -> Config:
    """What the project says itself."""
    project = known.project
    base = project.alertmanager
    root = project.team.name if project.team and base is None else NOBODY
    branches = [*routes.of_escalations(known), *routes.of_routes(known)]
    told = _audiences(known, [one for branch in branches for one in branch.audiences])
    receivers = {one.name: written_at(one.source, receiver(known, one)) for one in told}
    ahead: list[alertmanager.Route] = []
    if way is not None and project.remediated:
        receivers[DISPATCH_RECEIVER] = dispatch_receiver(project, way)
        ahead.append(dispatch_route(way))
    if base is None:
        receivers.setdefault(root, Receiver(root))
    behind = [] if base is None else [Branch((node,), ()) for node in base.root.routes]
    return written_at(
        way.source if way is not None else project.source,
        Config(
            route=alertmanager.Route(
                receiver=root,
                group_by=GROUPED,
                routes=[*ahead, *routes.tree([*branches, *behind], root if base is None else "")],
            ),
            inhibit_rules=[rule for one in project.every_inhibition for rule in _inhibit(project, one)],
            receivers=sorted(receivers.values(), key=lambda one: (one.name != root, one.name)),
            time_intervals=intervals(project),
        ),
    )


def _audiences(known: Known, wanted: Iterable[Audience]) -> Iterable[Audience]:
    """Each of `wanted` once. Where one is expected to be told nothing, its readers hear what there is in the
    words of another of its name. Raises DeclarationError where one name would mean two.
    """
    found: dict[str, Audience] = {}
    for one in wanted:
        first = found.setdefault(one.name, one)
        if first is one:
            continue
        if first.readers == one.readers and not (first.sorts and one.sorts):
            found[one.name] = first if first.sorts else one
        elif receiver(known, first) != receiver(known, one):
            raise _same_name(one, first)
    return found.values()


def _same_name(second: Audience, first: Audience) -> DeclarationError:
    where = f"; the first is at {first.source}" if first.source else ""
    return DeclarationError(
        f"two receivers of Alertmanager would be called '{second.name}': their names begin with those of "
        f"teams, routes and escalations. Rename one of these{where}.",
        second.source,
    )


def _inhibit(project: Project, inhibition: Inhibition) -> Iterable[InhibitRule]:
    for sources in one_of_alerts(project, inhibition.sources):
        for targets in one_of_alerts(project, inhibition.targets):
            yield written_at(
                inhibition.source,
                InhibitRule(
                    source_matchers=[*sources, *read(inhibition.source_matchers)],
                    target_matchers=[*targets, *read(inhibition.target_matchers)],
                    equal=inhibition.equal,
                ),
            )


__all__ = ["config", "lower"]
