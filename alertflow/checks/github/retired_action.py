"""A version of an action no longer works on GitHub.

What will happen: the step fails as soon as it starts: GitHub has switched off the service that this version
talks to. An action of your own that names a version of Node.js which is gone runs in a newer one, in which
it was never tried.

How to mend it: use a version that works; `alertflow pin --upgrade` finds the newest. On GitHub Enterprise
Server the old ones may be the right ones: ignore the finding there, with that as the reason.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
          - uses: actions/upload-artifact@v3
            with:
              path: out

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
          - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
            with:
              path: out
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import ActionFile, JavaScript, Uses, UsesStep
from alertflow.github.retired import NODE_VERSIONS, retired_action

ID = "github/retired-action"


def check(subject: Subject) -> Iterator[Finding]:
    """The steps with such a version, and the actions for a Node.js that is gone."""
    for _, _, step in subject.steps:
        if isinstance(step, UsesStep):
            yield from _of_step(step)
    for _, action in subject.of(ActionFile):
        runs = action.runs
        if isinstance(runs, JavaScript) and (retired := NODE_VERSIONS.get(runs.using)):
            yield Finding(
                ID,
                Severity.WARNING,
                runs.place("using"),
                f"no runner has had {runs.using} since {retired.since} ({retired.source}).",
                "GitHub runs the action in a newer version, in which nobody may have tried it.",
                f"Try it in {retired.instead}, and say so: using: {retired.instead}.",
            )


def _of_step(step: UsesStep) -> Iterator[Finding]:
    uses = Uses.of(step.uses) if isinstance(step.uses, str) else None
    if uses is not None and (retired := retired_action(uses)):
        yield Finding(
            ID,
            Severity.ERROR,
            step.place("uses"),
            f"{uses} has not worked on github.com since {retired.since} ({retired.source}).",
            "The step fails as soon as it starts.",
            f"Use a version that works: {retired.instead}.",
        )
