"""The generated rules in a running Prometheus, old and new: each is loaded and evaluated without an error."""

import contextlib
import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alertflow.model import Project

Programs = Callable[[str], Path]


@contextlib.contextmanager
def running(program: Path, folder: Path, rules: Path) -> Iterator[str]:
    """A Prometheus that evaluates the rule files of `rules` every second, whatever they say; its address."""
    for file in rules.glob("*_rules.yml"):
        text = re.sub(r"^    interval: .*$", "    interval: 1s", file.read_text("utf-8"), flags=re.MULTILINE)
        (folder / file.name).write_text(text, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (folder / "prometheus.yml").write_text(
        json.dumps({"global": {"evaluation_interval": "1s"}, "rule_files": ["*_rules.yml"]}),
        encoding="utf-8",
    )
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "data",
        "web.listen-address": address,
    }
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [program, *(f"--{name}={value}" for name, value in options.items())], stderr=log
    )
    try:
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def rules_of(address: str) -> list[dict[str, Any]]:
    """Every rule that the server has; none while it starts."""
    try:
        with urllib.request.urlopen(f"{address}/api/v1/rules", timeout=5) as answer:
            groups = json.load(answer)["data"]["groups"]
    except (urllib.error.URLError, ConnectionError):
        return []
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize("release", ["old", "new"])
def test_prometheus_loads_and_evaluates_every_rule(
    generated: Path, project: Project, programs: Programs, tmp_path: Path, release: str
) -> None:
    program = programs(f"prometheus-{release}")
    expected = {alert.name for alert in project.every_alert}
    expected |= {rule.record for rule in project.recorded}
    with running(program, tmp_path, generated / "monitoring") as address:
        deadline = time.monotonic() + 60
        while not (rules := rules_of(address)) or any(rule["health"] == "unknown" for rule in rules):
            assert time.monotonic() < deadline, (tmp_path / "log").read_text("utf-8")
            time.sleep(0.2)
    assert {rule["name"] for rule in rules} == expected
    assert {rule["name"]: rule.get("lastError") for rule in rules if rule["health"] != "ok"} == {}
    # With no data at all, what must be heard of is that nothing is there.
    assert {rule["name"] for rule in rules if rule.get("alerts")} == {"ApplicationDown"}
