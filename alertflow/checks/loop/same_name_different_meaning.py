"""Alerts of one name read different metrics.

What will happen: silences, inhibitions, routes and runbooks go by the name. Who silences one of the alerts
silences the other, and the runbook tells of only one of them. Alerts of one name whose severities, thresholds
or time ranges differ are one trouble, and right.

How to mend it: give each a name that says what it means; or a label that tells them apart, such as
`service`, and silence by that.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: TooSlow
            expr: http_request_duration_seconds{quantile="0.99"} > 2
            labels: {severity: critical}
          - alert: TooSlow
            expr: queue_oldest_message_age_seconds > 600
            labels: {severity: warning}

Right:

    groups:
      - name: shop
        rules:
          - alert: RequestsAreSlow
            expr: http_request_duration_seconds{quantile="0.99"} > 2
            labels: {severity: critical}
          - alert: QueueIsSlow
            expr: queue_oldest_message_age_seconds > 600
            labels: {severity: warning}
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Labelled, Subject, place
from alertflow.model.conventions import OWN_LABELS, TEAM
from alertflow.prometheus import PromqlError, RecordingRule, metric_names, parse
from alertflow.prometheus.promql.metric_types import COUNTER_SUFFIXES
from alertflow.prometheus.promql.shapes import shape

ID = "loop/same-name-different-meaning"
ACROSS = True

_OF_THE_ALERTS = frozenset({"ALERTS", "ALERTS_FOR_STATE"})
_SAY_HOW_BAD = OWN_LABELS - {TEAM} | {"burn", "priority", "level"}
"""Labels that do not say what an alert is about."""


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts that have a name in common with an earlier one, and nothing else: no metric that both read,
    and no label that tells them apart.
    """
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for one in subject.alerts:
        groups[one.rule.alert].append(one)
    if len(groups) == len(subject.alerts):
        return
    recorded: dict[str, str] = {
        rule.record: rule.expr for rule in subject.rules if isinstance(rule, RecordingRule)
    }
    for name, group in groups.items():
        known: list[tuple[Labelled, frozenset[str]]] = []
        for one in group if len(group) > 1 else ():
            metrics = _metrics(one.rule.expr, recorded)
            if not metrics or metrics & _OF_THE_ALERTS:
                continue
            others = [(other, theirs) for other, theirs in known if not _told_apart(one, other)]
            if others and all(metrics.isdisjoint(theirs) for _, theirs in others):
                first, theirs = others[0]
                at = first.rule.source
                yield Finding(
                    ID,
                    Severity.WARNING,
                    one.rule.place("alert") or place(one.rule),
                    f"this {name} reads {_listed(metrics)}, and that{f' at {at}' if at else ''} reads "
                    f"{_listed(theirs)}.",
                    "They are two troubles under one name: a silence, an inhibition or a runbook for the one "
                    "holds for the other, too.",
                    "Give each a name of its own, or a label that tells them apart.",
                )
            elif not others and len(known) < _MOST:
                known.append((one, metrics))


_MOST = 20
"""How many kinds of one name are looked at: enough to find one, and linear."""


def _told_apart(one: Labelled, other: Labelled) -> bool:
    """Whether a label that says what an alert is about has other values in the two."""
    names = (one.labels.keys() | other.labels.keys()) - _SAY_HOW_BAD
    return any(one.labels.get(name) != other.labels.get(name) for name in names)


def _metrics(expr: str, recorded: Mapping[str, str]) -> frozenset[str]:
    """What `expr` reads, by the metrics that its recording rules read; empty where that is not all known."""
    found: set[str] = set()
    pending, seen = [expr], set[str]()
    while pending:
        try:
            names = metric_names(parse(shape(pending.pop())))
        except PromqlError:
            return frozenset()
        for name in names - seen:
            seen.add(name)
            if name in recorded:
                pending.append(recorded[name])
            elif ":" in name:
                return frozenset()
            else:
                found.add(_base(name))
    return frozenset(found)


def _base(metric: str) -> str:
    """The metric that a part of it belongs to: `x` for `x_bucket`."""
    return next((metric.removesuffix(end) for end in COUNTER_SUFFIXES if metric.endswith(end)), metric)


def _listed(metrics: frozenset[str]) -> str:
    shown = sorted(metrics)
    return ", ".join(shown[:3]) + (", …" if len(shown) > 3 else "")
