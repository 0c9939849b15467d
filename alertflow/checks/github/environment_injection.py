"""Text that others write goes to $GITHUB_ENV, $GITHUB_PATH or $GITHUB_OUTPUT, where each line sets something.

What will happen: GitHub reads these files line by line. A text with a line break in it sets further
variables for the steps that follow, such as BASH_ENV or LD_PRELOAD, which name code to be run, or replaces
another output; a line of $GITHUB_PATH is a folder in which programs are looked for first.

How to mend it: write the text between delimiters that nobody can guess, or take the line breaks out; add
fixed folders only to the path.

Wrong:

    on: issue_comment
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: echo "COMMENT=$COMMENT" >> "$GITHUB_ENV"
            env:
              COMMENT: ${{ github.event.comment.body }}

Right:

    on: issue_comment
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - env:
              COMMENT: ${{ github.event.comment.body }}
            run: |
              end=$(openssl rand -hex 16)
              printf 'COMMENT<<%s\\n%s\\n%s\\n' "$end" "$COMMENT" "$end" >> "$GITHUB_ENV"
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.github.expressions.origins import Writer
from alertflow.github.injection import SAFE_FORM, Sink

ID = "github/environment-injection"

_THEN = {
    Sink.VARIABLES: "A line of it sets any variable for the steps that follow, and with BASH_ENV runs code.",
    Sink.PATH: "It is a folder in which the steps that follow look for programs first.",
    Sink.OUTPUTS: "A line of it sets any output of the step.",
}


def check(subject: Subject) -> Iterator[Finding]:
    """The variables with text from outside that a script writes to a file which GitHub reads."""
    for path, document, found in subject.injections:
        for one in found:
            if one.sink not in _THEN:
                continue
            milder = one.sink is Sink.OUTPUTS or one.found.origin.writer is Writer.MEMBER
            yield Finding(
                ID,
                Severity.WARNING if milder else Severity.ERROR,
                one.location or place(one.job, document),
                f"{one.where} ({path}), holds {one.found.origin.what}: {one.found.tree.text_}.",
                _THEN[one.sink],
                SAFE_FORM[one.sink],
            )
