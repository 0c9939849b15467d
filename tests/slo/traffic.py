"""Two weeks of irregular traffic, minute by minute: what really happened, and what Prometheus scraped of it.

Days are busy and nights quiet; in three nights up to half of the few requests fail; one afternoon has an
outage of forty minutes; and one of the two pods restarts, so that its counters begin anew.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

DAYS = 14
END = datetime(2026, 4, 5, 10, 30, tzinfo=UTC)
START = END - timedelta(days=DAYS)
PODS = ("a", "b")
RESTART = 5 * 1440 + 200
"""The minute in which pod b restarts."""


class Minute(NamedTuple):
    """The requests of one pod that ended within a minute."""

    requests: int
    failed: int


@dataclass(frozen=True)
class Traffic:
    """The minutes of each pod; minute 0 ends at START."""

    minutes: dict[str, list[Minute]]

    def between(self, begin: datetime, end: datetime) -> tuple[int, int]:
        """How many requests of all pods ended after `begin` and until `end`, and how many of them failed."""
        first, last = (round((time - START).total_seconds() / 60) for time in (begin, end))
        of_all = [minute for minutes in self.minutes.values() for minute in minutes[first + 1 : last + 1]]
        return sum(minute.requests for minute in of_all), sum(minute.failed for minute in of_all)

    def ratio(self, begin: datetime, end: datetime) -> float:
        """The share of these that failed; NaN where there were none."""
        requests, failed = self.between(begin, end)
        return failed / requests if requests else math.nan

    def openmetrics(self) -> Iterator[str]:
        """The counters as they were scraped, once a minute."""
        yield "# TYPE http_requests counter\n"
        for pod, minutes in self.minutes.items():
            for status in ("200", "500"):
                count = 0
                for number, minute in enumerate(minutes):
                    if pod == "b" and number == RESTART:
                        count = 0
                    count += minute.failed if status == "500" else minute.requests - minute.failed
                    at = int(START.timestamp()) + 60 * number
                    yield f'http_requests_total{{job="shop",pod="{pod}",status="{status}"}} {count} {at}\n'
        yield "# EOF\n"


def two_weeks() -> Traffic:
    """The same traffic each time."""
    chance = random.Random(14)
    minutes: dict[str, list[Minute]] = {pod: [] for pod in PODS}
    for number in range(DAYS * 1440 + 1):
        now = START + timedelta(minutes=number)
        busy = max(0.0, math.sin(math.pi * (now.hour + now.minute / 60 - 6) / 16)) if now.hour >= 6 else 0.0
        share = 0.0004
        if now.hour < 5 and (now - START).days in (2, 6, 11):
            share = chance.choice((0.0, 0.2, 0.5))
        if (now - START).days == 9 and now.hour == 14 and 10 <= now.minute < 50:
            share = 0.6
        for pod in PODS:
            requests = round(400 * busy**2 * chance.uniform(0.7, 1.3)) + chance.randrange(0, 6)
            failed = sum(chance.random() < share for _ in range(requests))
            minutes[pod].append(Minute(requests, failed))
    return Traffic(minutes)
