"""`contains` looks for a name within a text, where a list is meant.

What will happen: `contains('refs/heads/main refs/heads/develop', github.ref)` is true for every part of
that text, such as a branch `refs/heads/mai`, and for a value that is empty. Whoever can choose the name
gets past the condition.

How to mend it: give a list: `contains(fromJSON('["refs/heads/main", "refs/heads/develop"]'), github.ref)`;
or compare with `==`, and `||` between.

Wrong:

    on: push
    permissions: {}
    jobs:
      deploy:
        if: contains('refs/heads/main refs/heads/develop', github.ref)
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy

Right:

    on: push
    permissions: {}
    jobs:
      deploy:
        if: contains(fromJSON('["refs/heads/main", "refs/heads/develop"]'), github.ref)
        runs-on: ubuntu-24.04
        steps:
          - run: ./deploy
"""

import json
import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import path_of
from alertflow.github.expressions.origins import Writer
from alertflow.github.expressions.tree import Call, Expr, Literal
from alertflow.github.expressions.untrusted import origin_of

ID = "github/unsound-contains"

_ACCOUNTS = frozenset(
    ("github.actor", "github.triggering_actor", "github.repository", "github.repository_owner")
)
"""Names that whoever has an account chooses."""
_between = re.compile(r"[\s,;|]+").split


def check(subject: Subject) -> Iterator[Finding]:
    """The calls of `contains` with a constant text in which a name is looked for that others choose."""
    for path, one in subject.reads:
        for part in one.tree.walk_():
            if (
                not isinstance(part, Call)
                or part.function_.lower() != "contains"
                or len(part.arguments_) != 2
            ):
                continue
            text, name = part.arguments_
            if isinstance(text, Literal) and isinstance(text.value, str) and (severity := _severity(name)):
                words = json.dumps([word for word in _between(text.value) if word], ensure_ascii=False)
                yield Finding(
                    ID,
                    severity,
                    one.location,
                    f"{one.word} ({path}): {part.text_} is true for every part of that text, and where "
                    f"{name.text_} is empty.",
                    "Whoever chooses the name gets past the condition.",
                    f"Give a list: contains(fromJSON('{words.replace(chr(39), chr(39) * 2)}'), "
                    f"{name.text_}).",
                )


def _severity(name: Expr) -> Severity | None:
    """How bad it is that a name is looked for; None where nobody chooses it."""
    path = path_of(name)
    if path in _ACCOUNTS:
        return Severity.ERROR
    origin = origin_of(name) if path else None
    if origin is None:
        return None
    return Severity.WARNING if origin.writer is Writer.MEMBER else Severity.ERROR
