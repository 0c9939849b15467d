"""A comment ignores a check that does not exist.

What will happen: nothing is ignored; most often the id is misspelled.

How to mend it: write the id as the finding shows it, in brackets behind its sentence, or remove the
comment.

Wrong:

    app.rollback(),  # alertflow: ignore[safety/unaproved-destruction] staging: nobody uses it

Right:

    app.rollback(),  # alertflow: ignore[safety/unapproved-destruction] staging: nobody uses it
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.registry import checks
from alertflow.checks.subject import Subject
from alertflow.declared import nearest

ID = "ignore/unknown-check"


def check(subject: Subject) -> Iterator[Finding]:
    """The comments whose id no check has."""
    known = checks()
    for ignore in subject.ignores:
        if ignore.check not in known:
            close = nearest(ignore.check, known)
            remedy = (
                f"Did you mean '{close}'?" if close else "'alertflow check' shows the id behind each finding."
            )
            yield Finding(
                ID,
                Severity.WARNING,
                ignore.location,
                f"there is no check '{ignore.check}' to ignore.",
                "The comment silences nothing.",
                remedy,
            )
