"""A job asks for a runner that is two systems at once.

What will happen: several labels in `runs-on` mean a machine that has all of them. No machine of GitHub's runs
Linux and Windows, so the job waits for a day and is then given up.

How to mend it: name one; to run the job on each of several systems, give it a matrix.

Wrong:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: [ubuntu-latest, windows-latest]
        steps:
          - run: make test

Right:

    on: push
    permissions: {}
    jobs:
      test:
        strategy:
          matrix:
            os: [ubuntu-latest, windows-latest]
        runs-on: ${{ matrix.os }}
        steps:
          - run: make test
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Job, Workflow
from alertflow.github.jobs.labels import is_self_hosted, labels_of, system_of

ID = "github/conflicting-runner-labels"


def check(subject: Subject) -> Iterator[Finding]:
    """The jobs with labels of GitHub's runners for more than one system."""
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if not isinstance(job, Job) or is_self_hosted(job):
                continue
            found = {system_of(one.text): one for one in labels_of(job) if one.owner is job}
            found.pop(None, None)
            if len(found) > 1:
                first, *_, last = found.values()
                yield Finding(
                    ID,
                    Severity.ERROR,
                    last.location,
                    f"job '{job.id}' runs on {first.text} and {last.text} at once, which no machine does.",
                    "The job waits for such a machine until it is given up.",
                    "Name one of them; for each in its turn give the job a matrix.",
                )
