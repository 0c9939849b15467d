"""A route repeats notifications more often than it looks at its groups.

What will happen: a group is looked at once every `group_interval`; only then is it told again, if its
`repeat_interval` has passed. A shorter `repeat_interval` is never kept: what should come every five minutes
comes every ten. One that is equal has mostly not yet passed at the next look, since it counts from when the
notification was sent: then every second look tells (seen with Alertmanager 0.25 and 0.33).

How to mend it: lower `group_interval`: a tenth of `repeat_interval` keeps it well. A route has what it does
not say from those above it, and they from the defaults: 5m and 4h.

Wrong:

    route:
      receiver: all
      group_interval: 10m
      repeat_interval: 5m
    receivers: [{name: all}]

Right:

    route:
      receiver: all
      group_interval: 1m
      repeat_interval: 5m
    receivers: [{name: all}]
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.duration import seconds

ID = "alertmanager/repeat-below-group-interval"


def check(subject: Subject) -> Iterator[Finding]:
    """The routes that say one of the two, and do not repeat as they say; a doubt where both are equal."""
    for path, config in subject.of(Config):
        for node in config.tree.every():
            said = [field for field in ("repeat_interval", "group_interval") if getattr(node.route, field)]
            repeat, interval = seconds(node.repeat_interval), seconds(node.group_interval)
            if not said or repeat > interval:
                continue
            where = f"a route of {path} to '{node.receiver}' repeats every {node.repeat_interval}"
            yield Finding(
                ID,
                Severity.INFO if repeat == interval else Severity.WARNING,
                node.route.place(said[0]) or config.source,
                f"{where}, and looks at its groups every {node.group_interval}.",
                "It mostly repeats at every second look only."
                if repeat == interval
                else f"It repeats every {node.group_interval}.",
                "Lower group_interval: to a tenth of repeat_interval, say.",
            )
