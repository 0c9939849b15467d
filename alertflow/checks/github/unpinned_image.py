"""The image of a container is not pinned to its digest.

What will happen: a tag can be given to another image at any time, by who owns it or by who has taken over
the account; without a tag it is `latest`, which changes with every release. The job then runs in, or
beside, an image that nobody has seen, with the job's token and secrets.

How to mend it: add the digest behind the tag: `docker buildx imagetools inspect IMAGE` shows it. Renovate
and Dependabot keep it up to date.

Wrong:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        container: node
        steps:
          - run: npm test

Right:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        container: node:22@sha256:3266bc9e8bee1acc8a77386eefaf574987d2729b8c5ec35b0dbd6ddbc40b0ce2
        steps:
          - run: npm test
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import labels
from alertflow.declared import Location
from alertflow.github import ActionFile, Container, Docker, Job, Service, Workflow, variables

ID = "github/unpinned-image"

_pinned = re.compile(r".+@sha256:[0-9a-f]{64}", re.DOTALL).fullmatch
_tag = re.compile(r".*/?[^/]*:(?P<tag>[^/:]+)", re.DOTALL).fullmatch


def check(subject: Subject) -> Iterator[Finding]:
    """The images of containers, services and Docker actions that are named without a digest."""
    for path, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(job, Job):
                for image, where, at in _images(job):
                    yield from (_finding(one, f"{where} ({path})", at) for one in _unpinned(job, image))
    for path, action in subject.of(ActionFile):
        if isinstance(action.runs, Docker) and action.runs.image.startswith("docker://"):
            image = action.runs.image.removeprefix("docker://")
            if not _pinned(image):
                yield _finding(image, f"the action ({path})", action.runs.place("image"))


def _images(job: Job) -> Iterator[tuple[object, str, Location | None]]:
    """The images that a job names, where in words, and where in the file."""
    if isinstance(job.container, Container):
        yield job.container.image, f"the container of job '{job.id}'", job.container.place("image")
    elif job.container is not None:
        yield job.container, f"the container of job '{job.id}'", job.place("container")
    for name, service in variables(job.services).items():
        where = f"service '{name}' of job '{job.id}'"
        if isinstance(service, Service):
            yield service.image, where, service.place("image")
        else:
            yield service, where, job.place_of("services", name)


def _unpinned(job: Job, image: object) -> Iterator[str]:
    return (one for one in dict.fromkeys(labels(job, image)) if one and not _pinned(one))


def _finding(image: str, where: str, at: Location | None) -> Finding:
    tag = _tag(image)
    floating = tag is None or tag["tag"] == "latest"
    return Finding(
        ID,
        Severity.WARNING if floating else Severity.INFO,
        at,
        f"the image {image} of {where} is not pinned to a digest.",
        "Without a tag it is whatever was published last."
        if floating
        else "Its tag can be given to another image, which then runs with the job's token and secrets.",
        f"Name it by its digest: {image}@sha256:….",
    )
