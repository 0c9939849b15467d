"""A called workflow gets every secret that its caller has.

What will happen: with `secrets: inherit` the workflow of another repository reads all secrets of the
repository, of its organisation and of its environment, also those that it has no use for, and those that
are added later. Whoever changes that workflow has them all.

How to mend it: hand over by name what it needs.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        uses: example/shop/.github/workflows/deploy.yml@3d3c42e5aac5ba805825da76410c181273ba90b1
        secrets: inherit

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        uses: example/shop/.github/workflows/deploy.yml@3d3c42e5aac5ba805825da76410c181273ba90b1
        secrets:
          token: ${{ secrets.DEPLOY_TOKEN }}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import CallJob, Workflow

ID = "github/secrets-inherit"


def check(subject: Subject) -> Iterator[Finding]:
    """The jobs that hand on all secrets; to a workflow of the same repository it is only a doubt."""
    for path, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(job, CallJob) and isinstance(job.secrets, str) and job.secrets == "inherit":
                yield Finding(
                    ID,
                    Severity.INFO if job.uses.startswith("./") else Severity.WARNING,
                    job.place("secrets"),
                    f"job '{job.id}' ({path}) hands all secrets on to {job.uses}.",
                    "It reads those that it has no use for, too, and those that are added later.",
                    "Hand over by name what it needs: secrets: {name: ${{ secrets.NAME }}}.",
                )
