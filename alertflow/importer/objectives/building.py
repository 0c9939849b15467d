"""From an objective as its file says it to the `Slo` that means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from alertflow.declared import DeclarationError
from alertflow.documents.objective import Alarm, Burn, Objective, as_word
from alertflow.documents.of_sloth import PAGE, TICKET
from alertflow.duration import seconds
from alertflow.importer.objectives.indicators import indicator_of
from alertflow.importer.rules.severities import RANKS, UNKNOWN
from alertflow.model import Severity, Team
from alertflow.model.conventions import BURN, SERVICE, SEVERITY, SLO, TEAM
from alertflow.model.severity import STANDARD
from alertflow.model.slo import BurnTier, Slo
from alertflow.model.slo.periods import hours

Mentioned = Callable[[str], bool]
"""Whether another file reads a label: then it is kept, although alertflow has one of its own for that."""

_is_word = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII).fullmatch
_is_identifier = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*", re.ASCII).fullmatch
_USUAL = {"page": Severity.CRITICAL, "ticket": Severity.WARNING}


class Built(NamedTuple):
    """An objective in the model's words, and what a reader should know of it."""

    slo: Slo
    notes: tuple[str, ...]


class _CannotError(Exception):
    """Why an objective cannot be said, as a sentence."""


def built(one: Objective, mentioned: Mentioned, *, own_names: bool = False) -> Built | str:
    """The `Slo` that means what `one` does; a sentence that says why there is none.

    With `own_names` its alerts are called as those of an `Slo` are, since others have their names.
    """
    notes: list[str] = []
    if own_names:
        old = {alarm.name for alarm in one.alarms}
        notes.append(f"its alerts were called {', '.join(sorted(old))}, as others are")
        one = replace(one, alarms=tuple(replace(alarm, name="") for alarm in one.alarms))
    try:
        return Built(Slo(**dict(_arguments(one, mentioned, notes))), tuple(notes))
    except _CannotError as why:
        return str(why)
    except DeclarationError as error:
        return error.message.partition("(…): ")[2] or error.message


def _arguments(one: Objective, mentioned: Mentioned, notes: list[str]) -> Iterator[tuple[str, Any]]:
    if one.unknown:
        raise _CannotError(f"it has keys that are not known here: {one.unknown}")
    if one.altered:
        raise _CannotError(f"the plugins {one.altered} change its rules")
    if not 0 < one.target < 1:
        raise _CannotError("its objective is not between 0 and 100 %")
    if not one.period:
        raise _CannotError("its time window is no week, month or quarter of the calendar in UTC")
    indicator = indicator_of(one)
    if isinstance(indicator, str):
        raise _CannotError(indicator)
    service, name = _word(one.service, notes), _word(one.name, notes)
    yield "name", name
    yield "service", service
    yield "objective", float(one.target)
    yield "indicator", indicator
    if one.period != "30d":
        yield "period", one.period
    if one.program == "Sloth" or one.averaged:
        yield "period_ratio", "averaged"
    labels = [_labels({**one.labels, **alarm.labels}, service, name) for alarm in one.alarms]
    annotations = [_identifiers(alarm.annotations) for alarm in one.alarms]
    if mentioned("sloth_severity") and one.program == "Sloth":
        labels = [
            {**each, "sloth_severity": alarm.kind} for each, alarm in zip(labels, one.alarms, strict=True)
        ]
    shared = _shared(labels) if labels else _labels(one.labels, service, name)
    own = {"sloth_id": f"{one.service}-{one.name}", "sloth_service": one.service, "sloth_slo": one.name}
    if one.program == "Sloth":
        shared = {**shared, **{label: value for label, value in own.items() if mentioned(label)}}
    tiers = tuple(_tiers(one, labels, annotations, shared, notes))
    if not _usual(one, tiers):
        yield "tiers", tiers
    if _is_word(shared.get(TEAM, "")):
        yield "team", Team(shared.pop(TEAM))
    if shared:
        yield "labels", shared
    common = _shared(annotations)
    for field, name in (("runbook", "runbook_url"), ("dashboard", "dashboard_url")):
        if "://" in common.get(name, "") or (field == "runbook" and one.alarms and name not in common):
            yield field, common.pop(name, "")
    if common:
        yield "annotations", common
    if len({(alarm.name, _severity(alarm, alarm.labels).name) for alarm in one.alarms if alarm.name}) < len(
        [alarm for alarm in one.alarms if alarm.name]
    ):
        raise _CannotError("two of its alerts have the same name and severity")
    names = {alarm.name for alarm in one.alarms if alarm.name}
    if len(names) == 1:
        yield "alert", _identifier(names.pop())
    yield "tiers_only", True


def _tiers(
    one: Objective,
    labels: list[dict[str, str]],
    annotations: list[dict[str, str]],
    shared: Mapping[str, str],
    notes: list[str],
) -> Iterator[BurnTier]:
    common = _shared(annotations)
    several = len({alarm.name for alarm in one.alarms}) > 1
    for alarm, own, words in zip(one.alarms, labels, annotations, strict=True):
        for burn in alarm.burns:
            if burn.factor * one.budget >= 1:
                left = f"{burn.factor:g} times too fast over {burn.long} is left out"
                notes.append(f"{left}: that is {burn.factor * one.budget:.0%} of all events")
                continue
            given: dict[str, Any] = {
                "name": _word(burn.name, []),
                "budget_percent": _percent(burn, one.period),
                "short": burn.short or _short(burn, notes),
                "long": burn.long,
                "severity": _severity(alarm, own),
            }
            if seconds(burn.for_):
                given["for_"] = burn.for_
            if several and alarm.name:
                given["alert"] = _identifier(alarm.name)
            if rest := {key: value for key, value in own.items() if shared.get(key) != value}:
                given["labels"] = {key: value for key, value in rest.items() if key != SEVERITY}
            if rest := {key: value for key, value in words.items() if common.get(key) != value}:
                given["annotations"] = rest
            yield BurnTier(**{key: value for key, value in given.items() if value != {}})


def _usual(one: Objective, tiers: tuple[BurnTier, ...]) -> bool:
    """Whether `tiers` are those that an objective has when it names none."""
    if one.period != "30d" or [alarm.burns for alarm in one.alarms] != [PAGE, TICKET]:
        return False
    return all(
        tier.severity == _USUAL[tier.name.partition("-")[0]]
        and not (tier.labels or tier.annotations or tier.alert)
        for tier in tiers
    )


def _percent(burn: Burn, period: str) -> float:
    """How much of the budget goes in the long window, in the fewest digits that give the factor."""
    exact = burn.factor * 100 * seconds(burn.long) / 3600 / hours(period)
    for digits in range(1, 12):
        rounded = float(f"{exact:.{digits}g}")
        if f"{rounded * hours(period) / 100 / (seconds(burn.long) / 3600):.6g}" == f"{burn.factor:.6g}":
            return rounded
    return exact


def _short(burn: Burn, notes: list[str]) -> str:
    """A short window for one that has none: a twelfth of the long one, five minutes at least."""
    least = max(300.0, seconds(burn.long) / 12, seconds(burn.for_))
    minutes = -int(-least // 60)
    short = f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
    notes.append(f"beside {burn.long}, the last {short} count, too: so the alert ends soon after the errors")
    return short


def _severity(alarm: Alarm, labels: Mapping[str, str]) -> Severity:
    name = labels.get(SEVERITY) or alarm.labels.get(SEVERITY)
    if name is None and alarm.kind in _USUAL:
        return _USUAL[alarm.kind]
    name = name or alarm.kind
    for one in STANDARD:
        if one.name == name:
            return one
    if not _is_word(name):
        raise _CannotError(f"'{name}' cannot be the name of a severity here: letters, digits, - and _")
    rank = RANKS.get(name.lower(), _USUAL[alarm.kind].rank if alarm.kind in _USUAL else UNKNOWN)
    return Severity(name, rank=rank)


def _labels(labels: Mapping[str, str], service: str, name: str) -> dict[str, str]:
    """`labels` without those that alertflow sets itself, to the same value."""
    given = _identifiers(labels)
    for key, value in ((SERVICE, service), (SLO, name)):
        if given.get(key) == value:
            del given[key]
    taken = [key for key in (SERVICE, SLO, BURN) if key in given]
    if taken:
        raise _CannotError(f"its label '{taken[0]}' is one that an Slo sets itself, to something else")
    return given


def _identifiers(given: Mapping[str, str]) -> dict[str, str]:
    wrong = [key for key in given if not _is_identifier(key)]
    if wrong:
        raise _CannotError(f"'{wrong[0]}' cannot be the name of a label or an annotation here")
    return dict(given)


def _shared(each: list[dict[str, str]]) -> dict[str, str]:
    """What all of them have alike, but for the severity."""
    first, *others = each or [{}]
    return {
        key: value
        for key, value in first.items()
        if key != SEVERITY and all(other.get(key) == value for other in others)
    }


def _word(text: str, notes: list[str]) -> str:
    word = as_word(text)
    if word != text:
        notes.append(f"'{text}' is called '{word}' here")
    return word


def _identifier(name: str) -> str:
    if not _is_identifier(name):
        raise _CannotError(f"'{name}' cannot be the name of an alert here: letters, digits and underscores")
    return name


__all__ = ["Built", "Mentioned", "built"]
