"""A part of a secret is taken out of JSON, and GitHub does not know that it is secret.

What will happen: GitHub hides in the log only what is exactly the text of a secret. A password that
`fromJSON` takes out of a larger secret is another text: it is shown wherever a command prints it.

How to mend it: make a secret of each value. Where that cannot be, hide it before anything else is done:
`echo "::add-mask::$PASSWORD"`, and ignore this finding with that as the reason.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy
            env:
              PASSWORD: ${{ fromJSON(secrets.DATABASE).password }}

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy
            env:
              PASSWORD: ${{ secrets.DATABASE_PASSWORD }}
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import path_of
from alertflow.github import Expr
from alertflow.github.expressions.tree import Call

ID = "github/unredacted-secret"


def check(subject: Subject) -> Iterator[Finding]:
    """The expressions that read JSON in a secret."""
    for path, one in subject.reads:
        if "secrets" not in one.tree.contexts_:
            continue
        found = next((part.text_ for part in one.tree.walk_() if _opens(part)), None)
        if found:
            yield Finding(
                ID,
                Severity.WARNING,
                one.location,
                f"{one.word} ({path}) takes a part out of a secret: {found}.",
                "GitHub hides the whole secret in the log, not the part.",
                "Make a secret of each value.",
            )


def _opens(tree: Expr) -> bool:
    return (
        isinstance(tree, Call)
        and tree.function_.lower() == "fromjson"
        and any(path_of(one).startswith("secrets.") for one in tree.arguments_)
    )
