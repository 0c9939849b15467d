"""Code from pull requests runs on a machine of one's own.

What will happen: in a public repository everybody can open a pull request, and with it runs code on the
runner. What that leaves there, a program in the background or a changed tool, is still there for the next
job; and the machine stands in one's own network.

How to mend it: run pull requests on GitHub's machines, `ubuntu-24.04`. Where the repository is private, or
each job gets a machine of its own that is thrown away, ignore this finding with that as the reason.

Wrong:

    on: pull_request
    permissions: {}
    jobs:
      test:
        runs-on: [self-hosted, linux]
        steps:
          - run: make test

Right:

    on: pull_request
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - run: make test
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import asks, events, labels
from alertflow.github import Job, RunsOn, Workflow

ID = "github/self-hosted-runner"

_EVENTS = ("pull_request", "pull_request_target")
_GUARDS = ("github.event_name", "github.event.pull_request.head.repo", "github.event.pull_request.merged")
"""What a condition asks to let only branches of one's own in, or other events."""


def check(subject: Subject) -> Iterator[Finding]:
    """The jobs with the label self-hosted in workflows that pull requests start."""
    for path, workflow in subject.of(Workflow):
        causes = [name for name in _EVENTS if name in events(workflow)]
        for job in workflow.jobs if causes else ():
            if not isinstance(job, Job) or asks(job.if_, _GUARDS):
                continue
            asked = job.runs_on.labels if isinstance(job.runs_on, RunsOn) else job.runs_on
            if any(label.lower() == "self-hosted" for label in labels(job, asked)):
                yield Finding(
                    ID,
                    Severity.WARNING,
                    job.place("runs_on"),
                    f"job '{job.id}' ({path}) runs on a machine of one's own on {' and '.join(causes)}.",
                    "In a public repository everybody can run code on that machine, and leave some there.",
                    "Run pull requests on GitHub's machines; if the repository is private, ignore this.",
                )
