"""The errors of an objective are no part of its total.

What will happen: Sloth divides the one query by the other, series by series. Where they keep other labels,
nothing comes out: no error ratio, and no alert ever. Where the total leaves out what the errors count, the
ratio is too high, or above 1. Where both are the same query, everything has failed, always.

How to mend it: aggregate both in the same way, `sum(…)`, and let the total count every event, the failed ones
too.

Wrong:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum by (path) (rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total{code!~"5.."}[{{.window}}]))
        alerting:
          name: ShopErrors

Right:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.objectives import USUAL, mistake, name_of, objectives
from alertflow.checks.subject import Subject
from alertflow.documents.objective import Objective, Query
from alertflow.prometheus import LabelMatcher, Selector, parse, selectors, surviving_labels

ID = "slo/unmatched-queries"

_OPPOSITE = {"=": "!=", "!=": "=", "=~": "!~", "!~": "=~"}


def check(subject: Subject) -> Iterator[Finding]:
    """The pairs of queries that have other labels, exclude each other, or are the same."""
    for one in objectives(subject):
        part = one.bad or one.good
        if part is None or one.total is None or mistake(part) or mistake(one.total):
            continue
        for severity, message, consequence, remedy in _wrong(one, part, one.total):
            yield Finding(
                ID, severity, part.source or one.source, f"{name_of(one)}: {message}", consequence, remedy
            )


def _wrong(one: Objective, part: Query, total: Query) -> Iterator[tuple[Severity, str, str, str]]:
    events = "errors" if one.bad is not None else "good events"
    left, right = parse(part.over(USUAL)), parse(total.over(USUAL))
    if left.prettify() == right.prettify():
        yield (
            Severity.ERROR,
            f"the query for {events} is the same as that for all events.",
            "Everything has failed, always." if one.bad is not None else "Nothing ever fails.",
            f'Select the {events} alone, by a label such as code=~"5..".',
        )
        return
    kept, of_total = surviving_labels(left).only, surviving_labels(right).only
    if kept != of_total:
        yield (
            Severity.ERROR,
            f"the {events} keep {_labels(kept)}, and all events keep {_labels(of_total)}.",
            "No series of the one finds its partner in the other, so there is no error ratio and no alert.",
            "Aggregate both queries in the same way: sum(…).",
        )
        return
    for inside in selectors(left):
        for whole in selectors(right):
            if inside.metric == whole.metric and (label := _excluded(inside, whole)):
                yield (
                    Severity.WARNING,
                    f"the total leaves out the {events}: they differ in what they ask of '{label}'.",
                    "The ratio is of the one to the others, too high, and no share.",
                    f"Let the total count every event: take '{label}' out of it.",
                )
                return


def _excluded(inside: Selector, whole: Selector) -> str:
    """The label for which the two selectors have no value in common; '' if none is known."""
    for one in inside.matchers:
        for other in whole.matchers:
            if one.label == other.label and _exclude(one, other):
                return one.label
    return ""


def _exclude(one: LabelMatcher, other: LabelMatcher) -> bool:
    if one.operator == "=" == other.operator:
        return one.value != other.value
    return one.value == other.value and _OPPOSITE[one.operator] == other.operator


def _labels(kept: frozenset[str] | None) -> str:
    if kept is None:
        return "all their labels"
    names = ", ".join(f"'{name}'" for name in sorted(kept))
    return f"the labels {names}" if len(kept) > 1 else f"the label {names}" if kept else "no label"
