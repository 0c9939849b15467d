"""Which alerts a route or an inhibition is for, as matchers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
    their names, by severity and by what else tells them apart; for every alert, if none is named.
    """
    if not alerts:
        return [()]
    meant = Counter((one.name, one.severity.name) for one in {id(one): one for one in alerts}.values())
    others: list[Alert] = []
    alone: list[Alert] = []
    for one in alerts:
        whole = meant[one.name, one.severity.name] >= len(project.namesakes.of(one))
        (others if whole else alone).append(one)
    return [*_by_name(project, others), *(tuple(_told(project, alert)) for alert in alone)]


def _told(project: Project, alert: Alert) -> Iterator[Matcher]:
    """What holds for `alert` and for none of those that share its name and severity."""
    labels = {"alertname": alert.name, SEVERITY: alert.severity.name, **project.namesakes.telling(alert)}
    return (any_of(name, [value]) for name, value in labels.items())


def _by_name(project: Project, alerts: Sequence[Alert]) -> list[tuple[Matcher, ...]]:
    names = {alert.name: None for alert in alerts}
    severities = {alert.severity.name: None for alert in alerts}
    meant = {(alert.name, alert.severity.name) for alert in alerts}
    namesakes = {(name, one.severity.name) for name in names for one in project.alerts_by_name.get(name, ())}
    if len(severities) > 1 and namesakes <= meant:
        return [(any_of("alertname", names),)]
    if names and {pair for pair in namesakes if pair[1] in severities} <= meant:
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
    return Matcher(label, "=~", any_text_of(known))


def any_text_of(values: Iterable[str]) -> str:
    """The pattern for just these texts, for Alertmanager and Prometheus alike."""
    return "|".join(_SPECIAL.sub(r"\\\g<0>", one) for one in values)


__all__ = ["any_of", "any_text_of", "matchers_of", "one_of_alerts"]
