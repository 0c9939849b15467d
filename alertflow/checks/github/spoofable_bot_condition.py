"""A condition takes whoever acted last for the author.

What will happen: on `pull_request_target` and `workflow_run` `github.actor` is who caused this very run,
not who wrote the code. Whoever opens a pull request from a fork can make Dependabot act on it, by a command
in a comment; the condition then is true for code of theirs, and what it guards, such as a merge, is done
with it.

How to mend it: ask who opened the pull request: `github.event.pull_request.user.login ==
'dependabot[bot]'`.

Wrong:

    on: pull_request_target
    permissions: {}
    jobs:
      merge:
        if: github.actor == 'dependabot[bot]'
        runs-on: ubuntu-24.04
        steps:
          - run: gh pr merge --auto --squash

Right:

    on: pull_request_target
    permissions: {}
    jobs:
      merge:
        if: github.event.pull_request.user.login == 'dependabot[bot]'
        runs-on: ubuntu-24.04
        steps:
          - run: gh pr merge --auto --squash
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import asked, events, path_of, reads_any
from alertflow.github import Workflow
from alertflow.github.bots import BOTS
from alertflow.github.expressions.tree import Expr, Literal
from alertflow.github.references.reads import Read

ID = "github/spoofable-bot-condition"

_EVENTS = ("pull_request_target", "workflow_run")
_NAMES = ("github.actor", "github.triggering_actor", "github.event.sender.login")
_NUMBERS = ("github.actor_id", "github.event.sender.id")
_AUTHORS = (
    "github.event.pull_request.user",
    "github.event.pull_request.head.repo",
    "github.event.workflow_run.head_repository",
)
"""Who wrote the code; a condition that asks for it as well is right."""


def check(subject: Subject) -> Iterator[Finding]:
    """The conditions that are true because a bot acted last."""
    for path, workflow in subject.of(Workflow):
        causes = [name for name in _EVENTS if name in events(workflow)]
        conditions = [one for one in workflow.reads() if one.field == "if_"] if causes else []
        safe = {
            id(job) for job in workflow.jobs for one in conditions if one.owner is job and _asks_author(one)
        }
        guarded = {id(step) for job in workflow.jobs if id(job) in safe for step in job.every_step()}
        for one in conditions:
            if id(one.owner) in guarded or _asks_author(one):
                continue
            for left, right in asked(one.tree):
                if bot := _bot(left, right):
                    yield Finding(
                        ID,
                        Severity.ERROR,
                        one.location,
                        f"the condition ({path}) takes {left.text_} for the author: "
                        f"on {' and '.join(causes)} "
                        f"it is {bot} whenever that acted last, whoever wrote the code.",
                        "Whoever opens a pull request makes the bot act on it, and is let in.",
                        f"Ask who opened it: github.event.pull_request.user.login == '{bot}'.",
                    )


def _asks_author(one: Read) -> bool:
    return reads_any(one.tree, _AUTHORS)


def _bot(left: Expr, right: Literal) -> str | None:
    """The bot that a comparison asks for, where who acted last is compared."""
    path, value = path_of(left), right.value
    if path in _NAMES and isinstance(value, str) and value.lower().endswith("[bot]"):
        return value
    if path in _NUMBERS and str(value).isdecimal():
        return BOTS.get(int(str(value)))
    return None
