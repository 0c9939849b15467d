"""A command takes something away, and nobody is asked before.

What will happen: a rollback, a failover or a deletion runs because an alert fired, or because somebody
chose it from a list, and what it took is gone.

How to mend it: give the command an approval. It then waits for a reviewer of that GitHub environment.

Wrong:

    Remediation(act=[app.rollback()])

Right:

    Remediation(act=[app.rollback(approval=Approval("production"))])
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.model import Effect

ID = "safety/unapproved-destruction"


def check(subject: Subject) -> Iterator[Finding]:
    """The commands of act and on_request that destroy without an approval, each once."""
    seen: set[int] = set()
    for alert in subject.project.remediated if subject.project else ():
        remediation = alert.remediation
        if remediation is None or id(remediation) in seen:
            continue
        seen.add(id(remediation))
        for field in ("act", "on_request"):
            for command in getattr(remediation, field):
                if command.effect is not Effect.DESTROYS or command.approval or id(command) in seen:
                    continue
                seen.add(id(command))
                why = "as soon as the alert fires" if field == "act" else "as soon as somebody chooses it"
                yield Finding(
                    ID,
                    Severity.ERROR,
                    command.source or alert.source,
                    f"'{command.name}' destroys, and {field} of {alert.name} has it without an approval.",
                    f"It runs {why}, and what it takes away is gone.",
                    'Give it one: approval=Approval("production"), an environment with required reviewers.',
                )
