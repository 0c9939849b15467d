"""A file is none of the kinds that are known here.

What will happen: nothing in it was checked. If it is meant to be a rule file, a configuration or a workflow,
the keys by which it is known are misspelled, and its program refuses it.

How to mend it: write the keys as its program has them: `groups` for rules, `route` and `receivers` for
Alertmanager, `on` and `jobs` for a workflow, `rule_files` and `tests` for promtool's tests, `apiVersion` and
`kind` for a manifest. In folders, files of other kinds are passed over in silence; this is said only of what
is named.

Wrong:

    group:
      - name: shop
        rules: []

Right:

    groups:
      - name: shop
        rules: []
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import place, sentence, unreadable
from alertflow.documents import Reason

ID = "files/unknown-kind"


def check(subject: Subject) -> Iterator[Finding]:
    """The files of no known kind that somebody asked to check."""
    for one, error in unreadable(subject, Reason.UNKNOWN_KIND):
        yield Finding(
            ID,
            Severity.WARNING,
            place(one, error),
            sentence(error.message),
            "Nothing in it was checked.",
            "Correct the keys by which it is known, or leave it out.",
        )
