"""A time interval is defined, and no route goes by it.

What will happen: nothing is muted and nothing is told at these times only, though somebody meant it to be.

How to mend it: name it in `mute_time_intervals` or `active_time_intervals` of a route, or remove it.

Wrong:

    route: {receiver: all}
    receivers: [{name: all}]
    time_intervals:
      - name: weekends
        time_intervals: [{weekdays: [saturday, sunday]}]

Right:

    route:
      receiver: all
      routes:
        - matchers: [severity="info"]
          mute_time_intervals: [weekends]
    receivers: [{name: all}]
    time_intervals:
      - name: weekends
        time_intervals: [{weekdays: [saturday, sunday]}]
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "alertmanager/unused-time-interval"


def check(subject: Subject) -> Iterator[Finding]:
    """The intervals that no route names."""
    for path, config in subject.of(Config):
        if not config.every_time_interval:
            continue
        used = {
            name
            for node in config.tree.every()
            for name in (*node.route.mute_time_intervals, *node.route.active_time_intervals)
        }
        for interval in config.every_time_interval:
            if interval.name not in used:
                yield Finding(
                    ID,
                    Severity.WARNING,
                    interval.place("name"),
                    f"no route of {path} goes by the time interval '{interval.name}'.",
                    "It mutes nothing.",
                    "Name it in mute_time_intervals or active_time_intervals of a route, or remove it.",
                )
