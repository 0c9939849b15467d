"""A run that waits is cancelled by the next one, and what it was started for is not done.

What will happen: of a concurrency group one run works and one waits. A third cancels the one that waits,
without a word to who sent it. For commits that is right, as the newest is what counts; a
`repository_dispatch` is an event of its own, such as an alert, and the remediation of it is lost.

How to mend it: `queue: max` keeps up to 100 in order; or let the group say what the run is about, so that
only runs about the same thing wait for each other.

Wrong:

    on: repository_dispatch
    permissions: {}
    concurrency: answer
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer

Right:

    on: repository_dispatch
    permissions: {}
    concurrency:
      group: answer
      queue: max
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.workflows import events, reads_any
from alertflow.declared import Location
from alertflow.github import AnyJob, Concurrency, Workflow
from alertflow.github.references.walk import read

ID = "github/lost-run"

_OWN = ("github.run_id", "github.run_number", "github.event", "inputs", "matrix", "needs")
"""What makes groups differ from event to event."""


def check(subject: Subject) -> Iterator[Finding]:
    """The groups in which events that are sent, one by one, cancel each other. Source:
    docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
    """
    for path, workflow in subject.of(Workflow):
        if "repository_dispatch" not in events(workflow):
            continue
        for part in (workflow, *workflow.jobs):
            if part.concurrency is not None and _loses(part):
                yield Finding(
                    ID,
                    Severity.WARNING,
                    _place(part),
                    f"in {path}, a run that waits for its concurrency group is cancelled by the next event.",
                    "What was sent with repository_dispatch, such as an alert, is never answered.",
                    "Write queue: max, or let the group say what the run is about.",
                )


def _loses(part: Workflow | AnyJob) -> bool:
    given = part.concurrency
    group = given.group if isinstance(given, Concurrency) else given
    if isinstance(given, Concurrency) and (given.queue is not None or given.cancel_in_progress is not None):
        return False
    return not any(reads_any(one, _OWN) for one in read(group))


def _place(part: Workflow | AnyJob) -> Location | None:
    given = part.concurrency
    return given.place("group") if isinstance(given, Concurrency) else part.place("concurrency")
