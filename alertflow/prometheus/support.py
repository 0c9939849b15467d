"""What a rule file or test file asks of Prometheus that a given release cannot do, or not without a flag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from alertflow.declared import Location
from alertflow.prometheus.promql.newer import may_hold, syntax
from alertflow.prometheus.promql.reading import PromqlError
from alertflow.prometheus.promql.shapes import called
from alertflow.prometheus.rules import AlertingRule, RecordingRule, Rule, RuleFile, RuleGroup
from alertflow.prometheus.syntax import is_plain_label, is_plain_metric
from alertflow.prometheus.unit_tests import TestFile, UnitTest
from alertflow.prometheus.versions import (
    AGGREGATIONS,
    FUNCTIONS,
    GROUP_KEYS,
    HISTOGRAM_NOTATION,
    OPTIONAL_INTERVAL,
    RULE_KEYS,
    SYNTAX,
    TEST_KEYS,
    UTF_8_NAMES,
    Life,
)
from alertflow.release import reaches


class Unsupported(NamedTuple):
    """A key, name, function or piece of syntax that the target does not know: where it stands and which
    releases do.

    `since` is the first release that knows it, `until` the first that has lost it (None: none has).
    """

    where: str
    what: str
    since: str
    until: str | None = None
    location: Location | None = None


class Experimental(NamedTuple):
    """A function or piece of syntax that the target knows only with `--enable-feature=` and `flag`."""

    where: str
    what: str
    flag: str
    location: Location | None = None


def unsupported(document: RuleFile | TestFile, version: str) -> list[Unsupported]:
    """What Prometheus `version` would refuse in `document`; expressions that do not parse are left out."""
    if isinstance(document, TestFile):
        return list(_of_test_file(document, version))
    found = [one for group in document.groups for one in _of_group(group, version)]
    if _may_lack(document, version):
        found += [one for rule in _rules(document) for one in _of_rule(rule, version)]
    return found


def experimental(document: RuleFile, version: str | None) -> list[Experimental]:
    """What Prometheus `version` knows only when it is switched on, by the names of the rules that use it;
    if None, what no release knows otherwise.
    """
    rules = _rules(document)
    return [
        Experimental(_name(rule), what, life.flag, rule.place("expr"))
        for rule in (rules if _may_use([rule.expr for rule in rules], _is_switched, version) else ())
        for what, life in _used(rule.expr)
        if _is_switched(life, version)
    ]


def _rules(document: RuleFile) -> list[Rule]:
    return [rule for group in document.groups for rule in group.rules]


def _may_lack(document: RuleFile, version: str) -> bool:
    """Whether a rule may hold what `version` lacks: a look at all texts at once, quicker than at trees."""
    rules = _rules(document)
    if not reaches(version, RULE_KEYS["keep_firing_for"]):
        return True
    if not reaches(version, UTF_8_NAMES):
        names = {name for rule in rules for name in rule.labels}
        names |= {name for rule in rules if isinstance(rule, AlertingRule) for name in rule.annotations}
        recorded = [rule.record for rule in rules if isinstance(rule, RecordingRule)]
        if not (all(map(is_plain_label, names)) and all(map(is_plain_metric, recorded))):
            return True
    return _may_lack_in([rule.expr for rule in rules], version)


def _may_lack_in(expressions: Iterable[str], version: str) -> bool:
    """Whether one of `expressions` may hold what `version` lacks."""
    return _may_use(expressions, _lacks, version)


_Wanted = Callable[[Life, Any], bool]
"""Whether something that has such a life is sought, for a version."""


def _may_use(expressions: Iterable[str], wanted: _Wanted, version: str | None) -> bool:
    """Whether one of `expressions` may hold what has such a life."""
    text = "\n".join(expressions).lower()
    pieces, names = _sought(wanted, version)
    if pieces and may_hold(text, pieces):
        return True
    found = [name for name in names if name in text]
    called_ = rf"\b(?:{'|'.join(found)})\s*(?:\(|by\b|without\b)"
    return bool(found) and re.search(called_, text) is not None


@cache
def _sought(wanted: _Wanted, version: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """The syntax that is wanted, and the functions and aggregations: the same for all files."""
    pieces = frozenset([name for name, life in SYNTAX.items() if wanted(life, version)])
    return pieces, tuple([name for name, life in (FUNCTIONS | AGGREGATIONS).items() if wanted(life, version)])


def _of_group(group: RuleGroup, version: str) -> Iterator[Unsupported]:
    where = f"group {group.name}"
    given = {"limit": group.limit, "query_offset": group.query_offset, "labels": group.labels}
    for key, value in given.items():
        if (value or key in group.empty) and not reaches(version, GROUP_KEYS[key]):
            yield Unsupported(where, key, GROUP_KEYS[key], None, group.place(key))


def _of_rule(rule: Rule, version: str) -> Iterator[Unsupported]:
    if isinstance(rule, AlertingRule):
        since = RULE_KEYS["keep_firing_for"]
        if rule.keep_firing_for is not None and not reaches(version, since):
            at = rule.place("keep_firing_for")
            yield Unsupported(rule.alert, "keep_firing_for", since, None, at)
        yield from _names(rule, "annotations", rule.annotations, version)
    elif not is_plain_metric(rule.record) and not reaches(version, UTF_8_NAMES):
        at = rule.place("record")
        yield Unsupported(rule.record, f"the name '{rule.record}'", UTF_8_NAMES, None, at)
    yield from _names(rule, "labels", rule.labels, version)
    yield from _in_expression(rule.expr, _name(rule), rule.place, version)


def _of_test_file(file: TestFile, version: str) -> Iterator[Unsupported]:
    since = TEST_KEYS["fuzzy_compare"]
    if file.fuzzy_compare and not reaches(version, since):
        yield Unsupported("", "fuzzy_compare", since, None, file.place("fuzzy_compare"))
    expressions = [case.expr for test in file.tests for case in test.promql_expr_tests]
    may_lack = _may_lack_in(expressions, version)
    for number, test in enumerate(file.tests):
        where = f"test {test.name or number + 1}"
        yield from _of_test(test, where, version)
        for case in test.promql_expr_tests if may_lack else ():
            yield from _in_expression(case.expr, where, case.place, version)


def _of_test(test: UnitTest, where: str, version: str) -> Iterator[Unsupported]:
    since = TEST_KEYS["start_timestamp"]
    if test.start_timestamp is not None and not reaches(version, since):
        yield Unsupported(where, "start_timestamp", since, None, test.place("start_timestamp"))
    if test.interval is None and not reaches(version, OPTIONAL_INTERVAL):
        yield Unsupported(where, "a test without interval", OPTIONAL_INTERVAL, None, test.source)
    for one in test.input_series:
        if "{{" in one.values and not reaches(version, HISTOGRAM_NOTATION):
            at = one.place("values")
            yield Unsupported(where, "a native histogram", HISTOGRAM_NOTATION, None, at)


def _in_expression(
    expr: str, where: str, place: Callable[[str], Location | None], version: str
) -> Iterator[Unsupported]:
    for what, life in _used(expr):
        if _lacks(life, version):
            yield Unsupported(where, what, life.since, life.until, place("expr"))


def _used(expr: str) -> list[tuple[str, Life]]:
    """The functions, aggregations and newer syntax of `expr`, by name; none where it does not parse."""
    try:
        names = called(expr)
    except PromqlError:
        return []
    known = ((name, FUNCTIONS.get(name) or AGGREGATIONS.get(name)) for name in names)
    functions = {f"{name}()": life for name, life in known if life is not None}
    return sorted((functions | {name: SYNTAX[name] for name in syntax(expr)}).items())


def _names(rule: Rule, field: str, names: Iterable[str], version: str) -> Iterator[Unsupported]:
    """The names of labels or annotations that need UTF-8."""
    if not reaches(version, UTF_8_NAMES):
        for name in names:
            if not is_plain_label(name):
                at = rule.place_of(field, name)
                yield Unsupported(_name(rule), f"the name '{name}'", UTF_8_NAMES, None, at)


def _name(rule: Rule) -> str:
    return rule.alert if isinstance(rule, AlertingRule) else rule.record


def _lacks(life: Life, version: str) -> bool:
    """Whether `version` does not know it yet, or not any more."""
    return not reaches(version, life.since) or (life.until is not None and reaches(version, life.until))


def _is_switched(life: Life, version: str | None) -> bool:
    """Whether `version` knows it with a flag alone; if None, whether every release that knows it does."""
    if life.experimental_until is None or version is None:
        return life.experimental_until == ""
    stable = life.experimental_until and reaches(version, life.experimental_until)
    return not stable and not _lacks(life, version)


__all__ = ["Experimental", "Unsupported", "experimental", "unsupported"]
