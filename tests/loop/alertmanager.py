"""A generated configuration for a real Alertmanager, of which only paths, hosts and times are changed, and
the alerts of generated rules.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alertflow.yaml import dump, parse
from tests.loop.standins import known
from tests.loop.standins.server import BRIDGE_TOKEN, PAGERDUTY_KEY, Server

FILES = {
    "slack-webhook-url": "{address}/slack",
    "pagerduty-routing-key": PAGERDUTY_KEY,
    "github-token": known.TOKEN,
    "bridge-token": BRIDGE_TOKEN,
}
"""The files that a configuration names below /etc/alertmanager, and what is in them."""


def firing(rule: dict[str, Any], **labels: str) -> dict[str, Any]:
    """An alert of a generated rule, as Prometheus sends it.

    It starts now: for one that started longer ago than `group_wait`, Alertmanager does not wait for others.
    """
    return {
        "labels": {"alertname": rule["alert"], **rule["labels"], **labels},
        "annotations": rule["annotations"],
        "startsAt": datetime.now(UTC).isoformat(),
        "generatorURL": "http://prometheus.example.org:9090/graph",
    }


def resolved(alert: dict[str, Any]) -> dict[str, Any]:
    return {**alert, "endsAt": datetime.now(UTC).isoformat()}


def later(alert: dict[str, Any], seconds: float) -> dict[str, Any]:
    starts = datetime.fromisoformat(alert["startsAt"]) + timedelta(seconds=seconds)
    return {**alert, "startsAt": starts.isoformat()}


def near(text: str, folder: Path, server: Server) -> str:
    """The configuration `text` with the files in `folder`, everything on loopback, and quick."""
    config: Any = parse(text.replace("/etc/alertmanager/", f"{folder}/"))
    for name, content in FILES.items():
        (folder / name).write_text(content.format(address=server.address), encoding="utf-8")
    config["global"] = {"pagerduty_url": f"{server.address}/v2/enqueue"}
    quick = {"group_wait": "100ms", "group_interval": "500ms"}
    config["route"] |= quick
    for route in config["route"]["routes"]:
        route |= {key: value for key, value in quick.items() if key in route}
    return dump(config)
