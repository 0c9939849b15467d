"""Rule files compared: groups by name, rules by name and labels, wherever in the file they stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from alertflow.comparison import expressions
from alertflow.comparison.data import changed, pieces
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.evaluation_order import moved_past
from alertflow.comparison.pairing import Paired, paired
from alertflow.comparison.rules import changes, labels_of, name_of, subject
from alertflow.comparison.spans import length
from alertflow.prometheus import AlertingRule, Rule, RuleFile, RuleGroup


class Pair(NamedTuple):
    """A rule of both sides, which may have changed."""

    old: Rule
    new: Rule
    old_group: RuleGroup
    new_group: RuleGroup


class _Groups(NamedTuple):
    """The groups of two files, and their rules."""

    groups: Paired[RuleGroup]
    rules: list[Paired[Rule]]
    """Those of each pair of groups."""
    moved: Paired[_Placed]
    """Those that are left: rules that stand in another group now, are new, or gone."""


class _Placed(NamedTuple):
    """A rule and its group."""

    rule: Rule
    group: RuleGroup


def pairs(old: RuleFile, new: RuleFile) -> Iterator[Pair]:
    """The rules that are on both sides."""
    found = _compared(old, new, frozenset())
    for (one, other), rules in zip(found.groups.both, found.rules, strict=True):
        for before, after in rules.both:
            yield Pair(before, after, one, other)
    for mine, theirs in found.moved.both:
        yield Pair(mine.rule, theirs.rule, mine.group, theirs.group)


class Moved(NamedTuple):
    """A group that stands in another file, and says the same there."""

    old: RuleGroup
    new: RuleGroup
    path: str
    """The old file."""
    to: str


def moved(old: Iterable[tuple[str, RuleFile]], new: Iterable[tuple[str, RuleFile]]) -> list[Moved]:
    """The groups that stand in another file, by the files' paths, and are equal there."""
    sides = [[(path, group) for path, file in side for group in file.groups] for side in (old, new)]
    here = [{(path, group.name) for path, group in side} for side in sides]
    gone = [(path, group) for path, group in sides[0] if (path, group.name) not in here[1]]
    added = [(path, group) for path, group in sides[1] if (path, group.name) not in here[0]]
    found = paired(gone, added, lambda one: (one[1].name, tuple(map(name_of, one[1].rules))))
    return [
        Moved(mine[1], theirs[1], mine[0], theirs[0])
        for mine, theirs in found.both
        if mine[0] != theirs[0] and not any(_of_group(mine[1], theirs[1], _rules(mine[1], theirs[1]), ""))
    ]


def differences(
    old: RuleFile,
    new: RuleFile,
    path: str,
    reach: Mapping[int, str] = MappingProxyType({}),
    elsewhere: frozenset[int] = frozenset(),
) -> Iterator[Difference]:
    """What differs between two rule files.

    `reach` says, by the `id` of a rule of `new`, what is different in who is told of its alert. Groups whose
    `id` is in `elsewhere` are passed over: they have moved.
    """
    found = _compared(old, new, elsewhere)
    twice = _twice(old) | _twice(new)
    for (one, other), rules in zip(found.groups.both, found.rules, strict=True):
        yield from _of_group(one, other, rules, path, reach, twice)
    for group in found.groups.added:
        yield Difference(What.ADDED, path, f"group {group.name}", f"new, with {_count(group)}", group.source)
    for group in found.groups.gone:
        said = f"gone, with {_count(group)}"
        yield Difference(What.REMOVED, path, f"group {group.name}", said, group.source)
    for mine, theirs in found.moved.both:
        yield _of_moved(mine, theirs, path, reach, twice)
    whole = {group.name for group in (*found.groups.added, *found.groups.gone)}
    for rule, group in found.moved.added:
        if group.name not in whole:
            said = f"new in group {group.name}"
            yield Difference(What.ADDED, path, subject(rule, twice), said, rule.source)
    for rule, group in found.moved.gone:
        if group.name not in whole:
            said = f"gone from group {group.name}"
            yield Difference(What.REMOVED, path, subject(rule, twice), said, rule.source)
    for piece in pieces(dict(old.extra), dict(new.extra)):
        yield Difference(What.CHANGED, path, piece.place, changed(piece.old, piece.new), new.source)


def _compared(old: RuleFile, new: RuleFile, elsewhere: frozenset[int]) -> _Groups:
    groups = paired(
        [group for group in old.groups if id(group) not in elsewhere],
        [group for group in new.groups if id(group) not in elsewhere],
        lambda one: one.name,
        lambda one: frozenset(map(name_of, one.rules)) or None,
    )
    rules = [_rules(one, other) for one, other in groups.both]
    gone, added = list[_Placed](), list[_Placed]()
    for (one, other), found in zip(groups.both, rules, strict=True):
        gone += [_Placed(rule, one) for rule in found.gone]
        added += [_Placed(rule, other) for rule in found.added]
    gone += [_Placed(rule, group) for group in groups.gone for rule in group.rules]
    added += [_Placed(rule, group) for group in groups.added for rule in group.rules]
    moved = paired(
        gone,
        added,
        lambda one: (*_key(one.rule, labels_of(*one)), one.rule.expr),
        lambda one: _key(one.rule, labels_of(*one)),
        lambda one: (type(one.rule), name_of(one.rule), one.rule.labels.get("severity")),
    )
    return _Groups(groups, rules, moved)


def _rules(old: RuleGroup, new: RuleGroup) -> Paired[Rule]:
    """The rules of two groups by what they have in common, the most first."""
    steps: list[Callable[[Rule], Hashable]] = [
        lambda rule: (*_key(rule, rule.labels), rule.expr),
        lambda rule: _key(rule, rule.labels),
        lambda rule: (type(rule), name_of(rule), rule.labels.get("severity")),
        lambda rule: (type(rule), name_of(rule)),
        lambda rule: (type(rule), expressions.form(rule.expr)),
        _texts,
    ]
    return paired(old.rules, new.rules, *steps)


def _twice(file: RuleFile) -> frozenset[str]:
    """The names that several rules of one group have."""
    return frozenset(
        name
        for group in file.groups
        for name, count in Counter(map(name_of, group.rules)).items()
        if count > 1
    )


def _key(rule: Rule, labels: Mapping[str, str]) -> tuple[Hashable, ...]:
    return type(rule), name_of(rule), tuple(sorted(labels.items()))


def _texts(rule: Rule) -> Hashable:
    """The annotations of an alert; None where there are none."""
    return tuple(sorted(rule.annotations.items())) or None if isinstance(rule, AlertingRule) else None


def _count(group: RuleGroup) -> str:
    names = [name_of(rule) for rule in group.rules]
    first = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{len(names)} rule{'s' if len(names) != 1 else ''}" + (f": {first}" if names else "")


def _of_group(
    old: RuleGroup,
    new: RuleGroup,
    found: Paired[Rule],
    path: str,
    reach: Mapping[int, str] = MappingProxyType({}),
    twice: frozenset[str] = frozenset(),
) -> Iterator[Difference]:
    """What differs between two groups, and between the rules that are in both."""
    whole = list(_settings(old, new))
    groups: tuple[RuleGroup, RuleGroup] | None = None
    if old.labels != new.labels:
        same = all(labels_of(one, old) == labels_of(other, new) for one, other in found.both)
        if same and found.both:
            groups = (old, new)  # what the groups say no more, the rules say now
        else:  # told once, for all of them
            whole += [f"label {one}" for one in pieces(dict(old.labels), dict(new.labels))]
    if whole:
        yield Difference(What.CHANGED, path, f"group {new.name}", "; ".join(whole), new.source)
    for before, after in found.both:
        said, field = changes(before, after, groups, reach.get(id(after), ""))
        if said:
            yield Difference(What.CHANGED, path, subject(after, twice), said, after.place(field))
    if not found.in_order:
        for rule, sentence in moved_past(found.both, old.rules):
            yield Difference(What.CHANGED, path, subject(rule, twice), sentence, rule.source)


def _of_moved(
    old: _Placed, new: _Placed, path: str, reach: Mapping[int, str], twice: frozenset[str]
) -> Difference:
    """A rule that stands in another group: it is evaluated with others, and as often as they are."""
    said = f"now in group {new.group.name} (was: {old.group.name})"
    settings = list(_settings(old.group, new.group))[1:]
    more, _ = changes(old.rule, new.rule, (old.group, new.group), reach.get(id(new.rule), ""))
    sentence = "; ".join([said, *settings, *([more] if more else [])])
    return Difference(What.CHANGED, path, subject(new.rule, twice), sentence, new.rule.source)


def _settings(old: RuleGroup, new: RuleGroup) -> Iterator[str]:
    if old.name != new.name:
        yield f"was {old.name}"
    for field in ("interval", "query_offset"):
        before, after = getattr(old, field), getattr(new, field)
        if _span(before) != _span(after):
            yield f"{field} {before or 'the default'} → {after or 'the default'}"
    if (old.limit or 0) != (new.limit or 0):
        yield f"limit {old.limit or 'none'} → {new.limit or 'none'}"
    yield from map(str, pieces(dict(old.extra), dict(new.extra)))


def _span(text: str | None) -> float | None:
    return None if text is None else length(text)


__all__ = ["Moved", "Pair", "differences", "moved", "pairs"]
