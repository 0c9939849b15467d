"""A database is changed as soon as an alert fires.

What will happen: a command changes the database before anybody has looked. A restart in the middle of a
recovery, or a failover to a replica that lags, loses data that no rollback brings back.

How to mend it: leave it to a person. Put the command under `on_request`, where somebody chooses it, or
give it an approval; if nothing else is left to do, say so: `act=[]` with a reason.

Wrong:

    Remediation(act=[failover_to_replica])

Right:

    Remediation(on_request=[failover_to_replica], reason="Databases are changed by people only.")
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.model import Effect

ID = "safety/automatic-database-change"


def check(subject: Subject) -> Iterator[Finding]:
    """The commands of act that change a database and wait for nobody, each once."""
    seen: set[int] = set()
    for alert in subject.project.remediated if subject.project else ():
        for command in alert.remediation.act if alert.remediation else ():
            if command.system != "database" or command.effect is Effect.READS:
                continue
            if command.approval is None and id(command) not in seen:
                seen.add(id(command))
                yield Finding(
                    ID,
                    Severity.ERROR,
                    command.source or alert.source,
                    f"'{command.name}' {command.effect.value} a database, "
                    f"and act of {alert.name} has it without an approval.",
                    "The database is changed before anybody has looked; lost data does not come back.",
                    "Put it under on_request=[…], and say in reason=… that people decide.",
                )
