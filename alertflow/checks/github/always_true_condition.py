"""A condition always comes out the same, though it does not look so.

What will happen: what should run sometimes always runs, or never. Where anything stands beside `${{ … }}` in
an `if`, be it a space, a `!` or the end of a line, GitHub puts the parts together to a text, and a text that
is not empty counts as true. So does the second half of `github.ref == 'a' || 'b'`.

How to mend it: leave `${{` and `}}` out: an `if` is an expression by itself. Or put them around the whole,
without a line break behind: `if: >-` instead of `if: |`. Compare with each value in full.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        if: ${{ github.ref_type == 'tag' }} && github.ref_protected
        steps:
          - run: make deploy

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        if: github.ref_type == 'tag' && github.ref_protected
        steps:
          - run: make deploy
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "github/always-true-condition"


def check(subject: Subject) -> Iterator[Finding]:
    """The conditions that say something else than they seem to."""
    for problem in subject.problems_of("constant"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "What should run sometimes always runs, or never.",
            "Write the condition as one expression, without ${{ and }}, in which each part is asked in full.",
        )
