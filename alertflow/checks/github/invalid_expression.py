"""A text holds `${{ … }}` that GitHub cannot read as an expression.

What will happen: GitHub refuses the whole file when it is pushed, and nothing starts it.

How to mend it: close each `${{` with `}}`, put text in single quotes, and call only the functions that
there are, with as many arguments as they take. What is made in Python from `github`, `needs` and the like is
always read.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        if: github.ref == "refs/heads/main"
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        if: github.ref == 'refs/heads/main'
        steps:
          - run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/invalid-expression"


def check(subject: Subject) -> Iterator[Finding]:
    """The texts that are no expression where they should be one."""
    for problem in subject.problems_of("unreadable-expression", "unsafe-script"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Write it as GitHub's language of expressions has it: text in single quotes, every ${{ closed.",
        )
