"""The password of a registry stands in the file.

What will happen: whoever can read the repository, now or in its history, can fetch from the registry, and
perhaps push to it.

How to mend it: change the password, make a secret of the new one, and read it: `${{ secrets.NAME }}`.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        container:
          image: ourselves/build@sha256:abababababababababababababababababababababababababababababababab
          credentials:
            username: robot
            password: correct-horse
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        environment: registry
        container:
          image: ourselves/build@sha256:abababababababababababababababababababababababababababababababab
          credentials:
            username: robot
            password: ${{ secrets.REGISTRY_PASSWORD }}
        steps:
          - run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Container, Credentials, Job, Service, Workflow, variables

ID = "github/hardcoded-credentials"


def check(subject: Subject) -> Iterator[Finding]:
    """The passwords of containers and services that no expression gives."""
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(job, Job):
                yield from _of_job(job)


def _of_job(job: Job) -> Iterator[Finding]:
    images = [(f"the container of job '{job.id}'", job.container)]
    images += [(f"service '{name}' of job '{job.id}'", one) for name, one in variables(job.services).items()]
    for what, image in images:
        given = image.credentials if isinstance(image, (Container, Service)) else None
        if not isinstance(given, Credentials):
            continue
        password = given.password
        if isinstance(password, str) and password and "${{" not in password:
            yield Finding(
                ID,
                Severity.ERROR,
                given.place("password"),
                f"the password for the image of {what} stands in the file.",
                "Whoever can read the repository, or its history, can use it.",
                "Change the password, keep the new one as a secret, and read it: ${{ secrets.NAME }}.",
            )
