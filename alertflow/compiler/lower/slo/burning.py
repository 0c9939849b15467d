"""Tests of the tiers: each fires at the burn rate it stands for, after the time it stands for, and not below.

what fails   just below       nothing          just above        twice as much  nothing
for          a long window    a long window    a long window     a third of it  a short window
the alert    is quiet         is quiet         fires at the end  fires          is quiet
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from alertflow.compiler.lower.slo.example import Counter
from alertflow.compiler.lower.slo.timeline import Phase, busy, fed, holds, written
from alertflow.duration import seconds
from alertflow.model import Slo
from alertflow.model.conventions import SEVERITY
from alertflow.model.slo import BurnTier
from alertflow.model.slo.alerting import condition
from alertflow.prometheus import InputSeries, PromqlExprTest
from alertflow.prometheus.promql.writing import matcher, selector

_NEAR = 0.03
"""How far below and above its burn rate a tier is tested."""


class Windows(NamedTuple):
    """What tests of tiers must share to stand in one test: their windows, in minutes, and `for`."""

    short: int
    long: int
    for_: int

    @classmethod
    def of(cls, tier: BurnTier) -> Windows:
        """Those of `tier`."""
        return cls(*(ceil(seconds(span) / 60) for span in (tier.short, tier.long, tier.for_)))

    @property
    def step(self) -> int:
        """How often rules are evaluated in the test, in minutes: once in the short window."""
        return self.short if self.short < 60 else self.short - self.short % 2

    @property
    def interval(self) -> int:
        """The minutes between two samples; five minutes hold at least two."""
        return 1 if self.step < 60 else 2


def tier_case(
    slo: Slo, tier: BurnTier, counters: Sequence[Counter]
) -> tuple[list[InputSeries], list[PromqlExprTest]]:
    """The series that show when `tier` fires, and what is asked of it."""
    windows = Windows.of(tier)
    step = windows.step
    long, short = ceil(windows.long / step), ceil(windows.short / step)
    burning = long + 1 + ceil(windows.for_ / step)  # Prometheus 2 also counts what lies on the window's start
    limit, requests = tier.factor(slo.period) * slo.budget, busy(slo)
    below, above = limit * (1 - _NEAR), min(limit * (1 + _NEAR), (1 + limit) / 2)
    shares = [(long, below), (long, 0), (burning, above), (ceil(long / 3), min(2 * limit, 1)), (short + 1, 0)]
    alert, per_step = firing(slo, tier), step // windows.interval
    _, clean, fires, twice, stopped = accumulate(steps for steps, _ in shares)
    early = clean + long - ceil(long / 6)
    expected = {long: False, early: False, fires: True, twice: True, stopped: False}
    phases = [Phase(steps * per_step, requests, round(requests * share)) for steps, share in shares]
    return fed(counters, phases), [holds(alert, written(at * step), true=on) for at, on in expected.items()]


def few_case(slo: Slo, counters: Sequence[Counter]) -> tuple[list[InputSeries], list[PromqlExprTest]]:
    """At night, whatever is asked fails: the fastest tier is quiet until `minimum_failures` is reached."""
    tier, least = slo.burn_tiers[0], slo.minimum_failures
    windows = Windows.of(tier)
    lapse = ceil(least / 10)  # a tenth, as Prometheus extrapolates to the window's edges
    step, half = windows.step, windows.step // 2
    before, after = ceil(windows.long / step), ceil(windows.for_ / step)

    def once(failed: int) -> list[Phase]:
        """A step in the middle of which so many requests fail."""
        return [Phase(half, 0, 0), Phase(1, failed, failed), Phase(step - half - 1, 0, 0)]

    phases = [Phase(before * step, 0, 0), *once(least - lapse), *once(2 * lapse), Phase(after * step, 1, 1)]
    alert = firing(slo, tier)
    return fed(counters, phases), [
        holds(alert, written((before + 1) * step), true=False),
        holds(alert, written((before + 2 + after) * step)),
    ]


def firing(slo: Slo, tier: BurnTier) -> str:
    """The series of the alert of `tier`, while it fires; its condition, where it has that alert not alone."""
    for (_, tiers), alert in zip(slo.tiers_by_alert, slo.burn_alerts, strict=True):
        if tiers == (tier,):
            own = [matcher("alertname", "=", alert.name), 'alertstate="firing"']
            if sum(one.name == alert.name for one in slo.burn_alerts) > 1:
                own.append(matcher(SEVERITY, "=", alert.severity.name))
            return selector("ALERTS", own)
    return condition(slo, tier)


__all__ = ["Windows", "few_case", "firing", "tier_case"]
