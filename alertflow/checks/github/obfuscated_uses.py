"""An action is named by a path with detours.

What will happen: GitHub finds it, but people and programs that look for the action, to pin it, to update it
or to warn of it, do not. Nobody writes `owner/name/./path` by accident: it hides which action is run.

How to mend it: write the path without `.`, `..` and empty parts. `alertflow check --fix` does so.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/cache/x/../save@55cc8345863c7cc4c66a329aec7e433d2d1c52a9

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/cache/save@55cc8345863c7cc4c66a329aec7e433d2d1c52a9
"""

from collections.abc import Iterator
from posixpath import normpath

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.fixes import reworded
from alertflow.checks.subject import Subject
from alertflow.github import UsesStep

ID = "github/obfuscated-uses"

_ELSEWHERE = ("./", ".\\", "$/", "docker://")
"""How begins what is no action of another repository."""


def check(subject: Subject) -> Iterator[Finding]:
    """The actions of other repositories whose path goes by `.`, `..` or nothing."""
    for path, _, step in subject.steps:
        if (
            not isinstance(step, UsesStep)
            or not isinstance(step.uses, str)
            or step.uses.startswith(_ELSEWHERE)
        ):
            continue
        name, sign, ref = step.uses.partition("@")
        if {".", "..", ""} & set(name.split("/")):
            plain = normpath(name)
            at = step.place("uses")
            yield Finding(
                ID,
                Severity.WARNING,
                at,
                f"{step.uses} ({path}) names its action by a detour.",
                "Who looks for the action, to update it or to warn of it, does not find it.",
                f"Write it plainly: {plain}{sign}{ref}.",
                reworded(subject, step.place_in("uses", step.uses, 0), name, plain, f"write {plain}"),
            )
