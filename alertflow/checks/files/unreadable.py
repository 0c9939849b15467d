"""A file cannot be read.

What will happen: nothing in it was checked, and its program may not read it, either.

How to mend it: as the message says: save it as UTF-8, mend the link, give whoever runs this the right to read
it, or split what is too large. Prometheus reads as many files as `rule_files` names.

Wrong:

    Path("rules.yml").write_text(rules, "utf-16")

Right:

    Path("rules.yml").write_text(rules, "utf-8")
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import place, sentence, unreadable
from alertflow.documents import Reason

ID = "files/unreadable"


def check(subject: Subject) -> Iterator[Finding]:
    """The files of which not even the text is known."""
    for reason in (Reason.NO_FILE, Reason.NO_TEXT, Reason.TOO_LARGE):
        for one, error in unreadable(subject, reason):
            yield Finding(
                ID,
                Severity.ERROR,
                place(one, error),
                sentence(error.message),
                "Nothing in it was checked.",
                "Mend what keeps it from being read.",
            )
