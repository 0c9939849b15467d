"""A script gives the runner a command by printing it, in the old way.

What will happen: the runner refuses `::set-env` and `::add-path`, and the step fails. It still takes
`::set-output` and `::save-state`, with a warning in every run; but whatever else the step prints can give
such a command too, text of an outsider for example.

How to mend it: write a line into the file that the runner names: `$GITHUB_OUTPUT`, `$GITHUB_STATE`,
`$GITHUB_ENV` or `$GITHUB_PATH`.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "::set-output name=number::$(cat VERSION)"

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "number=$(cat VERSION)" >> "$GITHUB_OUTPUT"
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import RunStep
from alertflow.github.scripts.deprecated import printed_commands

ID = "github/deprecated-command"


def check(subject: Subject) -> Iterator[Finding]:
    """The scripts that print such commands, each command once."""
    for _, _, step in subject.steps:
        if not isinstance(step, RunStep) or "::" not in step.run:
            continue
        for command in printed_commands(step.run):
            yield Finding(
                ID,
                Severity.ERROR if command.disabled else Severity.WARNING,
                step.place_in("run", step.run, command.position),
                f"step {step.label} prints ::{command.name}, which the runner "
                f"{'refuses' if command.disabled else 'is to take no longer'}.",
                "The step fails." if command.disabled else "Every run warns, and other output can do so too.",
                f'Write a line into the file instead: echo "…" >> "${command.file}".',
            )
