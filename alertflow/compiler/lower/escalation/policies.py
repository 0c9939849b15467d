"""Which alert escalates how: as it says itself, else as the route that takes it, else as its team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alertflow.alertmanager import Matcher, all_match
from alertflow.compiler.lower.annotated import labels_of
from alertflow.compiler.lower.conditions import matchers_of
from alertflow.declared import DeclarationError, argument
from alertflow.model import Alert, Escalation, Project, Route
from alertflow.model.telling import may_have


class Escalated(NamedTuple):
    """An alert, and how it escalates."""

    alert: Alert
    escalation: Escalation


def escalated(project: Project) -> list[Escalated]:
    """The alerts of `project` that escalate, in their order.

    Raises DeclarationError for a route by whose escalation no alert escalates, one that keeps no alert from
    it, and one of which only labels that come with a series say whether it does.
    """
    routes = _routes(project)
    alerts = project.every_alert
    found = ((alert, _escalation(project, routes, alert)) for alert in alerts)
    escalating = [Escalated(alert, escalation) for alert, escalation in found if escalation is not None]
    for one in escalating:
        if len(project.namesakes.of(one.alert)) > 1:
            raise DeclarationError(
                f"Alert({one.alert.name}): it escalates by '{one.escalation.name}', whose levels know it by "
                "its name and severity, and another alert has these, too. Rename one of them.",
                one.alert.source,
            )
    used = {one.escalation.name for one in escalating}
    for route, ways in routes:
        if route.escalation is not None and route.escalation.name not in used:
            raise DeclarationError(
                f"Route({route.name}): nothing escalates by '{route.escalation.name}': by the labels that "
                "they set themselves, the route takes no alert of the project. Those that come with a series "
                "are known only when it fires: give the alerts labels={…}, or escalation=….",
                route.source,
            )
        taken = (_takes(project, ways, one, _known(project, one)) for one in alerts)
        if not route.escalates and not any(taken):
            raise DeclarationError(
                f"Route({route.name}): escalates=False holds for no alert: by the labels that they set "
                "themselves, the route takes none of the project. Those that come with a series are known "
                "only when it fires: give the alerts labels={…}, or the route alerts=[…].",
                argument(route.source, "escalates"),
            )
    return escalating


def escalation_of(project: Project, alert: Alert) -> Escalation | None:
    """How `alert` escalates, if it does.

    A route counts where the labels that the alert's rule sets say that it takes it.
    """
    return _escalation(project, _routes(project), alert)


_Routes = list[tuple[Route, list[tuple[Matcher, ...]]]]


def _routes(project: Project) -> _Routes:
    """The routes with their matchers, if any of them says how its alerts escalate."""
    if all(route.escalation is None and route.escalates for route in project.routes):
        return []
    return [(route, matchers_of(project, route)) for route in project.routes]


def _escalation(project: Project, routes: _Routes, alert: Alert) -> Escalation | None:
    if alert.escalation is not None:
        return alert.escalation
    team = project.team_of(alert)
    escalation = team.escalation_of(alert.severity) if team is not None else None
    known = _known(project, alert) if routes else {}
    doubtful: tuple[Route, set[str]] | None = None
    for route, ways in routes:
        if not route.escalates and _takes(project, ways, alert, known) is None:
            doubtful = doubtful or (route, {one.name for matchers in ways for one in matchers} - {*known})
        elif any(all_match(matchers, known) for matchers in ways):
            if route.escalation is not None or not route.escalates:
                escalation = route.escalation
                break
            if not route.continue_ and route.interval is None:
                break
    if escalation is not None and doubtful is not None:
        route, names = doubtful
        raise DeclarationError(
            f"Route({route.name}): whether it keeps {alert.name} from escalating by '{escalation.name}' is "
            f"decided by {' and '.join(sorted(names))}, which may come with the series, and is then known "
            "only when the alert fires: too late for its rules. Give the alert labels={…} with it, or an "
            "escalation=… of its own.",
            alert.source,
        )
    return escalation


def _known(project: Project, alert: Alert) -> dict[str, str]:
    """The labels of `alert` that are known beforehand."""
    labels = {"alertname": alert.name, **labels_of(project, alert)}
    return {name: value for name, value in labels.items() if "{{" not in value}


def _takes(
    project: Project, ways: Iterable[Sequence[Matcher]], alert: Alert, known: Mapping[str, str]
) -> bool | None:
    """Whether a route with these matchers takes `alert`; None where a label decides that is not `known`."""
    doubtful = False
    for matchers in ways:
        unknown = [one for one in matchers if one.name not in known and may_have(project, alert, one.name)]
        if all_match([one for one in matchers if one not in unknown], known):
            if not unknown:
                return True
            doubtful = True
    return None if doubtful else False


__all__ = ["Escalated", "escalated", "escalation_of"]
