"""Alerts are inhibited where a running Alertmanager says so, and by the same others."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertflow.alertmanager import Inhibited, Routed, all_match
from tests.alertmanager.live import Alertmanager, running, wait_until
from tests.alertmanager.routing.trees import Data, Labels, Maker, parsed

ROUTE = {"route": {"receiver": "none"}, "receivers": [{"name": "none"}]}


def _inhibited(alertmanager: Alertmanager) -> dict[int, set[int]]:
    """For each alert, by number, those that inhibit it; -1 is one that is just gone."""
    found = alertmanager.alerts()
    numbers = {one["fingerprint"]: int(one["labels"]["number"]) for one in found}
    return {
        numbers[one["fingerprint"]]: {numbers.get(source, -1) for source in one["status"]["inhibitedBy"]}
        for one in found
    }


def _sources(inhibited: tuple[Inhibited, ...]) -> set[int]:
    return {int(source["number"]) for one in inhibited for source in one.sources}


Asked = tuple[Labels, set[int], Routed]


def _asked(program: Path, seed: int, folder: Path, surely: Callable[[Labels, Routed], bool]) -> list[Asked]:
    """80 alerts under 4 rules, with what inhibits each in Alertmanager, and here.

    It takes note of sources only after it has answered, so it is asked until those are inhibited that are it
    `surely`.
    """
    maker = Maker(seed, utf8=program.name == "alertmanager-new")
    config: Data = {**ROUTE, "inhibit_rules": [maker.rule() for _ in range(4)]}
    alerts = maker.alerts(80)
    routed = parsed(config).route_all(alerts, firing=alerts)
    folder.mkdir()
    with running(program, json.dumps(config), folder) as alertmanager:
        alertmanager.fire(*alerts)
        deadline = time.monotonic() + 5
        while True:
            found = _inhibited(alertmanager)
            settled = len(found) == 80 and all(found[n] or not surely(alerts[n], routed[n]) for n in found)
            if settled or time.monotonic() > deadline:
                return [(labels, found[n], routed[n]) for n, labels in enumerate(alerts)]


def _in_any_release(labels: Labels, routed: Routed) -> bool:
    """Whether a rule inhibits the alert of which it is not the source, too."""
    return any(not all_match(one.rule.every_source_matcher, labels) for one in routed.inhibited_by)


def test_alertmanager_0_25_inhibits_the_same_alerts(tmp_path: Path, programs: Callable[[str], Path]) -> None:
    """It names one source, of the first rule that inhibits; 20 times 80 alerts."""
    program = programs("alertmanager-old")
    inhibited = several = 0
    for seed in range(20):
        for labels, theirs, ours in _asked(
            program, seed, tmp_path / str(seed), lambda _, routed: bool(routed.inhibited_by)
        ):
            assert bool(theirs) == bool(ours.inhibited_by), labels
            assert theirs <= _sources(ours.inhibited_by[:1]), labels
            inhibited += bool(theirs)
            several += len(_sources(ours.inhibited_by)) > 1
    assert 20 * 80 * 0.2 < inhibited < 20 * 80 * 0.8
    assert several > 100


def test_alertmanager_0_33_inhibits_the_same_alerts(tmp_path: Path, programs: Callable[[str], Path]) -> None:
    """But for some that are sources of the rule themselves: see the next test."""
    program = programs("alertmanager-new")
    sure = 0
    for seed in range(20, 40):
        for labels, theirs, ours in _asked(program, seed, tmp_path / str(seed), _in_any_release):
            assert theirs <= _sources(ours.inhibited_by), labels
            assert theirs or not _in_any_release(labels, ours), labels
            sure += _in_any_release(labels, ours)
    assert sure > 20 * 80 * 0.2


@pytest.mark.parametrize("release", ["old", "new"])
def test_alertmanager_0_33_has_one_source_in_mind_and_that_may_be_a_target_too(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    """The outage inhibits the error, until in 0.33 the error itself is the one source; the noise tells it."""
    rule = {"source_matchers": ["kind=~outage|error"], "target_matchers": ["kind=~error|noise"], "equal": []}
    config: Data = {**ROUTE, "inhibit_rules": [rule]}
    outage, error, noise = (
        {"kind": kind, "number": str(n)} for n, kind in enumerate(["outage", "error", "noise"])
    )
    assert _sources(parsed(config).route(error, firing=[outage, error, noise]).inhibited_by) == {0}
    with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
        alertmanager.fire(outage, noise)
        wait_until(lambda: _inhibited(alertmanager) == {0: set(), 2: {0}})
        alertmanager.fire(error)
        wait_until(lambda: _inhibited(alertmanager)[2] == {1})
        assert _inhibited(alertmanager)[1] == (set() if release == "new" else {0})


@pytest.mark.parametrize("release", ["old", "new"])
def test_an_alert_that_is_over_inhibits_no_more_and_a_muted_one_does(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    muted = {"receiver": "none", "matchers": ["severity=x"], "mute_time_intervals": ["always"]}
    config: Data = {
        "route": {"receiver": "none", "routes": [muted]},
        "receivers": [{"name": "none"}],
        "time_intervals": [{"name": "always", "time_intervals": [{}]}],
        "inhibit_rules": [
            {"source_matchers": ["severity=x"], "target_matchers": ["severity=y"], "equal": ["a"]}
        ],
    }
    source, target = {"severity": "x", "number": "0"}, {"severity": "y", "number": "1"}
    with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
        alertmanager.fire(source, target)
        wait_until(lambda: _inhibited(alertmanager) == {0: set(), 1: {0}})
        alertmanager.post({"labels": source, "endsAt": datetime.now(UTC).isoformat()})
        wait_until(lambda: _inhibited(alertmanager) == {1: set()})
    now = datetime.now(UTC)
    one, other = parsed(config).route_all([source, target], now, [source, target])
    assert one.notifications[0].muted_by is not None
    assert _sources(other.inhibited_by) == {0}
    assert not parsed(config).route(target, now, [target]).inhibited_by
