"""Two alerts on one quantity have thresholds that contradict their severities, or hide nothing of each other.

What will happen: where the milder alert fires only when the worse one fires already, it never warns: the
thresholds are the wrong way round, or the waiting times are. Where the thresholds are right, both fire once
the worse one does, and without an inhibition people are told twice.

How to mend it: give the worse severity the threshold that is reached later. And let the worse alert inhibit
the milder one: `Inhibition(sources=[worse], targets=[milder])`, or an inhibition of one severity by the other
for alerts of one name.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: DiskIsFull
            expr: disk_used_bytes / disk_size_bytes > 0.9
            labels: {severity: warning}
          - alert: DiskIsFull
            expr: disk_used_bytes / disk_size_bytes > 0.8
            labels: {severity: critical}

Right:

    groups:
      - name: shop
        rules:
          - alert: DiskIsFull
            expr: disk_used_bytes / disk_size_bytes > 0.8
            labels: {severity: warning}
          - alert: DiskIsFull
            expr: disk_used_bytes / disk_size_bytes > 0.9
            labels: {severity: critical}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from alertflow.checks.expressions import cut
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.grades import ranks
from alertflow.checks.labels import Labels, known_labels
from alertflow.checks.routing import reaches
from alertflow.checks.subject import Labelled, Subject
from alertflow.duration import seconds
from alertflow.prometheus import Comparison, PromqlError, comparison, implies, parse
from alertflow.prometheus.promql.shapes import without_values

if TYPE_CHECKING:
    from alertflow.alertmanager import Config

ID = "prometheus/overlapping-severities"
ACROSS = True

_OF_SEVERITY = frozenset({"severity", "dispatch", "target", "burn", "escalation", "escalation_policy"})
"""Labels that may differ between severities of one trouble."""


class Graded(NamedTuple):
    """An alert that compares a quantity with a threshold, and how bad it is."""

    alert: Labelled
    rank: int
    compared: Comparison

    @property
    def words(self) -> str:
        """The alert, its severity and its threshold."""
        return (
            f"{self.alert.rule.alert} ({self.alert.labels['severity']}, "
            f"{self.compared.operator} {self.compared.threshold:g})"
        )


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts next to each other in severity that compare the same quantity, each pair once."""
    rank_of = ranks(subject)
    seen: set[tuple[int, int]] = set()
    for candidates in _candidates(subject):
        graded = _graded(candidates, rank_of)
        graded.sort(key=lambda one: (one.compared.quantity, one.rank))
        for _, group in groupby(graded, key=lambda one: one.compared.quantity):
            for milder, worse in pairwise(group):
                pair = (id(milder.alert.rule), id(worse.alert.rule))
                if pair not in seen and milder.rank < worse.rank and _of_one_thing(milder, worse):
                    seen.add(pair)
                    yield from _of_pair(subject, milder, worse)


def _candidates(subject: Subject) -> Iterator[list[Labelled]]:
    """Alerts that may compare one quantity: those of one name, and those of one text but for its end."""
    by_name: dict[str, list[Labelled]] = {}
    by_text: dict[str, list[Labelled]] = {}
    for one in subject.alerts:
        expr = one.rule.expr
        by_name.setdefault(one.rule.alert, []).append(one)
        by_text.setdefault(expr[: max(expr.rfind(">"), expr.rfind("<"))].rstrip(), []).append(one)
    for groups in (by_name, by_text):
        if len(groups) < len(subject.alerts):
            yield from (group for group in groups.values() if len(group) > 1)


def _graded(alerts: list[Labelled], rank_of: Mapping[str, int]) -> list[Graded]:
    """Those of `alerts` that compare something; none where all are as bad."""
    ranked = [
        (one, rank) for one in alerts if (rank := rank_of.get(one.labels.get("severity", ""))) is not None
    ]
    if len({rank for _, rank in ranked}) < 2:
        return []
    exprs = [one.rule.expr for one, _ in ranked]
    alike = [without_values(expr) for expr in exprs]
    if len({values for _, values in alike}) == 1:
        exprs = [text for text, _ in alike]  # of which there are few, where a loop has made the alerts
    return [
        Graded(one, rank, found)
        for (one, rank), expr in zip(ranked, exprs, strict=True)
        if (found := _comparison(expr)) is not None
    ]


@cache
def _comparison(expr: str) -> Comparison | None:
    if "ALERTS" in expr:
        return None
    try:
        found = comparison(parse(expr))
    except PromqlError:
        return None
    return found if found is not None and found.threshold is not None else None


def _of_one_thing(one: Graded, other: Graded) -> bool:
    """Whether no label but those of the severity tells the two apart, such as another team."""
    mine, theirs = one.alert.labels, other.alert.labels
    return all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys() - _OF_SEVERITY)


def _of_pair(subject: Subject, mild: Graded, bad: Graded) -> Iterator[Finding]:
    low, high = mild.compared, bad.compared
    if implies(low, high) and _wait(mild) >= _wait(bad):
        rule = mild.alert.rule
        yield Finding(
            ID,
            Severity.WARNING,
            rule.place("expr") or rule.source,
            f"{mild.words} fires only when {bad.words} does already: both compare {_quantity(mild)}.",
            "It never warns: whoever is told of it is told of the worse one, too.",
            "Both have one threshold: give the milder one another, or a shorter 'for', or remove it."
            if implies(high, low)
            else "The thresholds are the wrong way round: exchange them, or the severities.",
        )
    elif implies(high, low) and not _is_hidden(subject, mild.alert, bad.alert):
        rule = bad.alert.rule
        yield Finding(
            ID,
            Severity.INFO,
            rule.place("expr") or rule.source,
            f"when {bad.words} fires, {mild.words} fires as well, and no inhibition hides it.",
            "People are told of one trouble twice.",
            f"Let the worse one inhibit it: {_remedy(subject, mild.alert, bad.alert)}.",
        )


def _quantity(one: Graded) -> str:
    found = _comparison(one.alert.rule.expr)
    return cut(found.quantity if found is not None else one.compared.quantity)


def _wait(one: Graded) -> float:
    return seconds(one.alert.rule.for_) if one.alert.rule.for_ is not None else 0.0


def _remedy(subject: Subject, mild: Labelled, bad: Labelled) -> str:
    if subject.project is not None:
        return "Inhibition(sources=[…], targets=[…])"
    worse, milder = bad.labels["severity"], mild.labels["severity"]
    equal = "alertname and " if mild.rule.alert == bad.rule.alert else ""
    return f"from severity={worse} to severity={milder}, with {equal}the labels of their series in 'equal'"


def _is_hidden(subject: Subject, mild: Labelled, bad: Labelled) -> bool:
    """Whether an inhibition may hide the milder alert, or one of the two is told to nobody; also where there
    is no configuration that could say it.
    """
    from alertflow.alertmanager import Config  # only for what may be hidden

    labels = subject.remembered(known_labels)
    for path, config in subject.of(Config):
        reach = subject.remembered(reaches)[path]
        if reach.tells(mild) and reach.tells(bad) and not _inhibits(config, labels, mild, bad):
            return False
    return True


def _inhibits(config: Config, labels: Labels, mild: Labelled, bad: Labelled) -> bool:
    return any(
        labels.hold(rule.every_source_matcher, bad) is not False
        and labels.hold(rule.every_target_matcher, mild) is not False
        and all(_may_be_equal(labels, name, mild, bad) for name in rule.equal)
        for rule in config.inhibit_rules
    )


def _may_be_equal(labels: Labels, name: str, mild: Labelled, bad: Labelled) -> bool:
    one, other = labels.value(name, mild), labels.value(name, bad)
    return one is None or other is None or one == other
