"""A secret has a name that begins with GITHUB_.

What will happen: GitHub lets nobody create a secret of that name, so it is always empty. `GITHUB_TOKEN`
is there by itself.

How to mend it: give the secret another name, such as `GH_PAT`.

Wrong:

    Secret("GITHUB_PAT")

Right:

    Secret("GH_PAT", env="GITHUB_PAT")
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.model import Command, ErrorBudget, Investigate, Notify, Project

ID = "github/reserved-secret-name"

_read = re.compile(r"\bsecrets\s*(?:\.\s*|\[\s*')(github_\w*)", re.IGNORECASE).findall


def check(subject: Subject) -> Iterator[Finding]:
    """The secrets with such a name, each once, where it is named or else where it is read."""
    seen = {"GITHUB_TOKEN"}
    for name, at in (*_declared(subject.project), *_used(subject)):
        if name.upper().startswith("GITHUB_") and name.upper() not in seen:
            seen.add(name.upper())
            yield Finding(
                ID,
                Severity.ERROR,
                at,
                f"the secret {name} cannot exist: GitHub keeps names that begin with GITHUB_ for itself.",
                "It is always empty, and what needs it is skipped or fails.",
                f"Name it otherwise, such as GH_{name[len('GITHUB_') :]}, there and on GitHub.",
            )


def _declared(project: Project | None) -> Iterator[tuple[str, Location | None]]:
    if project is None:
        return
    commands: list[Command] = []
    for pipeline in project.workflows:
        for stage in pipeline.stages:
            if isinstance(stage, Investigate | ErrorBudget):
                commands += stage.commands
            elif isinstance(stage, Notify):
                for receiver in stage.receivers:
                    yield receiver.secret, receiver.source
    seen: set[int] = set()
    for alert in project.remediated:
        if alert.remediation is not None and id(alert.remediation) not in seen:
            seen.add(id(alert.remediation))
            commands += alert.remediation.commands
    for command in commands:
        for secret in command.secrets:
            if secret.name[:7].upper() == "GITHUB_":
                yield secret.name, secret.source or command.source


def _used(subject: Subject) -> Iterator[tuple[str, Location | None]]:
    for _, one in subject.reads:
        if "secrets" in one.tree.contexts_:
            for name in _read(one.tree.text_):
                yield name, one.location
