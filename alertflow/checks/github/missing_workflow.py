"""A job calls a workflow of the same repository that is not there.

What will happen: GitHub refuses the calling workflow, and nothing starts it.

How to mend it: name a file that lies in `.github/workflows`; reusable workflows cannot lie in a folder below.
It is looked for where the repository is at hand: the example is wrong where there is no `deploy.yml`.

Wrong:

    CallJob("deploy", uses="./.github/workflows/deploi.yml")

Right:

    CallJob("deploy", uses="./.github/workflows/deploy.yml")
"""

from collections.abc import Iterator
from pathlib import Path

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import suggestion
from alertflow.github import CallJob, Workflow

ID = "github/missing-workflow"

_FOLDER = "./.github/workflows/"


def check(subject: Subject) -> Iterator[Finding]:
    """The calls of files that there are not, below the root of the repository."""
    if subject.root is None:
        return
    folder = subject.root / _FOLDER
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(job, CallJob) and job.uses.startswith(_FOLDER) and _is_missing(job.uses, subject):
                name = job.uses.removeprefix(_FOLDER)
                yield Finding(
                    ID,
                    Severity.ERROR,
                    job.place("uses"),
                    f"job '{job.id}' calls {job.uses}, which is not there. "
                    f"{suggestion(name, _workflows(folder, subject))}",
                    "GitHub refuses the calling workflow, and nothing starts it.",
                    "Name a file that lies in .github/workflows.",
                )


def _is_missing(uses: str, subject: Subject) -> bool:
    assert subject.root is not None
    return uses.removeprefix("./") not in subject.documents and not (subject.root / uses).exists()


def _workflows(folder: Path, subject: Subject) -> set[str]:
    """The names of the workflows that there are, or will be."""
    found = {one.name for one in folder.glob("*.y*ml")} if folder.is_dir() else set[str]()
    built = [path for path in subject.documents if f"./{path}".startswith(_FOLDER)]
    return found | {Path(path).name for path in built}
