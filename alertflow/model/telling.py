"""Who is told, as a whole: what does not fit together in a project's routes, messages and escalations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from alertflow import prometheus
from alertflow.declared import DeclarationError, Declared, argument, suggestion
from alertflow.model.alert import Alert
from alertflow.model.conventions import ANNOTATIONS, OWN_LABELS
from alertflow.model.escalation import Escalation
from alertflow.model.messages import LABELS, Message
from alertflow.model.routing import Inhibition, Route, read
from alertflow.model.severity import Severity
from alertflow.model.times import TimeInterval

if TYPE_CHECKING:
    from alertflow.model.project import Project


def problems(project: Project) -> Iterator[DeclarationError]:
    """What is wrong with who is told and what is said, each with its place."""
    yield from _same_names(escalations(project))
    yield from _same_names(intervals(project))
    yield from _left_out(project)
    yield from _annotations_matched(project)
    for message in project.messages:
        yield from _unknown_fields(project, message)


def escalations(project: Project) -> list[Escalation]:
    """Every escalation that is named, those of teams first."""
    named = [
        *(one for team in project.teams for one in team.escalations),
        *(route.escalation for route in project.routes),
        *(alert.escalation for alert in project.every_alert),
    ]
    return [one for one in named if one is not None]


def intervals(project: Project) -> list[TimeInterval]:
    """Every time interval that is named."""
    return [route.interval for route in project.routes if route.interval is not None]


def _same_names(declared: Iterable[Escalation | TimeInterval]) -> Iterator[DeclarationError]:
    seen: dict[str, Escalation | TimeInterval] = {}
    for one in declared:
        first = seen.setdefault(one.name, one)
        if first != one:
            where = f"; the first is at {first.source}" if first.source else ""
            yield DeclarationError(
                f"{type(one).__name__}({one.name}): another one of this name says something else{where}.",
                one.source,
            )


def _left_out(project: Project) -> Iterator[DeclarationError]:
    """Routes that go by severity alone are a map from severity to channel: it says something for each."""
    alone = [route for route in project.routes if _goes_by_severity_alone(route)]
    by_severity = [route for route in alone if route.severity != () or route.min_severity is not None]
    if len(by_severity) < 2 or len(by_severity) < len(alone):
        return
    left = [one.name for one in project.severities if not _is_told(project, by_severity, one)]
    if left:
        names = " and ".join(f"'{route.name}'" for route in by_severity)
        yield DeclarationError(
            f"the routes {names} go by severity, but alerts of severity {' and '.join(left)} reach nobody. "
            "Add a route for them, with receivers=[] if nobody is to read them; or give the project a team "
            "that does.",
            argument(by_severity[-1].source, "severity"),
        )


def _goes_by_severity_alone(route: Route) -> bool:
    """Whether it asks for nothing besides a severity; perhaps not even for that."""
    return not (set(route.wanted) - {"severity"} or route.alerts or route.matchers or route.interval)


def _is_told(project: Project, by_severity: Iterable[Route], severity: Severity) -> bool:
    for route in by_severity:
        if severity.name in route.wanted.get("severity", ()):
            return True
        if route.min_severity is not None and severity >= route.min_severity:
            return True
    teams = project.teams
    if not teams or any(project.team_of(alert) is None for alert in project.every_alert):
        return False
    return all(any(severity >= one.min_severity for one in team.receivers) for team in teams)


def _annotations_matched(project: Project) -> Iterator[DeclarationError]:
    """Routes and inhibitions that match what is no label of any alert, but an annotation of some."""
    annotated: dict[str, list[Alert]] = {}
    for alert in project.every_alert:
        for name in alert.annotations:
            annotated.setdefault(name, []).append(alert)
    named: list[tuple[Route | Inhibition, str]] = []
    for route in project.routes:
        named += [(route, name) for name in (*route.wanted, *route.group_by, *_names(route.matchers))]
    for rule in project.every_inhibition:
        matchers = (*rule.source_matchers, *rule.target_matchers)
        named += [(rule, name) for name in (*_names(matchers), *rule.equal)]
    for declared, name in named:
        having = annotated.get(name, ())
        if having and not any(may_have(project, alert, name) for alert in having):
            called = f"({declared.name})" if isinstance(declared, Route) else ""
            yield DeclarationError(
                f"{type(declared).__name__}{called}: '{name}' is an annotation of {having[0].name}, and "
                f"Alertmanager sees only labels. Give the alert labels={{'{name}': …}}.",
                declared.source,
            )


def _names(matchers: Sequence[str]) -> list[str]:
    return [one.name for one in read(matchers)] if matchers else []


def may_have(project: Project, alert: Alert, label: str) -> bool:
    """Whether `alert` may fire with `label`, set by its rule or its group, or come with its series."""
    if label in _labels(project, alert):
        return True
    try:
        return prometheus.surviving_labels(prometheus.parse(alert.expr)).may_have(label)
    except prometheus.PromqlError:
        return True


def _labels(project: Project, alert: Alert) -> Mapping[str, str]:
    group = project.group_of(alert)
    return alert.labels if group is None else {**group.labels, **alert.labels}


def _unknown_fields(project: Project, message: Message) -> Iterator[DeclarationError]:
    """Fields of a message that no alert of the project can fill."""
    alerts = project.every_alert
    for field in dict.fromkeys(message.fields):
        if field.of == "annotation" and field.name not in ANNOTATIONS:
            known = {name for alert in alerts for name in alert.annotations}
            if field.name not in known:
                yield _empty(message, f"annotations.{field.name}", suggestion(field.name, known))
        elif field.of == "label" and field.name not in OWN_LABELS | set(LABELS):
            if any(may_have(project, alert, field.name) for alert in alerts):
                continue
            known = {name for alert in alerts for name in _labels(project, alert)}
            yield _empty(message, f"labels.{field.name}", suggestion(field.name, known))


def _empty(message: Declared, field: str, mend: str) -> DeclarationError:
    kind = field.partition(".")[0]
    return DeclarationError(
        f"Message(…): '{{{field}}}' is always empty: no alert of the project has it among its {kind}. {mend}",
        message.source,
    )


__all__ = ["escalations", "intervals", "may_have", "problems"]
