"""An alert says nothing to the people who are told of it.

What will happen: the notification is an empty line beside the alert's name, at three in the morning.

How to mend it: give it a summary: one line that says what is wrong, and by how much. (`message`, the
annotation of older rule collections, counts too; in files that nobody generated also `description`.)

Wrong:

    Alert(name="HighErrorRate", expr=…, severity=Severity.CRITICAL)

Right:

    Alert(
        name="HighErrorRate",
        expr=…,
        severity=Severity.CRITICAL,
        summary="{{ $value | humanizePercentage }} of requests fail",
    )
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "prometheus/missing-summary"

_OTHERS = ("message", "description", "title", "info")
"""Annotations that say what is wrong in files that nobody generated."""


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts without a summary, but for those of severity none, which nobody is told of."""
    for rule, labels in subject.alerts:
        said = rule.annotations
        if "summary" in said and said["summary"].strip():
            continue
        others = ("message",) if subject.project is not None else _OTHERS
        if any(said.get(name, "").strip() for name in others) or labels.get("severity") == "none":
            continue
        yield Finding(
            ID,
            Severity.WARNING,
            rule.source,
            f"{rule.alert} has no summary.",
            "People are told its name and nothing else.",
            'Say in one line what is wrong: summary="{{ $value | humanizePercentage }} of requests fail".'
            if subject.project is not None
            else "Say in one line what is wrong: annotations: {summary: …}.",
        )
