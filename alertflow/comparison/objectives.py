"""Objectives compared with the rules that `alertflow build` makes of an `Slo`: whether both alert alike.

What is asked of Prometheus is looked at, not what it is called: recorded series are looked through, constants
are multiplied out. So are windows, limits, severities, labels and annotations; what else differs is told.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alertflow.comparison.burn_rates import (
    OBJECTIVE,
    SEVERITY,
    Key,
    Made,
    by_hand,
    changed,
    every_rule,
    key_of_rule,
    less,
    rules_in,
)
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.spans import length
from alertflow.documents import Kind, Read
from alertflow.documents.objective import Alarm, Burn, Objective, as_word, sloth_id_of
from alertflow.documents.objectives import objectives_of
from alertflow.duration import seconds
from alertflow.prometheus import AlertingRule
from alertflow.prometheus.promql.burning import Burning, Records, burning, divided, key_of

SPECIFICATIONS = (Kind.SLOTH, Kind.OPENSLO)

_DAYS = "slo:time_period:days"
_OWN = ("service", "slo")


class Settled(NamedTuple):
    """Two sides without what objectives say on both, and what differs in that."""

    old: list[Read]
    new: list[Read]
    differences: list[Difference]


def settled(old: Sequence[Read], new: Sequence[Read]) -> Settled:
    """Takes out what is a specification, or alerts written by hand, on the old side, and rules of an `Slo` on
    the new one. All else stays, and everything where there is no `Slo`.
    """
    made = Made(new)
    if not made.known:
        return Settled(list(old), list(new), [])
    specs = [one for one in old if one.kind in SPECIFICATIONS]
    every = objectives_of(read.document for read in specs)
    stay = {id(one.part) for read in specs if _stays(read, new) for one in objectives_of([read.document])}
    said = [one for one in every if _key(one) in made.known and id(one.part) not in stay]
    ids = {one.sloth_id for one in said if one.program == "Sloth"}
    generated, told = _generated(old, ids)
    alerts, more = by_hand(old, made, set(generated))
    told += more
    beside, also = _generated(old, _generated_with(old, alerts))
    told += also
    done = {*map(_key, said), *alerts.values()}
    paths = {id(one.part): read.path for read in specs for one in objectives_of([read.document])}
    told += [one for each in said for one in _compared(each, made, paths[id(each.part)])]
    rules = [rule for read in new if (file := rules_in(read)) is not None for rule in every_rule([file])]
    of_slos = [id(rule) for rule in rules if key_of_rule(rule) in done]
    parts = {id(one.part) for one in said}
    return Settled(
        [
            rest
            for one in old
            if (rest := _left(one, parts, new)) and (rest := less(rest, [*alerts, *generated, *beside]))
        ],
        [rest for one in new if (rest := less(one, of_slos))],
        told,
    )


def _stays(read: Read, new: Sequence[Read]) -> bool:
    """Whether a specification is on the new side as it was; then no rules stand for it."""
    data = read.document.to_data()
    return any(
        one.path == read.path and one.kind is read.kind and one.document.to_data() == data for one in new
    )


def _generated(old: Sequence[Read], ids: set[str]) -> tuple[list[int], list[Difference]]:
    """The rules of `old` that Sloth generated of objectives, by `id(rule)`, and what is told of each file."""
    found: list[int] = []
    told: list[Difference] = []
    for read in old:
        file = rules_in(read)
        here = [rule for rule in every_rule([file]) if sloth_id_of(rule) in ids] if file else []
        if here:
            text = f"{len(here)} rules that Sloth generated are those of Slos now"
            told.append(Difference(What.MOVED, read.path, "", text, here[0].source))
            found += map(id, here)
    return found, told


def _generated_with(old: Sequence[Read], alerts: Container[int]) -> set[str]:
    """The `sloth_id`s of which all alerts are among `alerts`, by `id(rule)`."""
    files = [file for read in old if (file := rules_in(read)) is not None]
    rules = [rule for rule in every_rule(files) if isinstance(rule, AlertingRule) and sloth_id_of(rule)]
    missing = {sloth_id_of(rule) for rule in rules if id(rule) not in alerts}
    return {sloth_id_of(rule) for rule in rules} - missing


def objectives_differences(old: Read, new: Sequence[Read]) -> list[Difference]:
    """What differs between the objectives of the specification `old` and the rules of `new`.

    Those that say the same by other names are MOVED, those of which there are no rules are REMOVED.
    """
    made, found = Made(new), list[Difference]()
    for one in objectives_of([old.document]):
        if _key(one) in made.known:
            found += _compared(one, made, old.path)
        else:
            found.append(Difference(What.REMOVED, old.path, _name(one), "gone", one.source))
    return found


def _left(read: Read, said: set[int], new: Sequence[Read]) -> Read | None:
    """What is left of a specification without the objectives `said`, by `id` of their parts."""
    if read.kind is Kind.SLOTH and said:
        from alertflow.sloth import PrometheusServiceLevel, ServiceLevels

        document = read.document
        levels = document.spec if isinstance(document, PrometheusServiceLevel) else document
        assert isinstance(levels, ServiceLevels)
        slos = tuple(one for one in levels.slos if id(one) not in said)
        if not slos:
            return None
        rest = changed(levels, slos=slos)
        whole = changed(document, spec=rest) if isinstance(document, PrometheusServiceLevel) else rest
        return read._replace(document=whole)  # type: ignore[arg-type]  # it is of the class that it was
    if read.kind is Kind.OPENSLO and said:
        from alertflow.openslo import AlertCondition, AlertPolicy, Sli, Slo

        if isinstance(read.document, Slo):
            return None if all(id(one) in said for one in read.document.spec.objectives) else read
        if isinstance(read.document, Sli | AlertPolicy | AlertCondition):
            data = read.document.to_data()
            return (
                read if any(one.kind is read.kind and one.document.to_data() == data for one in new) else None
            )
    return read


def _compared(one: Objective, made: Made, path: str) -> Iterator[Difference]:
    """What differs of one objective; that it is the same, by other names, where nothing does."""
    key = _key(one)
    alerts = made.alerts.get(key, [])
    said: list[str] = []
    target, days = made.recorded(OBJECTIVE, key), made.recorded(_DAYS, key)
    if target is None or f"{target:.9g}" != f"{float(one.target):.9g}":
        said.append(f"objective {float(one.target):g} → {target}")
    if one.period[:1].isdigit() and days != seconds(one.period) / 86400:
        said.append(f"period {one.period} → {days}d")
    said += _alarms(one, alerts, made.records)
    place = alerts[0].source if alerts else None
    names = sorted({rule.alert for rule in alerts})
    same = f"the same, now as the Slo {key[0]}/{key[1]}{_called(one, names)}"
    what = What.CHANGED if said else What.MOVED
    yield Difference(what, path, _name(one), "; ".join(said) or same, place)


def _called(one: Objective, names: list[str]) -> str:
    """What is called otherwise."""
    words = []
    if one.program == "Sloth":
        words.append("; its labels are service, slo and burn, for sloth_service, sloth_slo and sloth_id")
    if names and {alarm.name for alarm in one.alarms if alarm.name} != set(names):
        words.append(f"; its alerts are {', '.join(names)}")
    return "".join(words)


def _alarms(one: Objective, alerts: Sequence[AlertingRule], records: Records) -> Iterator[str]:
    """What differs in the alerts of an objective, each in words."""
    share, left = _share(one), list(alerts)
    asked = {id(rule): burning(rule.expr, records) or [] for rule in alerts}
    for alarm in one.alarms:
        wanted = {_limit(burn, one) for burn in alarm.burns if burn.factor * one.budget < 1}
        severity = alarm.labels.get(SEVERITY)
        rules = [
            rule
            for rule in left
            if severity in (None, rule.labels.get(SEVERITY))
            and wanted & {_of(tier, alarm) for tier in asked[id(rule)]}
        ]
        left = [rule for rule in left if rule not in rules]
        if not rules:
            if wanted:
                yield f"the {alarm.kind} alert is gone"
            continue
        tiers = [tier for rule in rules for tier in asked[id(rule)]]
        if wanted != (found := {_of(tier, alarm) for tier in tiers}):
            yield f"the {alarm.kind} alert compares {_shown(wanted)} → {_shown(found)}"
        if share is not None and any(tier.key != share for tier in tiers):
            yield f"the {alarm.kind} alert asks for another error ratio"
        for burn in alarm.burns if not all(burn.short for burn in alarm.burns) else ():
            yield f"the {alarm.kind} alert looks at a short window, too, beside {burn.long}"
        for rule in rules:
            yield from _words(alarm, one.labels, rule)
    for rule in left:
        yield f"the alert {rule.alert} ({rule.labels.get(SEVERITY)}) is new"


def _words(alarm: Alarm, labels: Mapping[str, str], rule: AlertingRule) -> Iterator[str]:
    """What of an alert's own words is not in `rule`."""
    for name, value in {**labels, **alarm.labels}.items():
        now = rule.labels.get(name)
        if now != value and not (name in _OWN and now == as_word(value)):
            yield f"{rule.alert}: label {name} {value!r} → {now!r}"
    for name, value in alarm.annotations.items():
        if rule.annotations.get(name) != value:
            yield f"{rule.alert}: annotation {name} {value!r} → {rule.annotations.get(name)!r}"
    waits = max((seconds(burn.for_) for burn in alarm.burns), default=0.0)
    if (length(rule.for_) if rule.for_ else 0) != waits:
        yield f"{rule.alert}: for {waits:g}s → {rule.for_ or '0s'}"


_Limit = tuple[float, float, str]
"""The long and the short window, in seconds (0 for one that is not given), and the limit in five digits."""


def _limit(burn: Burn, one: Objective) -> _Limit:
    return seconds(burn.long), seconds(burn.short), f"{burn.factor * one.budget:.5g}"


def _of(tier: Burning, alarm: Alarm) -> _Limit:
    alone = not any(burn.short for burn in alarm.burns)
    return tier.long, 0.0 if alone else tier.short, f"{tier.limit:.5g}"


def _shown(every: Iterable[_Limit]) -> str:
    return " and ".join(f"{limit} over {long / 3600:g}h" for long, _, limit in sorted(every)) or "nothing"


def _share(one: Objective) -> tuple[str, str] | None:
    """What tells the error ratio of an objective from others."""
    if one.raw is not None:
        share = divided(one.raw.text)
        return None if share is None else (key_of(share[0]), key_of(share[1]))
    if one.total is None or (one.bad is None and one.good is None):
        return None
    good = f"{one.total.text} - ({one.good.text})" if one.good is not None else ""
    return key_of(one.bad.text if one.bad is not None else good), key_of(one.total.text)


def _key(one: Objective) -> Key:
    return as_word(one.service), as_word(one.name)


def _name(one: Objective) -> str:
    return f"{one.service}/{one.name}"


__all__ = ["Settled", "objectives_differences", "settled"]
