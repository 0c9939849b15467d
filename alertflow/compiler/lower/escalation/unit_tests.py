"""The tests that prove escalations: every level of every alert is told on time, and not once it is over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from alertflow.compiler.lower.annotated import LEVELS, labels_of
from alertflow.compiler.lower.escalation.policies import Escalated, escalated
from alertflow.compiler.lower.escalation.rules import fires_after
from alertflow.declared import written_at
from alertflow.duration import seconds
from alertflow.model import Alert, Project
from alertflow.model.conventions import DISPATCH, ESCALATION, ESCALATION_POLICY
from alertflow.prometheus import ExpectedSample, InputSeries, PromqlExprTest, TestFile, UnitTest
from alertflow.prometheus.promql.writing import quoted

TESTS = "tests/escalation_test.yml"

_REACHES = "reaches"
"""A label of the test's own: the level that a series reaches after two minutes, or why it reaches none."""
_AT = 2
"""The minute at which it does. A minute later the alert resolves."""
_LONG_AGO = -10_000_000
"""Long before any level, in seconds."""


class _Fed(NamedTuple):
    """A series that Prometheus is given: an alert is active since then, in seconds from the start."""

    labels: Mapping[str, str]
    since: int


def test_file(project: Project) -> TestFile | None:
    """The tests, one for each escalation; None where no alert escalates.

    They give Prometheus, instead of what the alerts watch, the series by which it remembers since when each
    has fired: one for each level, which that alert is two minutes away from at first. And what must not
    escalate by these levels: one of the levels itself, and alerts of the same name and another severity.
    """
    by_policy: dict[str, list[Escalated]] = {}
    for one in escalated(project):
        by_policy.setdefault(one.escalation.name, []).append(one)
    tests = [_test(project, alerts) for alerts in by_policy.values()]
    return TestFile(rule_files=[f"../{LEVELS}"], evaluation_interval="1m", tests=tests) if tests else None


def _test(project: Project, alerts: list[Escalated]) -> UnitTest:
    escalation = alerts[0].escalation
    reaching = [one for alert in alerts for one in _reaching(project, alert)]
    fed = [*reaching, _of_level(project, alerts[0]), *_namesakes(project, alerts)]
    return written_at(
        escalation.source,
        UnitTest(
            name=f"{escalation.name}: each level in its minute, and none when it is over",
            interval="1m",
            input_series=[
                InputSeries(_text("ALERTS_FOR_STATE", one.labels), f"{one.since}x{_AT} stale") for one in fed
            ],
            promql_expr_tests=[case for minute in range(1, _AT + 2) for case in _asked(alerts, fed, minute)],
        ),
    )


def _asked(alerts: list[Escalated], fed: list[_Fed], minute: int) -> Iterator[PromqlExprTest]:
    """Which levels fire, asked for each name: promtool loads no more than 10,000 samples for one query."""
    firing: dict[str, list[ExpectedSample]] = {one.alert.name: [] for one in alerts}
    for labels in _firing(alerts, fed, minute):
        firing[labels["alertname"]].append(ExpectedSample(_text("ALERTS", labels), 1.0))
    for name, samples in firing.items():
        known = {"alertname": name, "alertstate": "firing", ESCALATION_POLICY: alerts[0].escalation.name}
        asked = f'{_text("ALERTS", known)[:-1]},{_REACHES}!=""}}'
        yield PromqlExprTest(expr=asked, eval_time=f"{minute}m", exp_samples=samples)


def _reaching(project: Project, one: Escalated) -> Iterator[_Fed]:
    """The alert as it comes to each of its levels."""
    labels = _labels(project, one.alert)
    for number, after in enumerate(_delays(one), 1):
        yield _Fed({**labels, _REACHES: str(number)}, _AT * 60 - fires_after(one.alert) - after)


def _of_level(project: Project, one: Escalated) -> _Fed:
    """A level of the alert: it does not escalate itself."""
    own = {ESCALATION: "1", ESCALATION_POLICY: one.escalation.name, _REACHES: "none, a level"}
    return _Fed(_labels(project, one.alert) | own, _LONG_AGO)


def _namesakes(project: Project, alerts: list[Escalated]) -> Iterator[_Fed]:
    """Alerts that have the name of one of these, another severity, and another escalation or none."""
    known = {(one.alert.name, one.alert.severity) for one in alerts}
    for name in dict.fromkeys(one.alert.name for one in alerts):
        for alert in project.alerts_by_name[name]:
            if (name, alert.severity) not in known:
                yield _Fed({**_labels(project, alert), _REACHES: "none, a namesake"}, _LONG_AGO)


def _firing(alerts: list[Escalated], fed: list[_Fed], minute: int) -> Iterator[dict[str, str]]:
    """The labels of the levels that fire at `minute`; `fed` are the series of each alert, level by level."""
    series = iter(fed)
    for one in alerts:
        delays = _delays(one)
        for _ in delays:
            labels, since = next(series)
            fired = minute * 60 - since - fires_after(one.alert)
            for number, after in enumerate(delays, 1):
                if minute <= _AT and fired >= after:
                    own = {ESCALATION: str(number), ESCALATION_POLICY: one.escalation.name}
                    known = {name: value for name, value in labels.items() if name != DISPATCH}
                    yield {"alertstate": "firing", **known, **own}


def _delays(one: Escalated) -> list[int]:
    return [math.ceil(seconds(level.after)) for level in one.escalation.levels]


def _labels(project: Project, alert: Alert) -> dict[str, str]:
    """The labels that are known beforehand."""
    labels: Mapping[str, str] = {"alertname": alert.name, **labels_of(project, alert)}
    return {name: value for name, value in labels.items() if "{{" not in value}


def _text(metric: str, labels: Mapping[str, str]) -> str:
    return f"{metric}{{{','.join(f'{name}={quoted(value)}' for name, value in sorted(labels.items()))}}}"


__all__ = ["TESTS", "test_file"]
