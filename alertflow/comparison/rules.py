"""Two rules compared: each field told as its reader thinks of it, `for 5m → 10m; threshold 0.05 → 0.1`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from alertflow.comparison import expressions
from alertflow.comparison.data import MISSING, Piece, changed, pieces, shown
from alertflow.comparison.spans import length
from alertflow.prometheus import AlertingRule, Rule, RuleGroup

_NO_TIME = ("for_", "keep_firing_for")
"""Spans of a rule that are 0 where they are not given."""


def name_of(rule: Rule) -> str:
    """The name of the alert, or of the series that is recorded."""
    return rule.alert if isinstance(rule, AlertingRule) else rule.record


def labels_of(rule: Rule, group: RuleGroup) -> Mapping[str, str]:
    """The labels that `rule` adds, those of its group among them."""
    return {**group.labels, **rule.labels} if group.labels else rule.labels


def changes(old: Rule, new: Rule, groups: tuple[RuleGroup, RuleGroup] | None, reach: str) -> tuple[str, str]:
    """What differs between two rules, in one sentence, and the first field that does; '' where nothing does.

    `groups` are those of the two, where labels of theirs count; `reach` is told along.
    """
    said: list[tuple[str, str]] = []
    if name_of(old) != name_of(new):
        said.append((f"was {name_of(old)}", "alert" if isinstance(new, AlertingRule) else "record"))
    for field in _NO_TIME:
        before, after = getattr(old, field, None) or "0s", getattr(new, field, None) or "0s"
        if length(before) != length(after):
            said.append((f"{field.rstrip('_')} {before} → {after}", field))
    expression = "" if expressions.equal(old.expr, new.expr) else expressions.difference(old.expr, new.expr)
    if expression and "\n" not in expression:
        said.append((expression, "expr"))
    labels = (
        (old.labels, new.labels) if groups is None else (labels_of(old, groups[0]), labels_of(new, groups[1]))
    )
    if labels[0] != labels[1]:
        said += [(_labelled(one), "labels") for one in pieces(dict(labels[0]), dict(labels[1]))]
    if isinstance(old, AlertingRule) and isinstance(new, AlertingRule) and old.annotations != new.annotations:
        texts = pieces(dict(old.annotations), dict(new.annotations))
        said += [(f"{one.place} {_text(one.old, one.new)}", "annotations") for one in texts]
    if old.extra or new.extra:
        said += [(str(one), "extra") for one in pieces(dict(old.extra), dict(new.extra))]
    if reach:
        said.append((reach, "labels"))
    if expression and "\n" in expression:
        said.append((expression, "expr"))
    return _joined([one for one, _ in said]), said[0][1] if said else ""


def _labelled(piece: Piece) -> str:
    if piece.old is MISSING:
        return f'now {piece.place}="{piece.new}"'
    if piece.new is MISSING:
        return f'no longer {piece.place}="{piece.old}"'
    return f"{piece.place} {shown(piece.old)} → {shown(piece.new)}"


def _text(old: Any, new: Any) -> str:
    if old is MISSING or new is MISSING:
        return changed(old, new)
    if "\n" in old + new:
        return changed(old, new)
    return f'"{old}" → "{new}"'


def _joined(said: Sequence[str]) -> str:
    """One sentence; what has lines of its own begins on a new one."""
    text = ""
    for one in said:
        text += ("\n" if "\n" in text.rpartition("; ")[2] else "; ") + one if text else one
    return text


def subject(rule: Rule, twice: Collection[str]) -> str:
    """The name; with its labels, where it is one of the names that rules have `twice`."""
    name = name_of(rule)
    if name not in twice:
        return name
    labels = ", ".join(f'{key}="{value}"' for key, value in rule.labels.items())
    return f"{name} ({labels})" if labels else name


__all__ = ["changes", "labels_of", "name_of", "subject"]
