"""Tests of the budget: what remains of it, its status, and when it is exhausted, by a reckoning of their own.

In one period the budget is spent faster and faster, with changing traffic; in the next one nothing fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from alertflow.compiler.lower.slo.example import Counter
from alertflow.compiler.lower.slo.timeline import Phase, busy, fed, holds, written
from alertflow.duration import seconds
from alertflow.model import Alert, Slo
from alertflow.model.slo import series
from alertflow.prometheus import ExpectedSample, InputSeries, PromqlExprTest
from alertflow.prometheus.promql.writing import number

INTERVAL = 2
"""The minutes between two samples; five minutes hold at least two."""

_SPENDING = ((1, 0.3), (3, 5 / 6), (2, 1.45), (2, 2.35))
"""Traffic and burn rate in the quarters of the first period; 30, 70, 95 and 130 % are spent after them."""
_STEPS = 4
"""Evaluations in each quarter."""
_BLUR = 0.005
"""How near a value must be."""


def step(slo: Slo) -> int:
    """How often rules are evaluated in the test, in minutes: some sixteen times a period.

    The period is no multiple of it: so no sample lies on its start, where Prometheus 2 and 3 differ. Whole
    hours, where there are some that fit: a calendar period is counted in those.
    """
    period = round(slo.hours * 60)
    most = period // (len(_SPENDING) * _STEPS)
    candidates = chain(
        range(most // 60 * 60, most // 2, -60), range(most // INTERVAL * INTERVAL, 0, -INTERVAL)
    )
    found: int = next(minutes for minutes in candidates if period % minutes)
    return found


def budget_case(slo: Slo, counters: Sequence[Counter]) -> tuple[list[InputSeries], list[PromqlExprTest]]:
    """The series of two periods, and what is asked at the end of each quarter."""
    per_step, requests = step(slo) // INTERVAL, busy(slo)
    phases = [
        Phase(_STEPS * per_step, traffic * requests, round(traffic * requests * min(1, burn * slo.budget)))
        for traffic, burn in (*_SPENDING, *[(1, 0.0)] * len(_SPENDING))
    ]
    return fed(counters, phases), [test for end, _ in enumerate(phases, 1) for test in _at(slo, phases, end)]


def _at(slo: Slo, phases: Sequence[Phase], end: int) -> Iterator[PromqlExprTest]:
    """What is expected when so many quarters have ended."""
    minutes, latest = end * _STEPS * step(slo), phases[end - 1]
    at, remaining = written(minutes), _remaining(slo, phases, minutes)
    yield holds(f"abs({series.BUDGET_REMAINING}{slo.selector} - {number(round(remaining, 4))}) < {_BLUR}", at)
    if all(abs(remaining - bound) > _BLUR for bound in series.STATUS_ABOVE):
        status = sum(remaining > bound for bound in series.STATUS_ABOVE)
        sample = ExpectedSample(f"{series.STATUS}{slo.selector}", status)
        yield PromqlExprTest(expr=f"{series.STATUS}{slo.selector}", eval_time=at, exp_samples=[sample])
        if not slo.exhausted_alerts:
            return
        spent, going_on = slo.exhausted_alerts
        burns = latest.failed > slo.budget * latest.requests
        before = _remaining(slo, phases, minutes - step(slo))  # it must have held for 10m, so then already
        yield holds(_firing(spent), at, true=remaining < 0)
        if abs(before) > _BLUR:
            yield holds(_firing(going_on), at, true=remaining < 0 and burns and before < 0)


def _remaining(slo: Slo, phases: Sequence[Phase], minutes: int) -> float:
    """What remains of the budget at `minutes`, from the raw numbers."""
    every, now = step(slo), datetime.fromtimestamp(0, UTC) + timedelta(minutes=minutes)
    begin = _start(slo, now)
    seen = [
        phases[(k - 1) // _STEPS]
        for k in range(1, minutes // every + 1)
        if datetime.fromtimestamp(0, UTC) + timedelta(minutes=k * every) > begin
    ]
    if slo.period_ratio == "averaged":
        ratio = sum(one.failed / one.requests for one in seen) / len(seen)
    else:
        ratio = sum(one.failed for one in seen) / sum(one.requests for one in seen)
    spent = ratio / slo.budget
    if slo.calendar is not None:
        after = begin + timedelta(seconds=seconds(slo.calendar.longest)) + timedelta(days=1)
        spent *= (now - begin) / (_start(slo, after) - begin)
    return 1 - spent


def _start(slo: Slo, now: datetime) -> datetime:
    """When the period in which `now` lies began."""
    midnight = now.replace(hour=0, minute=0, second=0)
    match slo.period:
        case "week":
            return midnight - timedelta(days=now.weekday())
        case "month":
            return midnight.replace(day=1)
        case "quarter":
            return midnight.replace(day=1, month=now.month - (now.month - 1) % 3)
    return now - timedelta(hours=slo.hours)


def _firing(alert: Alert) -> str:
    return f'ALERTS{{alertname="{alert.name}",alertstate="firing",severity="{alert.severity}"}}'


__all__ = ["INTERVAL", "budget_case", "step"]
