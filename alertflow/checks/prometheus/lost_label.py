"""A text reads a label that the alert's expression does not keep.

What will happen: `$labels` holds the labels of the series that the expression returns, and no others: not
those that an aggregation drops, not those that the rule itself sets, not external labels. Prometheus puts
nothing in the place of what is not there, and says nothing: people read a sentence with a gap. In a label it
is worse: the label is empty, which is as if it were not set, and no route that asks for it holds.

How to mend it: keep the label in the expression, `sum by (method) (…)`, or do without it in the text. The
value of a label that the rule sets is known: write it. An external label is `$externalLabels.cluster`.
`alertflow check --fix` writes what the rule itself sets, in annotations.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: HighErrorRate
            expr: sum by (service) (rate(http_requests_failed_total[5m])) > 5
            annotations:
              summary: "{{ $labels.method }} requests to {{ $labels.service }} fail"

Right:

    groups:
      - name: shop
        rules:
          - alert: HighErrorRate
            expr: sum by (service, method) (rate(http_requests_failed_total[5m])) > 5
            annotations:
              summary: "{{ $labels.method }} requests to {{ $labels.service }} fail"
"""

import re
from collections.abc import Iterator

from alertflow.checks.expressions import surviving
from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import reworded
from alertflow.checks.rule_texts import RuleText, action_at, is_condition, outline, rule_texts
from alertflow.checks.subject import Subject
from alertflow.prometheus import Surviving, labels_read

ID = "prometheus/lost-label"


def check(subject: Subject) -> Iterator[Finding]:
    """The labels that texts read and that no series of their alert can have; not those that a text asks for
    before it reads them.
    """
    quiet: set[tuple[str, Surviving]] = set()
    known: dict[str, Surviving | None] = {}  # the texts of a rule have one expression
    for one in rule_texts(subject, containing="abels"):
        expr = one.rule.expr
        if expr not in known:
            known[expr] = None if _keeps_all(expr) else surviving(expr)
        kept = known[expr]
        if kept is None or (kept.only is None and not kept.never):
            continue
        form = outline(one.text)
        if (form, kept) in quiet:
            continue
        read = labels_read(one.text)
        asked = {label.name for label in read if is_condition(action_at(one.text, label.place.position))}
        told: set[str] = set()
        for label in read:
            if label.name in asked or label.name in told or kept.may_have(label.name):
                continue
            told.add(label.name)
            yield _finding(subject, one, label.name, label.place.position, kept)
        if not told:
            quiet.add((form, kept))


def _fix(subject: Subject, one: RuleText, label: str, position: int) -> Fix | None:
    """What the rule itself sets for the label, in an annotation that prints it and nothing else of it."""
    value = one.rule.alert if label == "alertname" else one.rule.labels.get(label, "")
    begin = one.text.rfind("{{", 0, position)
    action = one.text[begin:].partition("}}")[0]
    reads = {f"$labels.{label}", f".Labels.{label}"}
    if one.field == "labels" or not _is_plain(value) or action[2:].strip() not in reads:
        return None
    return reworded(subject, one.place(begin), f"{action}}}}}", value, f"write {value}")


_called = re.compile(r"\b([a-z_]++)\s*+\(").findall
_takes_away = re.compile(r"""\b(?:by|without|on|ignoring)\b|=\s*(?:""|'')""").search
_KEEPING = frozenset(
    ["rate", "irate", "increase", "delta", "idelta", "deriv", "changes", "resets", "predict_linear", "abs"]
)
"""Functions that drop no label but the metric's name."""


def _keeps_all(expr: str) -> bool:
    """Whether the text alone shows that each label of what is read is kept, as in most expressions."""
    lower = expr.lower()
    if "{" not in lower or _takes_away(lower):
        return False
    return "(" not in lower or _KEEPING.issuperset(_called(lower))


_is_plain = re.compile(r"[\w.-]+").fullmatch


def _finding(subject: Subject, one: RuleText, label: str, position: int, kept: Surviving) -> Finding:
    if kept.only is None:
        left = "its expression takes away"
    else:
        have = ", ".join(sorted(kept.only)) if kept.only else "no labels"
        left = f"no series of its expression has: they have {have}{' only' if kept.only else ''}"
    if label in one.rule.labels:
        remedy = f"What a rule sets itself is not in $labels: write '{one.rule.labels[label]}'."
    elif label == "alertname":
        remedy = f"Write the name itself: {one.rule.alert}."
    else:
        remedy = f"Keep it in the expression, as in sum by ({label}) (…), or do without it."
    in_label = one.field == "labels"
    return Finding(
        ID,
        Severity.ERROR if in_label else Severity.WARNING,
        one.place(position),
        f"{one.words} reads the label '{label}', which {left}.",
        "The label is empty where it should say that, and no route that asks for it holds."
        if in_label
        else "Prometheus puts nothing in its place: people read a sentence with a gap.",
        remedy,
        _fix(subject, one, label, position),
    )
