"""The rules that follow from an `Slo`, found on one side; and alerts written by hand that became its own."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypeVar

from alertflow.comparison.difference import Difference, What
from alertflow.comparison.spans import length
from alertflow.declared import Declared, written_at
from alertflow.documents import Read
from alertflow.prometheus import AlertingRule, Rule, RuleFile, constant, parse
from alertflow.prometheus.promql.burning import Burning, Records, burning, records_of
from alertflow.prometheus.promql.writing import series as written

Key = tuple[str, str]
"""By what an objective is known: its service and its name."""

D = TypeVar("D", bound=Declared)

OBJECTIVE = "slo:objective:ratio"
"""Every `Slo` records it."""
SERVICE, SLO, BURN, SEVERITY = "service", "slo", "burn", "severity"


class Made:
    """The rules of `Slo`s on one side."""

    def __init__(self, reads: Iterable[Read]) -> None:
        files = [file for read in reads if (file := rules_in(read)) is not None]
        self.records: Records = records_of(files)
        self.known: frozenset[Key] = frozenset(key_of_rule(one) for one in self.records.get(OBJECTIVE, ()))
        self.alerts: dict[Key, list[AlertingRule]] = {}
        for rule in every_rule(files):
            if isinstance(rule, AlertingRule) and key_of_rule(rule) in self.known:
                self.alerts.setdefault(key_of_rule(rule), []).append(rule)

    def recorded(self, series: str, key: Key) -> float | None:
        """The number that is recorded as `series` of the objective `key`."""
        for rule in self.records.get(written(series, {SERVICE: key[0], SLO: key[1]}), ()):
            if rule.expr.startswith("vector("):
                return constant(parse(rule.expr.removeprefix("vector")))
        return None


def rules_in(read: Read) -> RuleFile | None:
    """The rules that a document is, or carries."""
    held = read.inner if read.inner is not None else read.document
    return held if isinstance(held, RuleFile) else None


def every_rule(files: Iterable[RuleFile]) -> Iterator[Rule]:
    """The rules of `files`, in order."""
    return (rule for file in files for group in file.groups for rule in group.rules)


def key_of_rule(rule: Rule) -> Key:
    """The objective that a rule says it belongs to."""
    return rule.labels.get(SERVICE, ""), rule.labels.get(SLO, "")


def by_hand(
    old: Sequence[Read], made: Made, without: Container[int] = ()
) -> tuple[dict[int, Key], list[Difference]]:
    """The alerts of `old`, by `id`, that are alerts of an `Slo` now, and what is to be told of each.

    Those in `without`, by `id`, are passed over.
    """
    files = [(read, file) for read in old if (file := rules_in(read)) is not None]
    records = records_of(file for _, file in files)
    now = {
        (rule.alert, rule.labels.get(SEVERITY, "")): (key, rule)
        for key, rules in made.alerts.items()
        for rule in rules
        if BURN in rule.labels
    }
    taken: dict[int, Key] = {}
    told: list[Difference] = []
    for read, file in files:
        for rule in every_rule([file]):
            found = (
                now.get((rule.alert, rule.labels.get(SEVERITY, "")))
                if isinstance(rule, AlertingRule)
                else None
            )
            if found is None or BURN in rule.labels or id(rule) in without:
                continue
            assert isinstance(rule, AlertingRule)
            key, new = found
            said = _differs(rule, records, new, made.records)
            if said is None:
                continue
            taken[id(rule)] = key
            severity = new.labels.get(SEVERITY, "")
            same = f"the same, now the {severity} alert of the Slo {key[0]}/{key[1]}{_gained(rule, new)}"
            what = What.CHANGED if said else What.MOVED
            told.append(Difference(what, read.path, rule.alert, "; ".join(said) or same, rule.source))
    return taken, told


def _gained(old: AlertingRule, new: AlertingRule) -> str:
    """What `new` has beyond `old`."""
    more = [
        f"{kind} {', '.join(names)}"
        for kind, names in (
            ("labels", [name for name in new.labels if name not in old.labels]),
            ("annotations", [name for name in new.annotations if name not in old.annotations]),
        )
        if names
    ]
    return f"; new are its {' and its '.join(more)}" if more else ""


def _differs(old: AlertingRule, records: Records, new: AlertingRule, others: Records) -> list[str] | None:
    """What differs between an alert written by hand and one of an `Slo`; None where it is no such alert."""
    before, after = burning(old.expr, records), burning(new.expr, others)
    if before is None or after is None:
        return None
    said = []
    if {one.key for one in before} != {one.key for one in after}:
        said.append("asks for another error ratio")
    if {_exact(one) for one in before} != {_exact(one) for one in after}:
        said.append("has other windows or limits")
    return [*said, *texts_that_differ(old, new)]


def texts_that_differ(old: AlertingRule, new: AlertingRule) -> Iterator[str]:
    """What of `old` is not in `new`: how long it waits, its labels, its annotations."""
    if (length(old.for_) if old.for_ else 0) != (length(new.for_) if new.for_ else 0):
        yield f"for {old.for_ or '0s'} → {new.for_ or '0s'}"
    for kind, mine, theirs in (
        ("label", old.labels, new.labels),
        ("annotation", old.annotations, new.annotations),
    ):
        for name, value in mine.items():
            if theirs.get(name) != value:
                yield f"{kind} {name} {value!r} → {theirs.get(name)!r}"


def _exact(one: Burning) -> tuple[float, float, str]:
    return one.long, one.short, f"{one.limit:.5g}"


def less(read: Read, taken: Iterable[int]) -> Read | None:
    """`read` without the rules `taken`, by `id`, and without groups that are empty then; None if all are."""
    file, gone = rules_in(read), set(taken)
    if file is None or gone.isdisjoint(id(rule) for rule in every_rule([file])):
        return read
    groups = []
    for group in file.groups:
        rules = tuple(rule for rule in group.rules if id(rule) not in gone)
        if rules:
            groups.append(group if len(rules) == len(group.rules) else changed(group, rules=rules))
    if not groups:
        return None
    rest = changed(file, groups=tuple(groups))
    return read._replace(document=rest) if read.inner is None else read._replace(inner=rest)


def changed(one: D, **fields: object) -> D:
    """A copy of `one` with other fields, which stands where it does."""
    made = copy.copy(one)
    made.__dict__.update(fields)
    return written_at(one.source, made)


__all__ = ["Key", "Made", "by_hand", "changed", "every_rule", "key_of_rule", "less", "rules_in"]
