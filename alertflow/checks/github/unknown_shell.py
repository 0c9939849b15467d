"""A script is to be run by a shell that GitHub does not know, or that its machine does not have.

What will happen: the step fails before the first line of the script is run.

How to mend it: name one of bash, sh, pwsh, python, and on Windows cmd or powershell; or give the whole
command of another shell, with `{0}` where the file with the script goes.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
            shell: zsh

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
            shell: zsh -e {0}
"""

from collections.abc import Collection, Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Defaults, Job, RunStep, Workflow
from alertflow.github.jobs.labels import systems_of
from alertflow.github.scripts.shells import shell_problem

ID = "github/unknown-shell"


def check(subject: Subject) -> Iterator[Finding]:
    """The shells of steps and of the defaults of jobs and workflows."""
    for _, workflow in subject.of(Workflow):
        yield from _of(workflow.defaults)
        for job in workflow.jobs:
            if isinstance(job, Job):
                yield from _of_job(job)
    for _, around, step in subject.steps:
        if around is None and isinstance(step, RunStep):
            yield from _of(step)


def _of_job(job: Job) -> Iterator[Finding]:
    shells = [job.defaults, *[step for step in job.every_step() if isinstance(step, RunStep)]]
    if any(one is not None and one.shell is not None for one in shells):
        systems = systems_of(job) if job.container is None else frozenset[str]()
        for one in shells:
            yield from _of(one, systems)


def _of(part: Defaults | RunStep | None, systems: Collection[str] = ()) -> Iterator[Finding]:
    if part is None or not isinstance(part.shell, str):
        return
    if problem := shell_problem(part.shell, systems):
        yield Finding(
            ID,
            Severity.ERROR,
            part.place("shell"),
            problem,
            "The step fails before the first line of its script is run.",
            "Name a shell that is there, or give its whole command.",
        )
