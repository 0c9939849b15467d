"""A job asks for a runner that GitHub no longer has.

What will happen: the job fails at once, or waits for a day and is then given up.

How to mend it: name an image that there is, such as `ubuntu-24.04`. A machine of your own may have any label:
where `self-hosted` stands beside it, or a group of runners is named, nothing is said.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-20.04
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Job, Workflow
from alertflow.github.jobs.labels import is_self_hosted, labels_of
from alertflow.github.retired import RUNNERS

ID = "github/retired-runner"


def check(subject: Subject) -> Iterator[Finding]:
    """The labels of images that are gone, those in a matrix too."""
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if not isinstance(job, Job) or is_self_hosted(job):
                continue
            for label in labels_of(job):
                if retired := RUNNERS.get(label.text.lower()):
                    yield Finding(
                        ID,
                        Severity.ERROR,
                        label.location,
                        f"job '{job.id}' runs on {label.text}, which GitHub has not had since "
                        f"{retired.since} ({retired.source}).",
                        "No machine takes the job: it fails, or waits until it is given up.",
                        f"Run it on {retired.instead}, or on machines of your own: [self-hosted, …].",
                    )
