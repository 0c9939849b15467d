"""Alertmanager refuses the configuration.

What will happen: it does not start; one that runs refuses to reload and goes on with the old configuration,
so what was changed does not happen, and its log is the only place that says so.

How to mend it: as the message says. `amtool check-config` finds the same.

Wrong:

    route:
      receiver: all
      routes:
        - receiver: databse
          matchers: [service="mysql"]
    receivers: [{name: all}, {name: database}]

Right:

    route:
      receiver: all
      routes:
        - receiver: database
          matchers: [service="mysql"]
    receivers: [{name: all}, {name: database}]
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config, refusals
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "alertmanager/refused"


def check(subject: Subject) -> Iterator[Finding]:
    """Each reason for which the configuration is refused as a whole."""
    for path, config in subject.of(Config):
        for one in refusals(config):
            yield Finding(
                ID,
                Severity.ERROR,
                one.location or config.source,
                f"{one.path} of {path}: {one.reason}",
                "Alertmanager refuses the whole configuration.",
                "Mend it; amtool check-config says the same.",
            )
