"""A time interval never holds.

What will happen: a route that is muted by it is never muted; one that is active in it alone tells nobody,
ever. An empty list of days, times or spans holds never, unlike a list that is left out; and no month has the
days that are asked for.

How to mend it: leave the list out, which is always; or write the times that are meant.

Wrong:

    route:
      receiver: all
      routes:
        - matchers: [severity="info"]
          mute_time_intervals: [end of february]
    receivers: [{name: all}]
    time_intervals:
      - name: end of february
        time_intervals: [{months: [february], days_of_month: ["30:31"]}]

Right:

    route:
      receiver: all
      routes:
        - matchers: [severity="info"]
          mute_time_intervals: [end of february]
    receivers: [{name: all}]
    time_intervals:
      - name: end of february
        time_intervals: [{months: [february], days_of_month: ["-2:-1"]}]
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from alertflow.alertmanager import Config, TimeSpan
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "alertmanager/never-holds"

_LEAP_YEAR = [datetime(2028, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(366)]


def check(subject: Subject) -> Iterator[Finding]:
    """The intervals of which no span ever holds; years that have passed are not counted."""
    for path, config in subject.of(Config):
        for interval in config.every_time_interval:
            if not any(map(_may_hold, interval.time_intervals)):
                yield Finding(
                    ID,
                    Severity.ERROR,
                    interval.place("time_intervals"),
                    f"the time interval '{interval.name}' of {path} never holds.",
                    "It mutes nothing, and a route that is active only then tells nobody.",
                    "Leave out what is an empty list, or name times that there are.",
                )


def _may_hold(span: TimeSpan) -> bool:
    if any(span.empty.get(key) == [] for key in TimeSpan.keys().values()):
        return False
    if not span.days_of_month or not span.months:
        return True
    days = TimeSpan(days_of_month=span.days_of_month, months=span.months)
    return any(map(days.holds, _LEAP_YEAR))
