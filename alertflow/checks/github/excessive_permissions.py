"""A job may do more with its token than it says it needs.

What will happen: whatever goes wrong in the job, an action that was taken over or a script with text of
others in it, can do all that the token may. `write-all` is everything. Without `permissions` the token may
do what the settings of the repository say, which in older repositories is to write nearly everything. What
stands at the top of a workflow holds for every job that does not say otherwise.

How to mend it: `permissions: {}` at the top, and in each job what that job needs. In Python the first is so
by itself.

Wrong:

    on: push
    permissions: write-all
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        permissions:
          contents: read
        steps:
          - run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import events
from alertflow.declared import Location
from alertflow.github import AnyJob, Permissions, Workflow

ID = "github/excessive-permissions"

_MEND = "Write permissions: {} at the top, and in each job the scopes that it needs."


def check(subject: Subject) -> Iterator[Finding]:
    """The workflows and jobs that take all permissions, do not say which, or give them to every job."""
    for path, workflow in subject.of(Workflow):
        yield from _all(path, "the workflow", workflow)
        for job in workflow.jobs:
            yield from _all(path, f"job '{job.id}'", job)
        unsaid = [job for job in workflow.jobs if job.permissions is None]
        if workflow.permissions is None and unsaid and events(workflow) != {"workflow_call"}:
            yield _unsaid(path, workflow, unsaid)
        elif isinstance(workflow.permissions, Permissions) and len(unsaid) > 1:
            yield from _shared(path, workflow.permissions, unsaid)


def _all(path: str, where: str, part: Workflow | AnyJob) -> Iterator[Finding]:
    given = part.permissions
    if isinstance(given, str):
        writes = given == "write-all"
        yield Finding(
            ID,
            Severity.WARNING if writes else Severity.INFO,
            part.place("permissions"),
            f"{where} ({path}) may {'write' if writes else 'read'} everything.",
            f"What goes wrong in it can {'change' if writes else 'read'} all that the token reaches.",
            _MEND,
        )


def _unsaid(path: str, workflow: Workflow, jobs: list[AnyJob]) -> Finding:
    names = ", ".join([f"'{job.id}'" for job in jobs])
    return Finding(
        ID,
        Severity.WARNING,
        workflow.source,
        f"nothing in {path} says what the token of {names} may do.",
        "It may do what the repository's settings say: often, write nearly everything.",
        _MEND,
    )


def _shared(path: str, given: Permissions, jobs: list[AnyJob]) -> Iterator[Finding]:
    names = " and ".join([f"'{job.id}'" for job in jobs[:2]]) + (" and others" if len(jobs) > 2 else "")
    for field, key in given.keys().items():
        if getattr(given, field) == "write":
            at: Location | None = given.place(field)
            yield Finding(
                ID,
                Severity.WARNING,
                at,
                f"'{key}: write' at the top of {path} holds for {names}.",
                "A job that does not need it has it too.",
                f"Move it into the jobs that write: permissions: {{{key}: write}}.",
            )
