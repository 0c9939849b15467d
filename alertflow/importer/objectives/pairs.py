"""Burn-rate alerts written by hand, found among rules: a share of errors over two windows at once."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from alertflow.documents import Read
from alertflow.documents.objective import Alarm, Burn, Objective, Query
from alertflow.model.conventions import SERVICE, SEVERITY, SLO
from alertflow.prometheus import AlertingRule, RuleFile
from alertflow.prometheus.promql.burning import Burning, burning, records_of

_FACTORS = {3600.0: 14.4, 21600.0: 6.0, 86400.0: 3.0, 259200.0: 1.0}
"""By the long window, in seconds: the factors of the workbook, for limits that are written as one number."""

_sloth_matchers = re.compile(r'\bsloth_(service|slo)="([^"]*)"').findall
"""What Sloth's own rules are of."""

_UNITS = (("d", 86400), ("h", 3600), ("m", 60))


class Pairs(NamedTuple):
    """An objective that alerts stand for, and those alerts."""

    objective: Objective
    rules: tuple[AlertingRule, ...]


def burn_rate_pairs(reads: Iterable[Read], without: Container[int] = ()) -> list[Pairs]:
    """The objectives that alerts of rule files stand for, each with its alerts; in the order of the files.

    `without` are rules that are left out, by their `id`.
    """
    files = [one for read in reads if (one := rule_file(read)) is not None]
    records = records_of(files)
    found: dict[tuple[str, str, float], list[tuple[AlertingRule, str, list[Burning]]]] = {}
    for file in files:
        for group in file.groups:
            for rule in group.rules if not group.labels else ():
                if not isinstance(rule, AlertingRule) or id(rule) in without:
                    continue
                if rule.keep_firing_for or SEVERITY not in rule.labels:
                    continue
                tiers = burning(rule.expr, records)
                budget = _budget(tiers) if tiers else None
                if tiers and budget is not None:
                    found.setdefault((*tiers[0].key, budget), []).append((rule, group.name, tiers))
    taken: dict[str, int] = {}
    return [_pairs(budget, ones, taken) for (_, _, budget), ones in found.items()]


def rule_file(read: Read) -> RuleFile | None:
    """The rules that `read` holds, or that it carries."""
    held = read.inner if read.inner is not None else read.document
    return held if isinstance(held, RuleFile) else None


def _budget(tiers: Sequence[Burning]) -> float | None:
    """The share that may fail, which all limits are multiples of; None where that is not clear."""
    found = set()
    for tier in tiers:
        if len(tier.factors) > 1:
            found.add(float(f"{min(tier.factors):.9g}"))
        elif tier.long in _FACTORS:
            found.add(float(f"{tier.factors[0] / _FACTORS[tier.long]:.9g}"))
        else:
            return None
    budget = found.pop() if len(found) == 1 else None
    return budget if budget is not None and 0 < budget < 0.5 and len(f"{budget:g}") <= 9 else None


def _pairs(
    budget: float, ones: Sequence[tuple[AlertingRule, str, list[Burning]]], taken: dict[str, int]
) -> Pairs:
    rule, group, tiers = ones[0]
    labels = [rule.labels for rule, _, _ in ones]
    errors, total = tiers[0].errors, tiers[0].total
    written = dict(_sloth_matchers(rule.expr))
    service = _common(labels, SERVICE) or written.get("service") or _of_group(group)
    name = _common(labels, SLO) or written.get("slo")
    name = name or ("latency" if "_bucket" in errors else "availability")
    number = taken[f"{service}/{name}"] = taken.get(f"{service}/{name}", 0) + 1
    names = iter(_names([tier for _, _, each in ones for tier in each]))
    place = rule.place("expr")
    objective = Objective(
        service=service,
        name=name if number == 1 else f"{name}-{number}",
        target=1 - Decimal(f"{budget:.9g}"),
        percent=False,
        part=rule,
        target_field="expr",
        bad=Query(errors, errors, place),
        total=Query(total, total, place),
        alarms=tuple(_alarm(one, budget, each, names) for one, _, each in ones),
        program="Prometheus",
    )
    return Pairs(objective, tuple(one for one, _, _ in ones))


def _alarm(rule: AlertingRule, budget: float, tiers: Sequence[Burning], names: Iterator[str]) -> Alarm:
    burns = [
        Burn(
            next(names),
            float(f"{tier.limit / budget:.9g}"),
            _duration(tier.long),
            _duration(tier.short),
            rule.for_ or "0s",
        )
        for tier in tiers
    ]
    return Alarm(rule.alert, rule.labels[SEVERITY], tuple(burns), rule.labels, rule.annotations, rule.source)


def _names(tiers: Sequence[Burning]) -> list[str]:
    """Names of tiers: by their long windows."""
    return [f"over-{_duration(tier.long)}" for tier in tiers]


def _of_group(group: str) -> str:
    """The service that a group of rules is called after."""
    return re.sub(r"([-_.:]?(slo|burn|alerts?|rules?))+$", "", group) or group


def _common(each: Sequence[Mapping[str, str]], label: str) -> str:
    values = {labels.get(label, "") for labels in each}
    return values.pop() if len(values) == 1 else ""


def _duration(length: float) -> str:
    for unit, size in _UNITS:
        if length % size == 0:
            return f"{length / size:g}{unit}"
    return f"{length:g}s"


__all__ = ["Pairs", "burn_rate_pairs", "rule_file"]
