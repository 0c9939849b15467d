"""A Prometheus over data that a test made: queries at a time of the past."""

import json
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any


class Server:
    """Its HTTP API."""

    def __init__(self, address: str) -> None:
        self.address = address

    def value(self, expr: str, at: datetime) -> float:
        """The one value that `expr` has at that time."""
        (sample,) = self.query(expr, at)
        return float(sample["value"][1])

    def query(self, expr: str, at: datetime) -> list[dict[str, Any]]:
        """The samples of `expr` at that time."""
        return self._ask("query", query=expr, time=at.timestamp())

    def range(self, expr: str, begin: datetime, end: datetime) -> list[dict[str, Any]]:
        """The series of `expr` at every minute of that time."""
        return self._ask("query_range", query=expr, start=begin.timestamp(), end=end.timestamp(), step=60)

    def _ask(self, what: str, **parameters: str | float) -> list[dict[str, Any]]:
        data = urllib.parse.urlencode(parameters).encode()
        with urllib.request.urlopen(f"{self.address}/api/v1/{what}", data=data, timeout=60) as answer:
            found: list[dict[str, Any]] = json.load(answer)["data"]["result"]
        return found

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/-/ready", timeout=5):
                return True
        except OSError:
            return False


@contextmanager
def running(program: Path, folder: Path) -> Iterator[Server]:
    """Prometheus over the blocks in `folder`/data, for as long as the block lasts. It scrapes nothing."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (folder / "prometheus.yml").write_text("{}", encoding="utf-8")
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "data",
        "storage.tsdb.retention.time": "100y",
        "web.listen-address": address,
    }
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [program, *(f"--{name}={value}" for name, value in options.items())], stderr=log
        )
        try:
            server = Server(f"http://{address}")
            deadline = time.monotonic() + 30
            while not server.ready():
                assert process.poll() is None and time.monotonic() < deadline, (
                    folder / "prometheus.log"
                ).read_text("utf-8")
                time.sleep(0.05)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)
