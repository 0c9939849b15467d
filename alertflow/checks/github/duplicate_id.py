"""Two jobs of a workflow, or two steps of a job, have the same id.

What will happen: GitHub refuses the whole file when it is pushed. Case makes no difference to it.

How to mend it: give one of them another id, and let what reads from it say the new one.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: ./version.sh
          - id: Version
            run: ./other.sh

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: ./version.sh
          - id: other-version
            run: ./other.sh
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/duplicate-id"


def check(subject: Subject) -> Iterator[Finding]:
    """The ids that are there twice."""
    for problem in subject.problems_of("duplicate-id"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Give one of the two another id.",
        )
