"""Schedule: a workflow that the clock starts.

Source: docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from alertflow.declared import nearest
from alertflow.github.events.cron import shortest_gap, times
from alertflow.github.limits import SHORTEST_SCHEDULE_MINUTES
from alertflow.github.syntax import Syntax


class Schedule(Syntax):
    """Started by the clock, on the default branch, often some minutes late; at most every five minutes.

    >>> from alertflow.github import Schedule
    >>> Schedule("30 5 * * MON-FRI", timezone="Europe/Zurich").to_data()
    {'cron': '30 5 * * MON-FRI', 'timezone': 'Europe/Zurich'}
    """

    cron: str = Field(kw_only=False)
    """Minute, hour, day of month, month, day of week, as in POSIX crontab; also `*/15`, `MON-FRI`."""
    timezone: str | None = None
    """An IANA name such as "Europe/Zurich"; UTC without one."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """A cron expression that GitHub refuses or cannot keep, a time zone that does not exist.

        Of one with `${{ }}` the workflow tells that nothing is evaluated here.
        """
        if "${{" not in self.cron and (message := cron_problem(self.cron)):
            yield "cron", f"cron: {message}"
        zone = self.timezone
        if zone is not None and "${{" not in zone and (message := zone_problem(zone)):
            yield "timezone", f"timezone: {message}"


def cron_problem(cron: str) -> str | None:
    """Why GitHub refuses a cron expression, or would not start so often as it says; None where it is good."""
    try:
        gap = shortest_gap(times(cron))
    except ValueError as wrong:
        return str(wrong)
    if gap >= SHORTEST_SCHEDULE_MINUTES:
        return None
    return (
        f"'{cron}' asks for a run {gap} minute{'s' * (gap > 1)} after another; GitHub starts them at least "
        f"{SHORTEST_SCHEDULE_MINUTES} minutes apart."
    )


def zone_problem(name: str) -> str | None:
    """Why no time zone has this name; None where it has one, or where this machine knows of no zones."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        if not (known := available_timezones()):
            return None
        near = nearest(name, known)
        return f"'{name}' is no IANA time zone." + (f" Did you mean '{near}'?" if near else "")
    return None
