"""Jobs wait for each other.

What will happen: none of them could ever start, so GitHub refuses the whole file when it is pushed.

How to mend it: take out one of the needs; what the jobs share goes into a job that comes before both.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        needs: test
        runs-on: ubuntu-24.04
        steps:
          - run: make
      test:
        needs: build
        runs-on: ubuntu-24.04
        steps:
          - run: make test

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
      test:
        needs: build
        runs-on: ubuntu-24.04
        steps:
          - run: make test
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/dependency-cycle"


def check(subject: Subject) -> Iterator[Finding]:
    """The circles of jobs, each once, with the way round."""
    for problem in subject.problems_of("circle"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Take out one of these needs.",
        )
