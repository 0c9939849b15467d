"""The dashboard of the loop: what fires, what GitHub was asked to do, how it went, and the error budgets."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.compiler.lower.conditions import any_text_of
from alertflow.compiler.lower.grafana.names import NO_LEVEL, about, loop_uid, tags_of
from alertflow.compiler.lower.grafana.objective import BUDGET, STATUSES
from alertflow.grafana import (
    Dashboard,
    Marks,
    Meaning,
    Panel,
    Query,
    Row,
    Step,
    board,
    lines,
    listing,
    number,
    states,
)
from alertflow.model import Bridge, Dashboards, Direct, Project, Severity, metrics
from alertflow.model.conventions import DISPATCH, GITHUB, SERVICE, SEVERITY, SLO, TEAM
from alertflow.model.slo import series
from alertflow.prometheus import metric_names, parse
from alertflow.prometheus.promql.writing import matcher

_MANY = 200
"""Above as many names of alerts the dashboard shows all that Prometheus has: no query may be that long."""
_COLOURS = ((Severity.CRITICAL, "red"), (Severity.HIGH, "orange"), (Severity.WARNING, "yellow"))
_FALSE, _BY_PEOPLE, _LOOKED = 0.1, 0.2, 300
"""What is too much: false alarms, incidents that people had to mend, and seconds for a run that looks."""


def dashboard(project: Project, asked: Dashboards) -> Dashboard:
    """The dashboard of the loop of `project`."""
    rows = [Row("Alerts", list(_alerts(project)))] if project.every_alert else []
    if answers := [*_numbers(project), *_over_time(project)]:
        rows.append(Row("What was done about them", answers))
    if project.slos:
        rows.append(Row("Error budgets", list(_budgets(project))))
    return board(
        loop_uid(project),
        f"{project.name}: alerts and answers",
        rows,
        about=about(project, f"The loop of {project.name}, from alert to answer."),
        tags=tags_of(project, asked),
        marks=list(_marks(project)),
        related=project.name,
    )


def _selector(project: Project, *more: str, series: str = 'alertstate="firing"') -> str:
    """The matchers of the project's own alerts."""
    names = list(dict.fromkeys(alert.name for alert in project.every_alert))
    own = [matcher("alertname", "=~", any_text_of(names))] if len(names) <= _MANY else []
    return "{" + ",".join([*filter(None, [series]), NO_LEVEL, *own, *more]) + "}"


def _alerts(project: Project) -> Iterator[Panel]:
    severities = dict.fromkeys(sorted((a.severity for a in project.every_alert), key=lambda one: -one.rank))
    for severity in severities:
        selector = _selector(project, f'{SEVERITY}="{severity}"')
        yield number(
            f"Firing: {severity}",
            Query(f"sum(ALERTS{selector}) or vector(0)"),
            steps=[Step(1, _colour(severity))],
            width=max(3, 24 // len(severities)),
        )
    firing = Query(f"sum by ({SEVERITY}) (ALERTS{_selector(project)})", "{{severity}}")
    yield lines("Firing, by severity", [firing], stacked=True)
    since = _selector(project, series="")
    labels = f"alertname, {SEVERITY}, {TEAM}"
    active = f"ALERTS_FOR_STATE{since} and ignoring (alertstate) ALERTS{_selector(project)}"
    yield listing(
        "Firing now",
        Query(f"time() - min by ({labels}) ({active})"),
        {"alertname": "Alert", SEVERITY: "Severity", TEAM: "Team", "Value": "Since"},
        unit="dtdurations",
    )
    yield states(
        "What fired when",
        Query(f"max by (alertname) (ALERTS{_selector(project)})", "{{alertname}}"),
        {1: Meaning("firing", "red")},
        height=8,
    )


def _colour(severity: Severity) -> str:
    return next((colour for least, colour in _COLOURS if severity >= least), "blue")


def _numbers(project: Project) -> Iterator[Panel]:
    """How it stands with what was done."""
    if project.remediated and project.dispatches:
        wanted = _selector(project, f'{DISPATCH}="{GITHUB}"')
        yield number(
            "Alerts that GitHub answers",
            Query(f"count(ALERTS{wanted}) or vector(0)"),
            steps=[Step(1, "blue")],
            about="Those that fire now and have a remediation.",
            width=6,
        )
    if succeeded := _success(project):
        steps = [Step(None, "red"), Step(0.8, "yellow"), Step(0.95, "green")]
        yield number("Runs that succeeded", Query(succeeded), unit="percentunit", steps=steps, width=6)
    if _has(project, metrics.INCIDENTS):
        for title, outcome, limit in (
            ("False alarms", "false_positive", _FALSE),
            ("Mended by people", "needs_human", _BY_PEOPLE),
        ):
            share = _share(metrics.INCIDENTS, f'outcome="{outcome}"')
            steps = [Step(limit, "orange")]
            yield number(title, Query(share), unit="percentunit", steps=steps, width=6)


def _success(project: Project) -> str:
    """The share of runs that succeeded; '' where nothing is known of runs."""
    if _records(project, metrics.SUCCESS_RATE):
        return metrics.SUCCESS_RATE
    return _share(metrics.RUNS, 'conclusion="success"') if _has(project, metrics.RUNS) else ""


def _share(counter: str, matcher: str) -> str:
    """Of all that was counted in the time that is shown; 0 where something was, but nothing that matches."""
    part, whole = (f"sum(increase({counter}{one}[$__range]))" for one in (f"{{{matcher}}}", ""))
    return f"({part} or vector(0)) / ({whole} > 0)"


def _over_time(project: Project) -> Iterator[Panel]:
    """What was done when: as Alertmanager and the bridge tell it, or as the project itself records it."""
    if project.remediated and any(isinstance(way, Direct) for way in project.dispatches):
        sent, failed = (
            f'sum(increase(alertmanager_notifications_{what}{{integration="webhook"}}[$__rate_interval]))'
            for what in ("total", "failed_total")
        )
        yield lines(
            "Webhooks of Alertmanager",
            [Query(sent, "tried"), Query(failed, "failed")],
            about="Dispatches are among them; Alertmanager does not tell its receivers apart.",
        )
    for title, counter, label in (
        ("Dispatches", metrics.DISPATCHES, "result"),
        ("Runs", metrics.RUNS, "conclusion"),
    ):
        if _has(project, counter):
            ended = Query(f"sum by ({label}) (increase({counter}[$__rate_interval]))", f"{{{{{label}}}}}")
            yield lines(title, [ended], stacked=True)
    if _has(project, metrics.TIME_TO_REMEDIATE):
        yield lines("Time to remediate", _quantiles(metrics.TIME_TO_REMEDIATE), unit="s")
    elif _records(project, metrics.RESPONSE_TIME):
        recorded = [Query(metrics.RESPONSE_TIME, "95 % are below")]
        yield lines("Time to remediate", recorded, unit="s")
    if _has(project, metrics.RUN_SECONDS):
        steps = [Step(_LOOKED, "orange")]
        yield lines("Length of runs", _quantiles(metrics.RUN_SECONDS), unit="s", steps=steps)


def _quantiles(histogram: str) -> list[Query]:
    rate = f"sum by (le) (rate({histogram}_bucket[1d]))"
    shares = ((0.5, "half are below"), (0.95, "95 % are below"))
    return [Query(f"histogram_quantile({share}, {rate})", words) for share, words in shares]


def _budgets(project: Project) -> Iterator[Panel]:
    own = f'{{{SERVICE}=~"{"|".join(sorted({slo.service for slo in project.slos}))}"}}'
    name = "{{service}} {{slo}}"
    left = Query(f"{series.BUDGET_REMAINING}{own}", name)
    yield lines("Budget left", [left], unit="percentunit", steps=BUDGET, most=1)
    columns = {SERVICE: "Service", SLO: "Objective", "Value": "Left"}
    listed = Query(f"max by ({SERVICE}, {SLO}) ({series.BUDGET_REMAINING}{own})")
    yield listing("Budgets now", listed, columns, unit="percentunit")
    yield states("Status", Query(f"{series.STATUS}{own}", name), STATUSES)


def _marks(project: Project) -> Iterator[Marks]:
    if not project.every_alert:
        return
    firing = f"max by (alertname, {SEVERITY}) (ALERTS{_selector(project)})"
    yield Marks("Alerts", Query(firing, "{{alertname}}"), tags=[SEVERITY])
    if _has(project, metrics.RUNS):
        ended = f"sum by (alert, conclusion) (increase({metrics.RUNS}[2m]))"
        yield Marks("Runs", Query(ended, "run for {{alert}}"), colour="blue", tags=["conclusion"])


def _has(project: Project, metric: str) -> bool:
    """Whether `metric` is there: by the bridge, or since the project's own recording rules read it."""
    if any(isinstance(way, Bridge) for way in project.dispatches):
        return True
    read = (name for rule in project.recorded for name in metric_names(parse(rule.expr)))
    return any(name.startswith(metric) for name in read)


def _records(project: Project, name: str) -> bool:
    return any(rule.record == name for rule in project.recorded)


__all__ = ["dashboard"]
