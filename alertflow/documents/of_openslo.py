"""The objectives of documents of OpenSLO, with the indicators and policies that they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from alertflow.documents.objective import WINDOW, Alarm, Burn, Objective, Query, unknown_keys
from alertflow.openslo import (
    AlertCondition,
    AlertConditionSpec,
    AlertPolicy,
    AlertPolicySpec,
    ConditionRef,
    Metric,
    OpenSlo,
    PolicyRef,
    Sli,
    SliSpec,
    Slo,
    SloSpec,
    TimeWindow,
)
from alertflow.openslo import Objective as Target

_WINDOW = re.compile(r"\{\{ *\.window *\}\}")
"""As Sloth has it, which reads OpenSLO, too; OpenSLO itself names nothing of the kind."""

_counters = re.compile(
    r"\s*(?:sum\s*\(\s*)?(?P<events>[a-zA-Z_:][\w:]*\s*(?:\{[^{}]*\})?)\s*\)?\s*"
).fullmatch
"""A counter, or the sum of counters, whose rate is not asked for yet."""

_DAYS = {"M": 30, "Q": 90, "Y": 365}
_UTC = ("UTC", "Etc/UTC", "Etc/GMT", "GMT")
_MIDNIGHT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T]00:00:00Z?")


def objectives(documents: Iterable[object]) -> list[Objective]:
    """The objectives of those of `documents` that are of OpenSLO, in order."""
    every = [one for one in documents if isinstance(one, OpenSlo)]
    slis = {one.metadata.name: one.spec for one in every if isinstance(one, Sli)}
    policies = {one.metadata.name: one.spec for one in every if isinstance(one, AlertPolicy)}
    conditions = {one.metadata.name: one.spec for one in every if isinstance(one, AlertCondition)}
    found: list[Objective] = []
    for slo in every:
        if isinstance(slo, Slo):
            alarms = tuple(_alarms(slo.spec, policies, conditions))
            several = len(slo.spec.objectives) > 1
            for number, target in enumerate(slo.spec.objectives, 1):
                found.append(_objective(slo, target, f"-{number}" if several else "", slis, alarms))
    return found


def _objective(
    slo: Slo, target: Target, suffix: str, slis: Mapping[str, SliSpec], alarms: tuple[Alarm, ...]
) -> Objective:
    spec = slo.spec
    percent = target.target_percent is not None
    given = target.target_percent if percent else target.target
    field = "target_percent" if percent else "target"
    period = _period(spec.time_window[0]) if spec.time_window else "30d"
    return Objective(
        service=spec.service,
        name=slo.metadata.name + suffix,
        target=Decimal(repr(given or 0.0)) / (100 if percent else 1),
        percent=percent,
        part=target,
        target_field=field,
        period=period,
        averaged=spec.budgeting_method == "RatioTimeslices",
        alarms=alarms,
        labels={key: ",".join([value] if isinstance(value, str) else value) for key, value in _labels(slo)},
        description=spec.description,
        program="OpenSLO",
        unknown=unknown_keys(slo),
        **_measured(spec, target, slis),
    )


def _labels(slo: Slo) -> Iterable[tuple[str, Any]]:
    return slo.metadata.labels.items()


def _measured(spec: SloSpec, target: Target, slis: Mapping[str, SliSpec]) -> dict[str, Any]:
    """What the objective is measured by, as fields of Objective."""
    inline, name = target.indicator or spec.indicator, target.indicator_ref or spec.indicator_ref
    sli = inline.spec if inline is not None else slis.get(name or "")
    if spec.budgeting_method == "Timeslices":
        return {"other": "it counts slices of time, and not events"}
    if sli is None:
        return {"other": f"the indicator '{name}' is in none of the files"}
    ratio = sli.ratio_metric
    if ratio is None:
        return {"other": "it compares a value, and counts no events"}
    if ratio.raw is not None and ratio.raw_type == "failure":
        return {"raw": _query(ratio.raw)}
    counter = bool(ratio.counter)
    made = {name: _query(one, counter) for name in ("good", "bad", "total") if (one := getattr(ratio, name))}
    if not made or None in made.values():
        return {"other": "one of its queries is not in spec.query of its metricSource"}
    return {**made}


def _query(metric: Metric, counter: bool = False) -> Query | None:
    """The query of `metric`; of a `counter` without a range, its rate."""
    source = metric.metric_source
    if source.query is None or (source.type or "prometheus").lower() not in ("prometheus", "promql"):
        return None
    place = source.place_of("spec", "query")
    text = _WINDOW.sub(WINDOW, source.query)
    found = _counters(text) if counter and WINDOW not in text else None
    if found:
        text = f"sum(rate({found['events'].strip()}[{WINDOW}]))"
    return Query(source.query, text, place)


def _period(window: TimeWindow) -> str:
    amount, unit = int(window.duration[:-1]), window.duration[-1]
    if window.calendar is None:
        return f"{amount * _DAYS[unit]}d" if unit in _DAYS else window.duration
    start = _MIDNIGHT.fullmatch(window.calendar.start_time)
    if window.calendar.time_zone not in _UTC or start is None or amount != 1:
        return ""
    from datetime import date  # only a calendar asks for it

    try:
        first = date(*map(int, start.groups()))
    except ValueError:
        return ""
    if unit == "w" and first.weekday() == 0:
        return "week"
    if unit == "M" and first.day == 1:
        return "month"
    return "quarter" if unit == "Q" and first.day == 1 and first.month % 3 == 1 else ""


def _alarms(
    spec: SloSpec, policies: Mapping[str, AlertPolicySpec], conditions: Mapping[str, AlertConditionSpec]
) -> Iterator[Alarm]:
    for one in spec.alert_policies:
        if isinstance(one, str):
            policy = policies.get(one)
        elif isinstance(one, PolicyRef):
            policy = policies.get(one.alert_policy_ref)
        else:
            policy = one.spec
        for given in policy.conditions if policy is not None and policy.alert_when_breaching else ():
            condition = conditions.get(given.condition_ref) if isinstance(given, ConditionRef) else given.spec
            if condition is not None and condition.condition.op not in ("lt", "lte"):
                name = given.condition_ref if isinstance(given, ConditionRef) else given.metadata.name
                yield _alarm(name, condition)


def _alarm(name: str, spec: AlertConditionSpec) -> Alarm:
    one = spec.condition
    burn = Burn(name, one.threshold, one.lookback_window, for_=one.alert_after)
    return Alarm("", spec.severity, (burn,), source=one.source)


__all__ = ["objectives"]
