"""A variable has a name that no program can read it by, or that GitHub sets itself.

What will happen: a name with a space, `=` or `&` in it is not what the script reads, which finds it empty.
What is given to one of GitHub's own variables, such as `GITHUB_SHA`, is lost: GitHub sets them over it.

How to mend it: give the variable a name of letters, digits and `_`, which is not one of GitHub's.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        env:
          GITHUB_REF_NAME: main
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        env:
          BRANCH: main
        steps:
          - run: make
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, value_place
from alertflow.github import Container, Job, RunStep, Service, UsesStep, Workflow, variables
from alertflow.github.default_variables import DEFAULT_VARIABLES

ID = "github/invalid-env-name"

Owner = Workflow | Job | RunStep | UsesStep | Container | Service
_unreadable = re.compile(r"[\s=&]").search


def check(subject: Subject) -> Iterator[Finding]:
    """The names of variables that are of no use."""
    for owner in _owners(subject):
        for name, value in variables(owner.env).items():
            if "${{" not in name and (said := _mistake(name, owner)):
                message, consequence = said
                place = value_place(owner, "env", value)
                remedy = "Name it with letters, digits and _, otherwise than GitHub's own."
                yield Finding(ID, Severity.WARNING, place, message, consequence, remedy)


def _mistake(name: str, owner: Owner) -> tuple[str, str] | None:
    """What is wrong with the name, and what comes of it."""
    if found := _unreadable(name):
        what = "a space" if found[0].isspace() else f"'{found[0]}'"
        return (
            f"env: no script can read a variable by the name '{name}', which has {what} in it.",
            "The script finds it empty.",
        )
    if name.upper() in DEFAULT_VARIABLES and not isinstance(owner, (Container, Service)):
        return (
            f"env: GitHub sets {name.upper()} itself, over what is given here.",
            "The value is lost, and the script reads GitHub's.",
        )
    return None


def _owners(subject: Subject) -> Iterator[Owner]:
    for _, workflow in subject.of(Workflow):
        yield workflow
        for job in workflow.jobs:
            if isinstance(job, Job):
                yield job
                for image in (job.container, *variables(job.services).values()):
                    if isinstance(image, (Container, Service)):
                        yield image
    for _, _, step in subject.steps:
        yield step
