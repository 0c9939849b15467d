"""What is recorded of an objective: its error ratio over each window, its budget, and how that stands.

Windows of up to an hour are read from the counters. Longer ones are summed from the five-minute rates that
are recorded every minute, and so cost the same however many series the counters have: every request weighs
the same, and only the five minutes at a window's ends are blurred. A calendar period is summed from the
counts of its hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alertflow.declared import written_at
from alertflow.duration import seconds
from alertflow.model.conventions import SERVICE, SLO
from alertflow.model.groups import RecordingRule, RuleGroup
from alertflow.model.slo import series
from alertflow.prometheus.promql.writing import number

if TYPE_CHECKING:
    from alertflow.model.slo.objective import Slo
    from alertflow.model.slo.periods import Calendar

INTERVAL = "1m"
"""How often the rules are evaluated: each recorded rate stands for that many seconds."""

_SHORT = 3600.0
"""The longest window, in seconds, that is read from the counters."""
_BASE, _HOUR = "5m", "1h"


def recording_group(slo: Slo) -> RuleGroup:
    """The rules that record `slo`, in an order in which each finds what it reads."""
    own, labels = slo.selector, {SERVICE: slo.service, SLO: slo.name}
    budget, calendar = number(slo.budget), slo.calendar
    remaining = f"{series.BUDGET_REMAINING}{own}"
    rules: dict[str, str] = {
        series.REQUESTS: slo.indicator.total_rate(_BASE),
        series.ERRORS: slo.indicator.failed_rate(_BASE),
        **{series.error_ratio(window): error_ratio(slo, window) for window in windows(slo)},
        **(_since_start(slo, calendar) if calendar else {}),
        series.PERIOD_ERROR: _period_error(slo),
        series.PERIOD_DAYS: f"vector({number(slo.hours / 24)})",
        series.OBJECTIVE: f"vector({number(slo.objective)})",
        series.ERROR_BUDGET: f"vector({budget})",
        series.CURRENT_BURN_RATE: f"{series.error_ratio(_HOUR)}{own} / {budget}",
        series.BUDGET_REMAINING: _remaining(slo, budget),
        series.STATUS: " + ".join(f"({remaining} > bool {number(above)})" for above in series.STATUS_ABOVE),
    }
    recorded = [
        written_at(slo.source, RecordingRule(name, expr=expr, labels=labels)) for name, expr in rules.items()
    ]
    group = RuleGroup(f"slo/{slo.service}/{slo.name}", interval=INTERVAL, rules=recorded)
    return written_at(slo.source, group)


def windows(slo: Slo) -> tuple[str, ...]:
    """The windows whose error ratio is recorded, the shortest first."""
    named = [_BASE, _HOUR, *(window for tier in slo.burn_tiers for window in (tier.short, tier.long))]
    return tuple(sorted(dict.fromkeys(named), key=seconds))


def error_ratio(slo: Slo, window: str) -> str:
    """The share of the requests of `window` that failed; nothing while there are none."""
    own = slo.selector
    if window == _BASE:
        return f"{series.ERRORS}{own} / ({series.REQUESTS}{own} > 0)"
    if seconds(window) <= _SHORT:
        return f"({slo.indicator.failed_rate(window)})\n  / ({slo.indicator.total_rate(window)} > 0)"
    return _summed_ratio(f"{series.ERRORS}{own}[{window}]", f"{series.REQUESTS}{own}[{window}]")


def failures(slo: Slo, window: str | None = None) -> str:
    """How many requests failed within `window`, or, without one, within the period."""
    if window is not None and seconds(window) <= _SHORT:
        return f"({slo.indicator.failed_rate(window)}) * {number(seconds(window))}"
    if window is not None or slo.calendar is None:
        return _counted(slo, series.ERRORS, window or slo.period)
    return f"sum_over_time({_hourly(slo, series.HOURLY_ERRORS)})"


def _counted(slo: Slo, rate: str, window: str) -> str:
    """How many requests a recorded rate stands for within `window`."""
    return f"sum_over_time({rate}{slo.selector}[{window}]) * {number(seconds(INTERVAL))}"


def _period_error(slo: Slo) -> str:
    averaged = slo.period_ratio == "averaged"
    if slo.calendar is None:
        if averaged:
            return f"avg_over_time({series.error_ratio(_BASE)}{slo.selector}[{slo.period}])"
        return error_ratio(slo, slo.period)
    if averaged:
        return f"avg_over_time({_hourly(slo, series.error_ratio(_HOUR))})"
    return _summed_ratio(_hourly(slo, series.HOURLY_ERRORS), _hourly(slo, series.HOURLY_REQUESTS))


def _summed_ratio(errors: str, requests: str) -> str:
    return f"sum_over_time({errors})\n  / (sum_over_time({requests}) > 0)"


def _since_start(slo: Slo, calendar: Calendar) -> dict[str, str]:
    """What a calendar period is summed from."""
    return {
        series.HOURLY_REQUESTS: _counted(slo, series.REQUESTS, _HOUR),
        series.HOURLY_ERRORS: _counted(slo, series.ERRORS, _HOUR),
        series.PERIOD_START: calendar.start,
    }


def _hourly(slo: Slo, name: str) -> str:
    """The series `name` for every full hour since the calendar period began, which `@ end()` asks for now."""
    assert slo.calendar is not None
    own, start = slo.selector, f"{series.PERIOD_START}{slo.selector} @ end()"
    return f"({name}{own} and {start} <= time() - 3600)[{slo.calendar.longest}:1h]"


def _remaining(slo: Slo, budget: str) -> str:
    spent = f"{series.PERIOD_ERROR}{slo.selector} / {budget}"
    if slo.calendar is None:
        return f"1 - {spent}"
    elapsed = f"(time() - {series.PERIOD_START}{slo.selector}) / {slo.calendar.length}"
    return f"1 - {spent}\n  * {elapsed}"


__all__ = ["INTERVAL", "error_ratio", "failures", "recording_group", "windows"]
