"""The tests of alerts for promtool: their series, written out, and the times at which they are looked at."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from inspect import cleandoc
from typing import NamedTuple

from alertflow.compiler.lower.annotated import annotations_of, evaluation_of, labels_of
from alertflow.declared import DeclarationError, written_at
from alertflow.duration import seconds
from alertflow.model import Alert, AlertTest, Project, RuleGroup
from alertflow.model.alert_tests import Growth, Values
from alertflow.prometheus import (
    AlertRuleTest,
    ExpectedAlert,
    ExpectedSample,
    InputSeries,
    PromqlExprTest,
    TestFile,
    UnitTest,
    parse,
    selectors,
)
from alertflow.prometheus.promql.ranges import reach
from alertflow.prometheus.promql.writing import number, series

MOST_STEPS = 360
"""So many evaluations a test may take: of one a minute, six hours."""

_FINE = ("1s", "2s", "5s", "10s", "15s", "30s")
_STEPS = ("1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "3h", "6h", "12h", "1d", "2d", "1w")
_LOOKBACK = 300.0
"""For how long Prometheus takes the last sample for the value, in seconds."""


Recorded = Mapping[str, list[tuple[str, float]]]
"""The expressions of the recording rules, by the series that they record; each with the offset of its group,
in seconds.
"""


def unit_tests(project: Project, rule_files: list[str]) -> dict[str, TestFile]:
    """The tests of the project's alerts in files, by how often rules are evaluated in each.

    `rule_files` are the paths of the rules as the files name them. Raises DeclarationError for a test that
    would take too many evaluations.
    """
    recorded: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for group in project.every_group:
        for rule in group.recorded:
            recorded[rule.record].append((rule.expr, _offset(group)))
    found: dict[str, list[UnitTest]] = defaultdict(list)
    for alert in project.every_alert:
        for test in alert.tests:
            usual, offset = evaluation_of(project, alert), _offset(project.group_of(alert))
            timing = _timing(alert, test, recorded, usual, offset)
            found[timing.evaluation].append(_unit_test(project, alert, test, timing))
    return {
        evaluation: TestFile(rule_files=rule_files, evaluation_interval=evaluation, tests=tests)
        for evaluation, tests in sorted(found.items(), key=lambda item: seconds(item[0]))
    }


class _Timing(NamedTuple):
    interval: str
    """How far the samples lie apart."""
    evaluation: str
    """How far the evaluations do."""
    fires_at: str | None
    quiet_at: str | None
    horizon: float
    """The last of them, in seconds."""


def _offset(group: RuleGroup | None) -> float:
    return seconds(group.query_offset) if group is not None and group.query_offset else 0.0


def _timing(alert: Alert, test: AlertTest, recorded: Recorded, usual: str, offset: float) -> _Timing:
    """When `test` looks at `alert`: as it says, or once all ranges are full and `for_` is over.

    Rules are evaluated every `usual`, or more seldom where that takes too many evaluations; that of the alert
    looks `offset` seconds into the past.
    """
    if test.fires is None:
        horizon = max(seconds(at) for at in (test.fires_at, test.quiet_at) if at is not None)
        return _Timing(test.interval or "1m", usual, test.fires_at, test.quiet_at, horizon)
    view, wait = _view(alert.expr, recorded), seconds(alert.for_)
    view = view._replace(reach=view.reach + offset)
    step = _step(view, wait, usual)
    every = seconds(step)
    if wait > MOST_STEPS * every:
        raise DeclarationError(
            f"Alert({alert.name}): '{test.name}' would take {wait / every:,.0f} evaluations: for_ is "
            f"{alert.for_}, and the expression has ranges for which rules must be evaluated every {step}. "
            "Give the test its times by hand, as in quiet_at=…, or prove the expression with a shorter for_.",
            test.source,
        )
    steps = min(-(-view.reach // every), MOST_STEPS) + -(-wait // every) + view.depth + 2
    fine = [one for one in (*_FINE, *_STEPS) if seconds(one) <= view.densest]
    interval = test.interval or min(step, fine[-1] if fine else _FINE[0], key=seconds)
    at = _duration(steps * every)
    fires_at, quiet_at = (at, None) if test.fires else (None, at)
    return _Timing(interval, step, fires_at, quiet_at, steps * every)


class _View(NamedTuple):
    """What an expression looks at, with the rules that record what it reads. Times are in seconds."""

    reach: float = 0.0
    """How far into the past."""
    densest: float = math.inf
    """How near its samples must lie."""
    offsets: frozenset[float] = frozenset()
    depth: int = 0
    """How many rules lie one behind the other."""

    def __or__(self, other: _View) -> _View:
        return _View(
            max(self.reach, other.reach),
            min(self.densest, other.densest),
            self.offsets | other.offsets,
            max(self.depth, other.depth),
        )


def _view(expr: str, recorded: Recorded, known: frozenset[str] = frozenset()) -> _View:
    view = _View()
    for one in selectors(parse(expr)):
        far = reach(one) if one.at is None else 0.0
        ranges = [*([one.range] if one.range else []), *(subquery.range for subquery in one.subqueries)]
        densest = min(ranges, default=math.inf) / 4
        if one.subqueries and not one.range:
            densest = min(densest, _LOOKBACK)
        view |= _View(far, densest, frozenset([one.offset]))
        name = one.metric or ""
        for inner, offset in recorded.get(name, ()) if name not in known else ():
            behind = _view(inner, recorded, known | {name})
            view |= behind._replace(reach=behind.reach + far + offset, depth=behind.depth + 1)
    return view


def _step(view: _View, wait: float, usual: str) -> str:
    """How often to evaluate: every `usual`, or as seldom as it takes for a test of so many steps.

    Where near and far ranges stand side by side, the far ones do not become full: ratios do not mind.
    """
    possible = [
        one
        for one in (usual, *(step for step in _STEPS if seconds(step) > seconds(usual)))
        if seconds(one) <= view.densest
        and (seconds(one) <= _LOOKBACK or not any(offset % seconds(one) for offset in view.offsets))
    ]
    for one in possible:
        if view.reach + wait <= MOST_STEPS * seconds(one):
            return one
    return possible[-1] if possible else usual


def _duration(span: float) -> str:
    """`span`, of whole seconds, as promtool reads it: `12m`, `1d2h`."""
    left, found = round(span), ""
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, left = divmod(left, length)
        found += f"{count}{unit}" if count else ""
    return found or "0s"


def _unit_test(project: Project, alert: Alert, test: AlertTest, timing: _Timing) -> UnitTest:
    """The alert's test, asking Prometheus's own series `ALERTS`, which tells one from its namesakes."""
    firing = {"alertname": alert.name, "alertstate": "firing", "severity": str(alert.severity)}
    firing |= project.namesakes.telling(alert)
    group = project.group_of(alert)
    offset = f" offset {group.query_offset}" if group is not None and _offset(group) else ""
    selected = series("ALERTS", firing) + offset  # what Prometheus knows by then is of so long ago
    labels = {"alertname": alert.name} | labels_of(project, alert) | dict(test.labels)
    asked: list[PromqlExprTest] = []
    if timing.quiet_at is not None:
        asked.append(PromqlExprTest(expr=selected, eval_time=timing.quiet_at))
    if timing.fires_at is not None:
        any_labels = test.fires is not None and not test.labels and not test.annotations
        fired = series("ALERTS", dict(sorted(({"alertstate": "firing"} | labels).items())))
        asked.append(
            PromqlExprTest(
                expr=f"group({selected})" if any_labels else selected,
                eval_time=timing.fires_at,
                exp_samples=[ExpectedSample("{}" if any_labels else fired, 1.0)],
            )
        )
    told: list[AlertRuleTest] = []
    if test.annotations and timing.fires_at is not None:
        del labels["alertname"]
        annotations = {name: cleandoc(text) for name, text in annotations_of(project, alert).items()}
        expected = ExpectedAlert(exp_labels=labels, exp_annotations=annotations | dict(test.annotations))
        told.append(AlertRuleTest(eval_time=timing.fires_at, alertname=alert.name, exp_alerts=[expected]))
    return written_at(
        test.source,
        UnitTest(
            name=f"{alert.name} ({alert.severity}): {test.name}",
            interval=timing.interval,
            input_series=[InputSeries(one, _notation(values, timing)) for one, values in test.series.items()],
            alert_rule_tests=told,
            promql_expr_tests=asked,
        ),
    )


def _notation(values: Values, timing: _Timing) -> str:
    """`values` as promtool writes them, up to the last time that is looked at."""
    if isinstance(values, str):
        return values
    every = seconds(timing.interval)
    times = math.ceil(timing.horizon / every)
    if not isinstance(values, Growth):
        return f"{number(values)}x{times}"
    step = values.amount * every / seconds(values.per)
    return f"{number(values.start)}{'-' if step < 0 else '+'}{number(abs(step))}x{times}"


__all__ = ["unit_tests"]
