"""A job needs, or reads from, a job that the workflow does not have.

What will happen: GitHub refuses the whole file when it is pushed.

How to mend it: name a job that there is. In Python, `needs` takes the job itself.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
      deploy:
        needs: biuld
        runs-on: ubuntu-24.04
        steps:
          - run: make deploy

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
      deploy:
        needs: build
        runs-on: ubuntu-24.04
        steps:
          - run: make deploy
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/unknown-job"


def check(subject: Subject) -> Iterator[Finding]:
    """The jobs that are named and are not there."""
    for problem in subject.problems_of("unknown-job"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Name a job of this workflow.",
        )
