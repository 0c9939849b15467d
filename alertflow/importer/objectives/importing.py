"""Objectives as statements of the draft: those of Sloth and OpenSLO, and burn-rate alerts written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from alertflow.declared import Location
from alertflow.documents import Kind, Read
from alertflow.documents.objective import Objective, sloth_id_of
from alertflow.documents.objectives import objectives_of
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.objectives.building import Built, Mentioned, built
from alertflow.importer.objectives.leaving import left
from alertflow.importer.objectives.pairs import Pairs, burn_rate_pairs, rule_file
from alertflow.importer.objectives.remarks import remarks
from alertflow.importer.rules.severities import RANKS, Teams
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.nodes import Expression, Item, Literal, Symbol, Variable
from alertflow.model import Severity, Team
from alertflow.model.conventions import SEVERITY
from alertflow.model.severity import STANDARD
from alertflow.model.slo import MONTHLY, BurnTier, Slo
from alertflow.prometheus import AlertingRule, Rule, TestFile

KINDS = (Kind.SLOTH, Kind.OPENSLO)


def objectives(
    draft: Draft, reads: Sequence[Read], path_of: Callable[[str], str] = lambda path: path
) -> frozenset[int]:
    """Says the objectives of `reads` as `Slo`s; gives the rules that they stand for, by `id(rule)`.

    What cannot be said stays in its file, in the language's own words, and is told in `draft.kept`.
    """
    specs = [read for read in reads if read.kind in KINDS]
    others = "\n".join(
        read.text for read in reads if read.kind is Kind.ALERTMANAGER or read.inner is not None
    )
    every = objectives_of(read.document for read in specs)
    generated = _generated(reads, {one.sloth_id for one in every if one.program == "Sloth"})
    alerts = [rule for rule in _rules(reads) if isinstance(rule, AlertingRule) and id(rule) not in generated]
    names = {(rule.alert, rule.labels.get(SEVERITY, "")) for rule in alerts}
    said: list[tuple[Objective, Built]] = []
    kept: set[int] = set()
    keys: set[tuple[str, str]] = set()
    mentioned = cache(lambda label: re.search(rf"\b{label}\b", others) is not None)
    for one in every:
        made = _built(one, names, keys, mentioned)
        if isinstance(made, str):
            kept.add(id(one.part))
            what = f"{one.service}/{one.name} stays as {one.program} has it: {made}."
            draft.kept.append(Kept(_place(one), what))
        else:
            said.append((one, made))
    taken = {rule for rule, of in generated.items() if of in {one.sloth_id for one, _ in said}}
    found = [(pairs, _of_pairs(pairs, keys)) for pairs in burn_rate_pairs(reads, generated.keys())]
    tested = _tested(reads)
    by_hand = [
        (pairs, made)
        for pairs, made in found
        if made is not None and tested.isdisjoint(rule.alert for rule in pairs.rules)
    ]
    above = remarks(specs, [one for one, _ in said])
    writing = _Writing(
        draft, [made.slo for _, made in (*said, *((one.objective, made) for one, made in by_hand))]
    )
    services = {one.service for one in every} | {pairs.objective.service for pairs, _ in by_hand}
    for one, made in said:
        writing.say(made, several=len(services) > 1, above=above.get(id(one.part), ()))
    hand = {id(rule) for pairs, _ in by_hand for rule in pairs.rules}
    about = {id(pairs.objective.part) for pairs, _ in by_hand}
    whole = [read for read in reads if not about.isdisjoint(rules := _ids(read)) and rules <= hand]
    draft.remarked |= {read.path for read in whole}
    of_hand = remarks(whole, [pairs.objective for pairs, _ in by_hand])
    for pairs, made in by_hand:
        writing.say(made, several=len(services) > 1, above=of_hand.get(id(pairs.objective.part), ()))
    left(draft, specs, kept, path_of, above.get(0, ()))
    taken |= hand
    return frozenset([*taken, *_generated_with(reads, taken)])


def _tested(reads: Sequence[Read]) -> set[str]:
    """The alerts that tests for promtool expect, with labels that those of an `Slo` have more than."""
    files = (read.document for read in reads if isinstance(read.document, TestFile))
    return {one.alertname for file in files for test in file.tests for one in test.alert_rule_tests}


def _generated_with(reads: Sequence[Read], taken: set[int]) -> Iterator[int]:
    """The recording rules that Sloth generated beside alerts that are all `taken`."""
    by_id: dict[str, list[Rule]] = {}
    for rule in _rules(reads):
        if of := sloth_id_of(rule):
            by_id.setdefault(of, []).append(rule)
    for rules in by_id.values():
        alerts = [id(rule) for rule in rules if isinstance(rule, AlertingRule)]
        if alerts and taken.issuperset(alerts):
            yield from map(id, rules)


def _built(
    one: Objective, names: set[tuple[str, str]], keys: set[tuple[str, str]], mentioned: Mentioned
) -> Built | str:
    """The objective, if no other is called as it is; its alerts have other names where these are taken."""
    made = built(one, mentioned)
    if not isinstance(made, str) and names.intersection(_names(made)):
        made = built(one, mentioned, own_names=True)
    if isinstance(made, str):
        return made
    key = (made.slo.service, made.slo.name)
    if key in keys:
        return f"another objective is called {'/'.join(key)}"
    keys.add(key)
    names.update(_names(made))
    return made


def _names(made: Built) -> list[tuple[str, str]]:
    return [(alert.name, alert.severity.name) for alert in made.slo.alerts]


def _ids(read: Read) -> set[int]:
    """The rules of `read`, by `id`."""
    return {id(rule) for rule in _rules([read])}


def _rules(reads: Sequence[Read]) -> Iterator[Rule]:
    files = (file for read in reads if (file := rule_file(read)) is not None)
    return (rule for file in files for group in file.groups for rule in group.rules)


def _generated(reads: Sequence[Read], ids: set[str]) -> dict[int, str]:
    """The rules that Sloth generated of objectives, by `id(rule)`, with the `sloth_id` of each."""
    found = ((id(rule), sloth_id_of(rule)) for rule in _rules(reads)) if ids else ()
    return {rule: of for rule, of in found if of in ids}


def _of_pairs(pairs: Pairs, keys: set[tuple[str, str]]) -> Built | None:
    """The objective that alerts stand for; None where it would say anything else than they do."""
    made = built(pairs.objective, lambda label: False)
    if isinstance(made, str) or made.notes:
        return None
    key = (made.slo.service, made.slo.name)
    if key in keys or len(set(_names(made))) != len(pairs.rules):
        return None
    keys.add(key)
    return made


def _place(one: Objective) -> Location:
    return one.source or Location("", 1)


class _Writing:
    """Writes objectives, with what several of them share as constants above them."""

    def __init__(self, draft: Draft, slos: Sequence[Slo]) -> None:
        self._draft = draft
        self._shared: dict[str, Variable | None] = {}
        uses: dict[str, int] = {}
        for slo in slos:
            for value in (slo.tiers, slo.labels):
                if value:
                    uses[repr(value)] = uses.get(repr(value), 0) + 1
        self._often = {text for text, number in uses.items() if number > 1}
        self._teams = Teams(draft)

    def say(self, made: Built, *, several: bool, above: Sequence[str] = ()) -> None:
        """Adds the objective to the draft, and to what the project is given."""
        slo = made.slo
        notes = [f"{note[0].upper()}{note[1:]}." for note in made.notes]
        hint = f"{slo.service} {slo.name}" if several else slo.name
        value = expression(slo, replaced=lambda value: self._replaced(value, slo))
        variable = self._draft.say(Chapter.OBJECTIVES, hint, value, [*above, *notes])
        self._draft.give("slos", variable)

    def _replaced(self, value: object, slo: Slo) -> Expression | None:
        if isinstance(value, float) and value.is_integer():
            return Literal(int(value))
        if isinstance(value, Severity) and value not in STANDARD:
            return self._severity(value)
        if isinstance(value, Team):
            return self._teams[value.name]
        if value == MONTHLY[:2] or value == MONTHLY[2:]:
            return Item(Symbol("alertflow.slo", "MONTHLY"), Variable(":2" if value == MONTHLY[:2] else "2:"))
        if (isinstance(value, tuple) and value and isinstance(value[0], BurnTier)) or (
            isinstance(value, Mapping) and value and value is slo.labels
        ):
            return self._constant(value, slo)
        return None

    def _severity(self, severity: Severity) -> Variable:
        known = self._draft.severities
        if severity.name not in known:
            made = expression(severity)
            told = "ranked by its name" if severity.name in RANKS else "the rank is a guess"
            behind = f"{told}: critical is 40, high 30, warning 20, info 10"
            known[severity.name] = self._draft.say(
                Chapter.SEVERITIES, severity.name, made, behind=behind, constant=True
            )
        return known[severity.name]

    def _constant(self, value: object, slo: Slo) -> Variable | None:
        key = repr(value)
        if key not in self._often:
            return None
        if key not in self._shared:
            hint = f"{slo.service} {'tiers' if isinstance(value, tuple) else 'labels'}"
            written = expression(
                value, replaced=lambda one: self._replaced(one, slo) if one is not value else None
            )
            self._shared[key] = self._draft.say(Chapter.OBJECTIVES, hint, written, constant=True)
        return self._shared[key]


__all__ = ["objectives"]
