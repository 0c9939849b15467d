"""What a rule file or test file asks of Prometheus that a given release cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from alertflow.prometheus.promql import PromqlError
from alertflow.prometheus.rules import AlertingRule, Rule, RuleFile, RuleGroup
from alertflow.prometheus.shapes import called
from alertflow.prometheus.unit_tests import TestFile
from alertflow.prometheus.versions import AGGREGATIONS, FUNCTIONS, GROUP_KEYS, RULE_KEYS, TEST_KEYS
from alertflow.release import reaches


class Unsupported(NamedTuple):
    """A key or function that the target does not know: where it stands and which releases do.

    `since` is the first release that knows it, `until` the first that has lost it (None: none has).
    """

    where: str
    what: str
    since: str
    until: str | None = None


def unsupported(document: RuleFile | TestFile, version: str) -> list[Unsupported]:
    """What Prometheus `version` would refuse in `document`; expressions that do not parse are left out."""
    if isinstance(document, TestFile):
        fuzzy = document.fuzzy_compare and not reaches(version, TEST_KEYS["fuzzy_compare"])
        return [Unsupported("", "fuzzy_compare", TEST_KEYS["fuzzy_compare"])] if fuzzy else []
    return [one for group in document.groups for one in _of_group(group, version)]


def _of_group(group: RuleGroup, version: str) -> Iterator[Unsupported]:
    where = f"group {group.name}"
    given = {"limit": group.limit, "query_offset": group.query_offset, "labels": group.labels}
    for key, value in given.items():
        if value and not reaches(version, GROUP_KEYS[key]):
            yield Unsupported(where, key, GROUP_KEYS[key])
    for rule in group.rules:
        yield from unsupported_in_rule(rule, version)


def unsupported_in_rule(rule: Rule, version: str) -> Iterator[Unsupported]:
    """What Prometheus `version` would refuse in `rule`."""
    where = rule.alert if isinstance(rule, AlertingRule) else rule.record
    if isinstance(rule, AlertingRule) and rule.keep_firing_for is not None:
        since = RULE_KEYS["keep_firing_for"]
        if not reaches(version, since):
            yield Unsupported(where, "keep_firing_for", since)
    try:
        functions = called(rule.expr)
    except PromqlError:
        return
    for name in sorted(functions):
        life = FUNCTIONS.get(name) or AGGREGATIONS.get(name)
        if life is None:
            continue
        gone = life.until is not None and reaches(version, life.until)
        if gone or not reaches(version, life.since):
            yield Unsupported(where, f"{name}()", life.since, life.until)


__all__ = ["Unsupported", "unsupported", "unsupported_in_rule"]
