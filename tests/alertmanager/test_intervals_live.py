"""Time intervals hold when a running Alertmanager says so, at any time and in any zone."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alertflow.alertmanager import Config, TimeRange, TimeSpan
from tests.alertmanager.live import Alertmanager, receiving, running, wait_until
from tests.alertmanager.zones import zone_in_which

CASES = 500
ZONES = ["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _span(chance: random.Random, at: datetime) -> TimeSpan:
    """A span with what is near the time `at`, so that it is about as likely to hold as not."""
    last = chance.randint(1, 4)
    from_end = max(-31, at.day - chance.choice([32, 31, 31, 30, 29]))
    day = chance.choice([at.day, at.day, min(-1, from_end), 31, -1, chance.randint(1, 31)])
    to = min(day + last, 31) if day > 0 else min(day + last, -1)
    minute = at.hour * 60 + at.minute
    begin = max(0, min(minute + chance.choice([0, 0, 1, -1, -60, 60]), 1438))
    end = max(begin + 1, min(1440, minute + chance.choice([0, 1, 1, 60, 120])))
    weekday = (at.isoweekday() + chance.choice([0, 0, 1])) % 7
    wanted: dict[str, Any] = {
        "times": [TimeRange(*(f"{one // 60:02}:{one % 60:02}" for one in (begin, end)))],
        "weekdays": [["sunday", *WEEKDAYS[:6]][weekday]],
        "days_of_month": [f"{day}:{to}" if chance.random() < 0.6 else f"{day}"],
        "months": [f"{max(1, at.month - last)}:{at.month + chance.choice([0, 0, -1]) or 1}"],
        "years": [f"{at.year + chance.choice([0, 0, 1])}:{at.year + 1}"],
    }
    return TimeSpan(
        **{key: wanted[key] for key in wanted if chance.random() < (0.7 if "day" in key else 0.3)}
    )


def _cases() -> list[tuple[TimeSpan, datetime]]:
    """Spans and times: at the end of months, where clocks change, and anywhere."""
    chance = random.Random(1)
    cases: list[tuple[TimeSpan, datetime]] = []
    while len(cases) < CASES:
        zone = ZoneInfo(chance.choice(ZONES))
        year, month = chance.randint(1995, 2036), chance.randint(1, 12)
        first = datetime(year, month, 1, tzinfo=zone)
        at = first + timedelta(
            days=chance.choice([0, 0, -1, -1, -2, chance.randint(0, 30)]),
            minutes=chance.choice([0, 1439, chance.randint(0, 1439)]),
            seconds=5,  # and a minute passes before the answer changes
        )
        if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == at.replace(tzinfo=None):
            cases.append((_span(chance, at), at))
    return cases


def _muted(alertmanager: Alertmanager) -> set[str]:
    """The groups that it says it mutes, each as the path of its webhook."""
    groups = alertmanager.groups()
    return {f"/{one['labels']['n']}" for one in groups if one["alerts"][0]["status"]["mutedBy"]}


@pytest.mark.parametrize("release", ["old", "new"])
def test_what_alertmanager_mutes_is_muted(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    """Each span mutes a route of its own, in a zone in which it is another time now."""
    cases = _cases()
    now = datetime.now(UTC).replace(microsecond=0)
    for number, (_, at) in enumerate(cases):
        zone_in_which(now, at, tmp_path / "zones", f"zone{number}")
    holding = {
        f"/{n}" for n, (span, at) in enumerate(cases) if span.replace(location=str(at.tzinfo)).holds(at)
    }
    with receiving() as webhook:
        hooks = [
            {"name": f"r{n}", "webhook_configs": [{"url": f"{webhook.address}/{n}"}]}
            for n in range(len(cases))
        ]
        config = {
            "route": {
                "receiver": "none",
                "group_wait": "0s",
                "group_by": ["..."],
                "routes": [
                    {"receiver": f"r{n}", "matchers": [f'n="{n}"'], "mute_time_intervals": [f"i{n}"]}
                    for n in range(len(cases))
                ],
            },
            "receivers": [{"name": "none"}, *hooks],
            "time_intervals": [
                {"name": f"i{n}", "time_intervals": [{**span.to_data(), "location": f"zone{n}"}]}
                for n, (span, _) in enumerate(cases)
            ],
        }
        environment = {"ZONEINFO": str(tmp_path / "zones")}
        program = programs(f"alertmanager-{release}")
        with running(program, json.dumps(config), tmp_path, environment=environment) as alertmanager:
            alertmanager.fire(*({"n": str(n)} for n in range(len(cases))), {"n": "last"})
            wait_until(lambda: len(webhook.received) >= len(cases) - len(holding))
            if release == "new":  # older ones do not tell what they mute
                wait_until(lambda: len(_muted(alertmanager)) >= len(holding))
                assert _muted(alertmanager) == holding
        assert {f"/{n}" for n in range(len(cases))} - webhook.received.keys() == holding
    assert CASES * 0.3 < len(holding) < CASES * 0.7


@pytest.mark.parametrize("release", ["old", "new"])
def test_an_empty_list_holds_never_and_no_list_always(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    keys = ["times", "weekdays", "days_of_month", "months", "years"]
    spans: dict[str, dict[str, Any]] = {"always": {}, **{key: {key: []} for key in keys}}
    with receiving() as webhook:
        config = {
            "route": {
                "receiver": "none",
                "group_wait": "0s",
                "routes": [
                    {"receiver": name, "matchers": [f"n={name}"], "mute_time_intervals": [name]}
                    for name in spans
                ],
            },
            "receivers": [
                {"name": "none"},
                *(
                    {"name": name, "webhook_configs": [{"url": f"{webhook.address}/{name}"}]}
                    for name in spans
                ),
            ],
            "time_intervals": [{"name": name, "time_intervals": [span]} for name, span in spans.items()],
        }
        with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
            alertmanager.fire(*({"n": name} for name in spans))
            wait_until(lambda: len(webhook.received) >= len(keys))
        assert webhook.received.keys() == {f"/{key}" for key in keys}
    parsed = Config.parse(json.dumps(config))
    for name in spans:
        (notification,) = parsed.route({"n": name}, datetime.now(UTC)).notifications
        assert (notification.muted_by is not None) == (name == "always")
