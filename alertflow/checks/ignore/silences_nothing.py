"""A comment ignores a check that finds nothing there.

What will happen: today nothing. One day the check finds something on that line, and nobody hears of it.

How to mend it: remove the comment, or move it to the line that the finding names: behind that line, or
alone above it.

Wrong:

    # alertflow: ignore[safety/unapproved-destruction] staging: nobody uses it
    app.rollback(approval=Approval("staging")),

Right:

    app.rollback(approval=Approval("staging")),
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.registry import checks
from alertflow.checks.subject import Subject

ID = "ignore/silences-nothing"


def check(subject: Subject) -> Iterator[Finding]:
    """The comments, right in all else, that silenced no finding."""
    known = checks()
    alone = subject.project is None and not (subject.alerts and subject.of(Config))
    for ignore in subject.ignores:
        if alone and ignore.check in known and known[ignore.check].across:
            continue  # what it silences shows only beside other files
        if ignore.reason and ignore.check in known and not ignore.silenced:
            yield Finding(
                ID,
                Severity.WARNING,
                ignore.location,
                f"{ignore.check} finds nothing on line {ignore.lines.start}, which this comment is about.",
                "It would hide the next mistake on that line.",
                "Remove the comment, or put it behind the line that the finding names, or alone above it.",
            )
