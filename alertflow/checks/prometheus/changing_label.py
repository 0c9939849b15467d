"""A label of an alert has the measured value in it.

What will happen: an alert is told from every other by its labels. With each evaluation the value, and with it
the label, is another one: the alert that was there is over, and a new one begins. With `for` it never fires,
because each waits anew; without, people are told of each one.

How to mend it: put the value into an annotation, which may change. A label that only depends on whether the
value is above a threshold is all right.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: QueueIsLong
            expr: queue_length > 100
            for: 5m
            labels:
              severity: warning
              length: "{{ $value }}"

Right:

    groups:
      - name: shop
        rules:
          - alert: QueueIsLong
            expr: queue_length > 100
            for: 5m
            labels:
              severity: '{{ if gt $value 1000.0 }}critical{{ else }}warning{{ end }}'
            annotations:
              summary: "{{ $value }} orders wait"
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.rule_texts import is_condition, rule_texts
from alertflow.checks.subject import Subject
from alertflow.duration import seconds
from alertflow.prometheus import uses_value

ID = "prometheus/changing-label"

_INSIDE = r"(?:[^}]|\}(?!\}))"
_actions_with_value = re.compile(rf"\{{\{{-?\s*({_INSIDE}*?(?:\$value|\.Value)\b{_INSIDE}*)\}}\}}").finditer


def check(subject: Subject) -> Iterator[Finding]:
    """The labels that print the value of their alert; not those that only compare it."""
    for one in rule_texts(subject, containing="alue"):
        if one.field != "labels" or not uses_value(one.text):
            continue
        for found in _actions_with_value(one.text):
            action = found[1].strip()
            if is_condition(action) or "range" in one.text or ":=" in action:
                continue
            waits = one.rule.for_ is not None and seconds(one.rule.for_) > 0
            yield Finding(
                ID,
                Severity.ERROR if waits else Severity.WARNING,
                one.place(found.start()),
                f"{one.words} has the value of the alert in it, which changes with every evaluation.",
                f"Each change makes it another alert, which waits {one.rule.for_} anew: it never fires."
                if waits
                else "Each change makes it another alert: people are told of each, and that it is over.",
                "Put the value into an annotation.",
            )
            break
