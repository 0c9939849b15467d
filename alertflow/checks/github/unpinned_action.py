"""An action is not pinned to a commit.

What will happen: a tag or a branch can be moved to other code at any time, by its owner or by who has
taken over the account. That code then runs with the job's token and secrets.

How to mend it: run `alertflow pin`. It finds the commit of each tag and writes it to `alertflow.lock`, from
which `alertflow build` takes it; in a workflow of your own, `alertflow pin FILE.yml` puts it in the tag's
place. Or name the commit yourself: `Action("owner/name", sha="…", version="v1.2.3")`. An image is pinned by
its digest. What is in the same repository (`./…`, `$/…`) needs no pin.

Wrong:

    UsesStep(uses="actions/checkout@v4")

Right:

    UsesStep(uses=CHECKOUT)
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.declared import Location
from alertflow.github import CallJob, UsesStep, Workflow

ID = "github/unpinned-action"

_pinned = re.compile(
    r"(?:\./|\.\\|\$/).*|[^@]+@[0-9a-f]{40}|docker://[^@]+@sha256:[0-9a-f]{64}", re.DOTALL
).fullmatch


def check(subject: Subject) -> Iterator[Finding]:
    """The actions, images and reusable workflows that are named by a tag or a branch."""
    for path, job, step in subject.steps:
        if isinstance(step, UsesStep) and isinstance(step.uses, str) and not _pinned(step.uses):
            yield _finding(subject, step.uses, path, step.place("uses") or place(job))
    for path, workflow in subject.of(Workflow):
        for one in workflow.jobs:
            if isinstance(one, CallJob) and not _pinned(one.uses):
                yield _finding(subject, one.uses, path, one.place("uses") or workflow.source)


def _finding(subject: Subject, uses: str, path: str, at: Location | None) -> Finding:
    image = uses.startswith("docker://")
    as_it_is = subject.project is not None and path in subject.project.files
    return Finding(
        ID,
        Severity.WARNING,
        at,
        f"{uses} ({path}) is not pinned to a {'digest' if image else 'commit'}.",
        "Its tag can be moved to other code, which then runs with the job's token and secrets.",
        "Name the image by its digest: docker://IMAGE@sha256:…."
        if image
        else "Name its commit: what stands in Project(files=…) is written as it is."
        if as_it_is
        else "Run 'alertflow pin': it finds the commit.",
    )
