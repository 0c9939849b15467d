"""A comment ignores a check without saying why.

What will happen: nothing is ignored, the findings stay. Without a reason nobody could tell later
whether the comment still holds.

How to mend it: say why, behind the bracket.

Wrong:

    app.rollback(),  # alertflow: ignore[safety/unapproved-destruction]

Right:

    app.rollback(),  # alertflow: ignore[safety/unapproved-destruction] staging: nobody uses it
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "ignore/without-reason"


def check(subject: Subject) -> Iterator[Finding]:
    """The comments that give no reason."""
    for ignore in subject.ignores:
        if not ignore.reason:
            yield Finding(
                ID,
                Severity.WARNING,
                ignore.location,
                f"{ignore.check} is ignored without a reason.",
                "Nothing is ignored: what is found here is reported all the same.",
                f"Say why, behind the bracket: # alertflow: ignore[{ignore.check}] because …",
            )
