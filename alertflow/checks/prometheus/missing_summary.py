"""An alert says nothing to the people who are told of it.

What will happen: the notification is an empty line beside the alert's name, at three in the morning.

How to mend it: give it a summary: one line that says what is wrong, and by how much. (`message`, the
annotation of older rule collections, counts too.)

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


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts without a summary, but for those of severity none, which nobody is told of."""
    for rule, labels in subject.alerts:
        said = rule.annotations
        if "summary" in said and said["summary"].strip():
            continue
        if said.get("message", "").strip() or labels.get("severity") == "none":
            continue
        yield Finding(
            ID,
            Severity.WARNING,
            rule.source,
            f"{rule.alert} has no summary.",
            "People are told its name and nothing else.",
            'Say in one line what is wrong: summary="{{ $value | humanizePercentage }} of requests fail".',
        )
