"""A notification template reads an annotation that none of the alerts which reach it has.

What will happen: the place in the message stays empty, and nothing says so.

How to mend it: give the rules the annotation, or read the one that they have. Annotations come from rules
alone, so what no rule sets is never there.

Wrong:

    route: {receiver: chat}
    receivers:
      - name: chat
        slack_configs:
          - api_url_file: /etc/alertmanager/slack
            channel: "#alerts"
            text: "{{ .CommonAnnotations.message }}"
    ---
    groups:
      - name: shop
        rules:
          - {alert: Down, expr: up == 0, annotations: {summary: It is down}}

Right:

    route: {receiver: chat}
    receivers:
      - name: chat
        slack_configs:
          - api_url_file: /etc/alertmanager/slack
            channel: "#alerts"
            text: "{{ .CommonAnnotations.summary }}"
    ---
    groups:
      - name: shop
        rules:
          - {alert: Down, expr: up == 0, annotations: {summary: It is down}}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.notified import template_reads, unmet
from alertflow.checks.subject import Labelled, Subject
from alertflow.declared import suggestion

ID = "loop/annotation-never-set"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The annotations that are read of alerts, or of a group, and that no alert which comes there has."""
    reads = [one for one in subject.remembered(template_reads) if one.read.owner.endswith("Annotations")]
    known = frozenset[str]().union(*(alert.rule.annotations for alert in subject.alerts)) if reads else ()
    for one in unmet(subject, reads, _names, _has):
        yield Finding(
            ID,
            Severity.WARNING,
            one.location,
            f"{one.words}, and no alert that reaches it has this annotation.",
            "It is always empty.",
            f"Give the rules the annotation, or read another. {suggestion(one.read.name, known)}",
        )


def _names(alert: Labelled) -> tuple[str, ...]:
    return tuple(alert.rule.annotations)


def _has(alert: Labelled, name: str) -> bool:
    return name in alert.rule.annotations
