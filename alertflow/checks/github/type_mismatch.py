"""A comparison or an argument cannot be what was meant.

What will happen: the expression always gives the same value. Values of different kinds are compared as
numbers, so a switch never equals the text 'true'; `github.event_name` never is an event that there is not.

How to mend it: compare with a value that can be, of the same kind; the message says which there are.

Wrong:

    on: [push, pull_request]
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - if: github.ref == 'main'
            run: make

Right:

    on: [push, pull_request]
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - if: github.ref == 'refs/heads/main'
            run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/type-mismatch"


def check(subject: Subject) -> Iterator[Finding]:
    """The comparisons, arguments and conditions that cannot be meant."""
    for problem in subject.problems_of("type-mismatch"):
        yield Finding(
            ID,
            Severity.WARNING,
            problem.location,
            problem.message,
            "GitHub evaluates it without a word, always to the same or to nothing that helps.",
            "Compare or pass a value of the kind that is taken there.",
        )
