"""An expression uses a context, or a function, that GitHub does not have in this place.

What will happen: GitHub refuses the whole file when it is pushed. Which contexts there are depends on the
key: `env` of a job is not there yet when its name is made, `secrets` never are in an `if`.

How to mend it: read one of the contexts that the message lists, or take the value where there is one: in
`env` of the job or step.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        steps:
          - if: secrets.TOKEN != ''
            run: make deploy

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        environment: production
        env:
          HAS_TOKEN: ${{ secrets.TOKEN != '' }}
        steps:
          - if: env.HAS_TOKEN == 'true'
            run: make deploy
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/unavailable-context"


def check(subject: Subject) -> Iterator[Finding]:
    """The contexts and functions that stand where GitHub does not know them."""
    for problem in subject.problems_of("unavailable-context", "unavailable-function"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Use what there is in this place, or take the value somewhere else.",
        )
