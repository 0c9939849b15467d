"""`rate`, `irate` or `increase` is taken of a metric that is no counter.

What will happen: these functions take every fall of the value for a restart of the counter and add what
was there before. Of a gauge they return numbers that mean nothing.

How to mend it: of a gauge, `delta()` or `deriv()` is the change, and `changes()` counts changes. A
metric that is not known as a gauge, by `Project(metrics={…: "gauge"})` or because everybody has it, is only
mentioned, if its name has none of a counter's endings (`_total`, `_count`, `_sum`, `_bucket`).

Wrong:

    expr="rate(process_resident_memory_bytes[10m]) > 1e6"

Right:

    expr="deriv(process_resident_memory_bytes[10m]) > 1e6"
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.metrics import metric_types
from alertflow.checks.subject import Subject
from alertflow.prometheus import AlertingRule, PromqlError, parse, rates_of_gauges

ID = "prometheus/rate-of-gauge"

_NO_COUNTER = r"\s*\((?!\s*[a-zA-Z_:][a-zA-Z0-9_:]*_(?:total|count|sum|bucket)\s*[\[{])"
_rate_of_another = re.compile("rate" + _NO_COUNTER).search
_names_a_gauge = re.compile(
    r"_(?:ratio|percent(?:age)?|usage|utili[sz]ation|temperature|celsius|size|limit|capacity|available|free|used"
    r"|active|idle|current|length|depth|lag|pending|status|state|up|info|timestamp_seconds)\Z"
).search
"""Whether a name ends as only those of gauges do: many a counter of an exporter has no ending at all."""
_any = re.compile(r"rate\s*\(|increase\s*\(", re.IGNORECASE).search
_increase_of_another = re.compile("increase" + _NO_COUNTER).search


def check(subject: Subject) -> Iterator[Finding]:
    """The uses of a counter's functions on known gauges, and on what has no counter's name."""
    types = metric_types(subject)
    for rule in subject.rules:
        expr = rule.expr
        if not may_be_of_a_gauge(expr) and not (types and _any(expr)):
            continue
        try:
            found = rates_of_gauges(parse(expr), types)
        except PromqlError:
            continue
        name = rule.alert if isinstance(rule, AlertingRule) else rule.record
        for use in found:
            if not use.certain and subject.project is None and not _names_a_gauge(use.metric):
                continue
            if use.certain:
                message = (
                    f"{name} takes {use.function}() of {use.metric}, which is a gauge: {use.expression}."
                )
                consequence = (
                    f"Whenever {use.metric} falls, {use.function}() sees a restart and counts it whole."
                )
            else:
                message = (
                    f"{name} takes {use.function}() of {use.metric}, which has not the name of a counter."
                )
                consequence = "If it is a gauge, each fall of it is taken for a restart and counted whole."
            yield Finding(
                ID,
                Severity.ERROR if use.certain else Severity.INFO,
                rule.place("expr") or rule.source,
                message,
                consequence,
                "Use delta(), deriv() or changes() for a gauge."
                if use.certain
                else "For a gauge use delta(), deriv() or changes(); if it is a counter, all is well.",
            )


def may_be_of_a_gauge(expr: str) -> bool:
    """Whether the text leaves open that `rate`, `irate` or `increase` is taken of no counter."""
    lower = expr.lower()
    return bool(_rate_of_another(lower) or _increase_of_another(lower)) or "#" in expr
