"""Alerts go where the real programs send them: many trees, many alerts, amtool and a running Alertmanager."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.alertmanager.asking import forest, routed_by, taken_by
from tests.alertmanager.live import running, wait_until
from tests.alertmanager.routing.trees import Data, Maker, parsed

RELEASES = pytest.mark.parametrize("release", ["old", "new"])


def _forest(maker: Maker, count: int, **config: Any) -> Data:
    """As many trees in one configuration; each has receivers of its own."""
    return forest([maker.route([f"t{n}-{m}" for m in range(4)]) for n in range(count)], **config)


@RELEASES
def test_amtool_sends_alerts_the_same_way(
    release: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """50 trees and 25 alerts for each release: 2,500 answers of it."""
    amtool = request.getfixturevalue(f"amtool_{release}")
    maker = Maker(1, utf8=release == "new")
    config, alerts = _forest(maker, 50), maker.alerts(25)
    ours = [list(routed.receivers) for routed in parsed(config).route_all(alerts)]
    assert routed_by(amtool, config, alerts, tmp_path) == ours


@RELEASES
def test_amtool_sends_alerts_the_same_way_from_the_root_of_a_tree(
    release: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    maker = Maker(2, utf8=release == "new")
    receivers = ["root", "r1", "r2", "r3"]
    for _ in range(10):
        root = {"receiver": "root", "routes": [maker.route(receivers) for _ in range(4)]}
        config = {"route": root, "receivers": [{"name": name} for name in receivers]}
        alerts = maker.alerts(4)
        ours = [list(routed.receivers) for routed in parsed(config).route_all(alerts)]
        assert routed_by(amtool, config, alerts, tmp_path) == ours


@RELEASES
def test_a_running_alertmanager_sends_alerts_the_same_way(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    """100 trees, 600 alerts."""
    maker = Maker(3, utf8=release == "new")
    config, alerts = _forest(maker, 100), maker.alerts(600)
    with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
        found = taken_by(alertmanager, alerts)
    assert found == [list(routed.receivers) for routed in parsed(config).route_all(alerts)]


@RELEASES
def test_a_running_alertmanager_tells_the_same_alerts_together(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    """30 trees, 150 alerts. A route may group by nothing although the one above it does (0.31)."""
    maker = Maker(4, utf8=release == "new")
    config, alerts = _forest(maker, 30), maker.alerts(150)
    if release == "new":
        config["route"]["group_by"] = ["a"]
        for tree in config["route"]["routes"][::3]:
            tree["group_by"] = []
    ours = parsed(config).groups(alerts)
    with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
        alertmanager.fire(*alerts)
        wait_until(lambda: len(alertmanager.groups()) >= len(ours))
        groups = alertmanager.groups()
    found = Counter(
        (
            group["receiver"]["name"],
            frozenset(group["labels"].items()),
            frozenset(alert["labels"]["number"] for alert in group["alerts"]),
        )
        for group in groups
    )
    assert found == Counter(
        (
            group.receiver,
            frozenset(group.labels.items()),
            frozenset(alert["number"] for alert in group.alerts),
        )
        for group in ours
    )
    assert len(groups) > 1000
