"""Which alerts a route or an inhibition is for, as matchers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from alertflow.alertmanager import Matcher
from alertflow.model import Alert, Project, Route
from alertflow.model.conventions import SEVERITY
from alertflow.model.routing import read

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def matchers_of(project: Project, route: Route) -> list[tuple[Matcher, ...]]:
    """The matchers of `route`: of each of these it is enough that all hold."""
    wanted = [any_of(label, values) for label, values in route.wanted.items()]
    if route.min_severity is not None:
        least = route.min_severity
        wanted.insert(0, any_of(SEVERITY, [one.name for one in project.severities if one >= least]))
    wanted += read(route.matchers)
    return [(*alerts, *wanted) for alerts in one_of_alerts(project, route.alerts)]


def one_of_alerts(project: Project, alerts: Sequence[Alert]) -> list[tuple[Matcher, ...]]:
    """Matchers that together hold for just these alerts of the project: by name and, where others share
    their names, by severity; for every alert, if none is named.
    """
    if not alerts:
        return [()]
    names = {alert.name: None for alert in alerts}
    severities = {alert.severity.name: None for alert in alerts}
    meant = {(alert.name, alert.severity.name) for alert in alerts}
    namesakes = {(name, one.severity.name) for name in names for one in project.alerts_by_name.get(name, ())}
    if len(severities) > 1 and namesakes <= meant:
        return [(any_of("alertname", names),)]
    if {pair for pair in namesakes if pair[1] in severities} <= meant:
        return [(any_of("alertname", names), any_of(SEVERITY, severities))]
    return [
        (any_of("alertname", [name for name in names if (name, one) in meant]), any_of(SEVERITY, [one]))
        for one in severities
    ]


def any_of(label: str, values: Iterable[str]) -> Matcher:
    """The matcher for alerts whose `label` is one of `values`."""
    known = list(values)
    if len(known) == 1:
        return Matcher(label, "=", known[0])
    return Matcher(label, "=~", "|".join(_SPECIAL.sub(r"\\\g<0>", one) for one in known))


__all__ = ["any_of", "matchers_of", "one_of_alerts"]
