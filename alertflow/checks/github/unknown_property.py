"""An expression reads a value that nothing ever sets.

What will happen: GitHub gives nothing for it, and says nothing: a comparison with it is false, a script gets
an empty text. So it is for `github.reff`, for an output that no step writes, for a job that is not needed,
and for a step that comes later.

How to mend it: write the name that there is, set the output, or add the job to `needs`. In Python,
`job.outputs.image` and `step.outputs.name` exist only where they are set.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "name=1.2" >> "$GITHUB_OUTPUT"
          - run: make
            env:
              VERSION: ${{ steps.version.outputs.number }}

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "name=1.2" >> "$GITHUB_OUTPUT"
          - run: make
            env:
              VERSION: ${{ steps.version.outputs.name }}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/unknown-property"


def check(subject: Subject) -> Iterator[Finding]:
    """The values that are read and never set."""
    for problem in subject.problems_of("unknown-property", "not-needed", "unknown-step", "later-step"):
        yield Finding(
            ID,
            Severity.WARNING,
            problem.location,
            problem.message,
            "GitHub says nothing of it, and gives an empty value.",
            "Read a name that there is, or set the value before it is read.",
        )
