"""The commands that set variables by printing them are switched on again.

What will happen: with ACTIONS_ALLOW_UNSECURE_COMMANDS GitHub takes each printed line that begins with
`::set-env` or `::add-path` for a command. Whatever a step prints, the title of an issue or the output of a
test, can then set variables such as BASH_ENV and so run code in the job. GitHub switched these commands off
in 2020 for that reason.

How to mend it: take the variable out, and write to the files instead: `echo "NAME=value" >> "$GITHUB_ENV"`,
and `echo folder >> "$GITHUB_PATH"`. An action that still needs it has a newer version, or a successor.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        env:
          ACTIONS_ALLOW_UNSECURE_COMMANDS: true
        steps:
          - run: echo "::set-env name=STAGE::test"

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: echo "STAGE=test" >> "$GITHUB_ENV"
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Job, RunStep, UsesStep, Workflow, variables

ID = "github/insecure-commands"

_NAME = "ACTIONS_ALLOW_UNSECURE_COMMANDS"
"""Source: github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands."""
_TRUE = ("true", "$true", "1")
"""What the runner takes for true, whatever its case. Source: github.com/actions/runner, StringUtil.cs
(ConvertToBoolean).
"""


def check(subject: Subject) -> Iterator[Finding]:
    """Each place at which the variable is set to true."""
    for path, workflow in subject.of(Workflow):
        yield from _of(workflow, "the workflow", path)
        for job in workflow.jobs:
            if isinstance(job, Job):
                yield from _of(job, f"job '{job.id}'", path)
    for path, _, step in subject.steps:
        yield from _of(step, f"step {step.label}", path)


def _of(part: Workflow | Job | RunStep | UsesStep, where: str, path: str) -> Iterator[Finding]:
    for name, value in variables(part.env).items():
        if name.upper() == _NAME and str(value).lower() in _TRUE:
            yield Finding(
                ID,
                Severity.ERROR,
                part.place_of("env", name),
                f"{where} ({path}) sets {_NAME}.",
                "Whatever is printed can set variables, and with BASH_ENV run code in the job.",
                'Take it out, and write to the files: echo "NAME=value" >> "$GITHUB_ENV".',
            )
