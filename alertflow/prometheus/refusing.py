"""Why Prometheus, or promtool, would refuse a rule file or test file whose form is right, with places.

Sources: model/rulefmt/rulefmt.go, cmd/promtool; `promtool check rules --lint-fatal` agrees in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from alertflow.declared import Location
from alertflow.prometheus.promql.reading import PromqlError
from alertflow.prometheus.promql.shapes import called
from alertflow.prometheus.rules import AlertingRule, Rule, RuleFile, RuleGroup
from alertflow.prometheus.templates import template_problems
from alertflow.prometheus.unit_tests import TestFile, UnitTest


class Refusal(NamedTuple):
    """A reason why a file is not taken, and where it stands."""

    where: str
    """The group, rule or test, by its name."""
    field: str
    """The field of it that is wrong; '' for the whole."""
    reason: str
    location: Location | None
    by: Literal["Prometheus", "promtool"]
    """`promtool`: only its checks and tests refuse it, and Prometheus itself does not."""


def refusals(document: RuleFile | TestFile, version: str | None = None) -> list[Refusal]:
    """Why `document` would be refused: empty, if it would not.

    Of templates only what stops the loading is told; the rest is for `template_problems`, which takes
    `version`, too. What a release does not know yet is for `unsupported`.
    """
    if isinstance(document, TestFile):
        return [one for number, test in enumerate(document.tests) for one in _of_test(test, number)]
    rules = [rule for group in document.groups for rule in group.rules]
    return [*refusals_of_form(document), *(one for rule in rules for one in _of_texts(rule, version))]


def refusals_of_form(file: RuleFile) -> list[Refusal]:
    """Those that have nothing to do with what stands in expressions and templates."""
    return [*_same_groups(file), *(one for group in file.groups for one in _names(group)), *_same_rules(file)]


def _same_groups(file: RuleFile) -> Iterator[Refusal]:
    seen: set[str] = set()
    for group in file.groups:
        if group.name in seen:
            reason = f"two groups of the file are named '{group.name}'. Rename one, or make them one."
            yield Refusal(f"group {group.name}", "name", reason, group.place("name"), "Prometheus")
        seen.add(group.name)


def _names(group: RuleGroup) -> Iterator[Refusal]:
    if "__name__" in group.labels:
        where = f"group {group.name}"
        yield Refusal(where, "labels", _NAMED, group.place_of("labels", "__name__"), "Prometheus")
    for rule in group.rules:
        if "__name__" in rule.labels:
            where = rule.alert if isinstance(rule, AlertingRule) else rule.record
            yield Refusal(where, "labels", _NAMED, rule.place_of("labels", "__name__"), "Prometheus")


_NAMED = "the label __name__ is the name of the series, and cannot be set."


def _of_texts(rule: Rule, version: str | None) -> Iterator[Refusal]:
    where = rule.alert if isinstance(rule, AlertingRule) else rule.record
    try:
        called(rule.expr)
    except PromqlError as error:
        place = rule.place_in("expr", rule.expr, error.position)
        yield Refusal(where, "expr", error.message, place, "Prometheus")
    if isinstance(rule, AlertingRule):
        yield from _of_templates(rule, "labels", rule.labels, version)
        yield from _of_templates(rule, "annotations", rule.annotations, version)


def _of_templates(
    rule: AlertingRule, field: str, templates: Mapping[str, str], version: str | None
) -> Iterator[Refusal]:
    for name, text in templates.items():
        if "{{" not in text:
            continue
        for problem in template_problems(text, version):
            if problem.kind in STOPS_LOADING:
                place = rule.place_in(field, text, problem.place.position)
                yield Refusal(rule.alert, field, f"{name}: {problem.message}", place, "Prometheus")


STOPS_LOADING = frozenset({"syntax", "unknown-function", "unsupported-function", "unset-variable"})
"""What is wrong with a template for which Prometheus refuses the file; the rest fails when it is executed."""


def _same_rules(file: RuleFile) -> Iterator[Refusal]:
    """Rules of one name with the same labels: promtool's lint takes them for a mistake."""
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for group in file.groups:
        for rule in group.rules:
            name = rule.alert if isinstance(rule, AlertingRule) else rule.record
            key = (name, frozenset((dict(group.labels) | dict(rule.labels)).items()))
            if key in seen:
                kind = "alert" if isinstance(rule, AlertingRule) else "record"
                reason = (
                    "another rule of the file has the same name and labels, so that nobody can tell them "
                    "apart. Give one another label, or another name."
                )
                yield Refusal(name, kind, reason, rule.place(kind), "promtool")
            seen.add(key)


def _of_test(test: UnitTest, number: int) -> Iterator[Refusal]:
    where = f"test {test.name or number + 1}"
    for case in test.promql_expr_tests:
        try:
            called(case.expr)
        except PromqlError as error:
            place = case.place_in("expr", case.expr, error.position)
            yield Refusal(where, "expr", error.message, place, "promtool")
    for one in test.input_series[:-1]:
        if "\n" in one.values or "\n" in one.series:
            field = "values" if "\n" in one.values else "series"
            reason = "a line break ends the list: promtool silently leaves out all series behind this one."
            yield Refusal(where, field, reason, one.place(field), "promtool")


__all__ = ["STOPS_LOADING", "Refusal", "refusals", "refusals_of_form"]
