"""A real Alertmanager with a generated configuration, of which only paths, hosts and times are changed."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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


class Alertmanager:
    """Its API v2."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, *alerts: dict[str, Any]) -> None:
        assert self._call("/api/v2/alerts", json.dumps(alerts).encode())

    def ready(self) -> bool:
        return self._call("/-/ready", None)

    def _call(self, path: str, body: bytes | None) -> bool:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5):
                return True
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read()) from error
        except OSError:
            return False


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


@contextmanager
def running(program: Path, config: str, folder: Path) -> Iterator[Alertmanager]:
    """Alertmanager with this configuration, for as long as the block lasts."""
    path = folder / "alertmanager.yml"
    path.write_text(config, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [
        f"--config.file={path}",
        f"--storage.path={folder / 'data'}",
        "--cluster.listen-address=",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "alertmanager.log").open("wb") as log:
        process = subprocess.Popen([program, *arguments], stdout=log, stderr=log)
        try:
            api = Alertmanager(f"http://127.0.0.1:{port}")
            wait_until(lambda: process.poll() is not None or api.ready())
            assert process.poll() is None, (folder / "alertmanager.log").read_text(encoding="utf-8")
            yield api
        finally:
            process.terminate()
            process.wait()


def wait_until(condition: Any, seconds: float = 20) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
