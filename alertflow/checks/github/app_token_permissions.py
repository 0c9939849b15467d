"""The token of a GitHub App may do more than the job needs.

What will happen: actions/create-github-app-token gives the token everything that the app was ever allowed
to do, unless `permission-…` says less. With `owner` and no `repositories` it holds for every repository in
which the app is installed; with `skip-token-revoke` it lives on for an hour when the job is done. Whatever
goes wrong in the job has all that.

How to mend it: name what is needed, `permission-contents: read`, and the repositories; leave
`skip-token-revoke` out.

Wrong:

    on: push
    permissions: {}
    jobs:
      tag:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1
            with:
              app-id: ${{ vars.APP_ID }}
              private-key: ${{ secrets.APP_KEY }}

Right:

    on: push
    permissions: {}
    jobs:
      tag:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1
            with:
              app-id: ${{ vars.APP_ID }}
              private-key: ${{ secrets.APP_KEY }}
              permission-contents: write
"""

from collections.abc import Iterator, Mapping
from typing import Any

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.github import UsesStep
from alertflow.github.actions.uses import inputs_of, name_of

ID = "github/app-token-permissions"


def check(subject: Subject) -> Iterator[Finding]:
    """The steps that make a token of an app without saying for what. Source of the inputs:
    github.com/actions/create-github-app-token, action.yml.
    """
    for path, _, step in subject.steps:
        if isinstance(step, UsesStep) and name_of(step.uses) == "actions/create-github-app-token":
            given = inputs_of(step)
            for at, what, then, remedy in _mistakes(step, given):
                message = f"the token of step {step.label} ({path}) {what}."
                yield Finding(ID, Severity.WARNING, at, message, then, remedy)


def _mistakes(step: UsesStep, given: Mapping[str, Any]) -> Iterator[tuple[Location | None, str, str, str]]:
    if not any(name.startswith("permission-") for name in given):
        yield (
            step.place("uses"),
            "may do all that its app may",
            "What goes wrong in the job can do all that was ever allowed to the app.",
            "Name what it needs: permission-contents: read.",
        )
    if "owner" in given and not given.get("repositories"):
        yield (
            step.place_of("with_", "owner"),
            "holds for every repository in which its app is installed",
            "What goes wrong in the job reaches all of them.",
            "Name the repositories that it needs: repositories: one,another.",
        )
    if str(given.get("skip-token-revoke")).lower() == "true":
        yield (
            step.place_of("with_", "skip-token-revoke"),
            "is not taken back when the job is done",
            "It can be used for up to an hour by whoever came to see it.",
            "Leave skip-token-revoke out.",
        )
