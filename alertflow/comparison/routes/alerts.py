"""The alerts of rule files as label sets: what becomes of each on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alertflow.comparison.routes.configurations import Configurations
from alertflow.comparison.rule_files import pairs
from alertflow.comparison.rules import labels_of
from alertflow.prometheus import (
    AlertingRule,
    PromqlError,
    RuleFile,
    RuleGroup,
    parse,
    selectors,
    surviving_labels,
)


def reached(routing: Configurations, files: Iterable[tuple[RuleFile, RuleFile]]) -> dict[int, str]:
    """By the `id` of the new side's rule: what is different in who is told of its alert, where anything is.

    An alert has the labels of its rule and those that all selectors of its expression ask for; of a label
    whose value is a template it is not known. That it may have others is left to the comparison of routes.
    """
    asked = frozenset(label.name for label in routing.labels.labels)
    found: dict[int, str] = {}
    for old, new in files:
        for pair in pairs(old, new):
            if not isinstance(pair.old, AlertingRule) or not isinstance(pair.new, AlertingRule):
                continue
            if routing.route_alike and _plain(pair.old, pair.old_group) == _plain(pair.new, pair.new_group):
                continue
            before, one = _labels(pair.old, pair.old_group, asked)
            after, other = _labels(pair.new, pair.new_group, asked)
            if said := routing.of_alert(before, after, one | other):
                found[id(pair.new)] = said
    return found


def _plain(rule: AlertingRule, group: RuleGroup) -> Sequence[object]:
    return rule.alert, labels_of(rule, group), rule.expr


def _labels(
    rule: AlertingRule, group: RuleGroup, asked: frozenset[str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Those of `asked` that the alerts of `rule` have, and those of which the value is not known."""
    said: Mapping[str, str] = {"alertname": rule.alert, **labels_of(rule, group)}
    known = {name: value for name, value in said.items() if name in asked and "{{" not in value}
    free = frozenset(name for name, value in said.items() if name in asked and "{{" in value)
    if missing := asked - said.keys():
        known |= _of_series(rule.expr, missing)
    return known, free


def _of_series(expr: str, names: frozenset[str]) -> dict[str, str]:
    """The labels that every series of `expr` has: asked for by all of its selectors, and not lost."""
    try:
        tree = parse(expr)
    except PromqlError:
        return {}
    every = [{by.label: by.value for by in one.matchers if by.operator == "="} for one in selectors(tree)]
    if not every:
        return {}
    surviving = surviving_labels(tree)
    return {
        name: value
        for name, value in every[0].items()
        if name in names
        and value
        and all(one.get(name) == value for one in every)
        and surviving.may_have(name)
    }


__all__ = ["reached"]
