"""An expression takes all secrets at once.

What will happen: for `toJSON(secrets)`, or `secrets[…]` with a name that is only known at run time, GitHub
gives the job every secret that there is. Whatever goes wrong in the job has them all; and GitHub cannot
hide in the log what was changed on its way, such as an escaped line break.

How to mend it: name the secrets that are needed, one by one. Where they differ by environment, keep them
under the same name in GitHub's environments, and choose the environment.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy
            env:
              ALL: ${{ toJSON(secrets) }}

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy
            env:
              TOKEN: ${{ secrets.DEPLOY_TOKEN }}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import path_of
from alertflow.github import Expr
from alertflow.github.expressions.tree import Call, Every, Index

ID = "github/overprovisioned-secrets"


def check(subject: Subject) -> Iterator[Finding]:
    """The expressions that read the context `secrets` as a whole, or by a name that is made at run time."""
    for path, one in subject.reads:
        if "secrets" not in one.tree.contexts_:
            continue
        found = next((part.text_ for part in one.tree.walk_() if _takes_all(part)), None)
        if found:
            yield Finding(
                ID,
                Severity.WARNING,
                one.location,
                f"{one.word} ({path}) takes all secrets: {found}.",
                "GitHub gives the job every secret there is, not only the one that is meant.",
                "Name the secrets that are needed, one by one: ${{ secrets.NAME }}.",
            )


def _takes_all(tree: Expr) -> bool:
    match tree:
        case Call(_, arguments):
            return any(path_of(one) == "secrets" for one in arguments)
        case Index(base) | Every(base):
            return path_of(base) == "secrets"
    return False
