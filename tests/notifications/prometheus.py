"""A real Prometheus that evaluates rules every second, and a target whose metrics a test sets."""

import json
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.alertmanager.live import wait_until


class Target:
    """What Prometheus scrapes: `metrics` by series."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.metrics: dict[str, float] = {}


@contextmanager
def scraped() -> Iterator[Target]:
    """A target, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = "".join(f"{series} {value}\n" for series, value in target.metrics.items()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    target = Target(f"127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield target
    finally:
        http.shutdown()
        http.server_close()


class Prometheus:
    """Its API."""

    def __init__(self, address: str) -> None:
        self.address = address

    def query(self, expr: str) -> list[dict[str, Any]]:
        """The series that `expr` returns now: `metric` and `value`."""
        with urllib.request.urlopen(f"{self.address}/api/v1/query?query={quote(expr)}", timeout=10) as answer:
            found: list[dict[str, Any]] = json.load(answer)["data"]["result"]
        return found

    def value(self, expr: str) -> float | None:
        """The value of the one series that `expr` returns, if it returns any."""
        found = self.query(expr)
        return float(found[0]["value"][1]) if found else None

    def ready(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/-/ready", timeout=10).close()
        except OSError:
            return False
        return True


@contextmanager
def evaluating(
    program: Path, folder: Path, rules: str, target: Target, alertmanager: str = ""
) -> Iterator[Prometheus]:
    """Prometheus with the rule file `rules`, given as text, for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    managers = [alertmanager.removeprefix("http://")] if alertmanager else []
    config = {
        "global": {"evaluation_interval": "1s", "scrape_interval": "1s"},
        "scrape_configs": [{"job_name": "target", "static_configs": [{"targets": [target.address]}]}],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": managers}]}]},
        "rule_files": ["rules.yml"],
    }
    (folder / "rules.yml").write_text(rules, encoding="utf-8")
    (folder / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "prometheus",
        "web.listen-address": address,
        "rules.alert.resend-delay": "1s",
        "rules.alert.for-grace-period": "1s",
    }
    with (folder / "prometheus.log").open("ab") as log:
        process = subprocess.Popen(
            [program, *(f"--{name}={value}" for name, value in options.items())], stdout=log, stderr=log
        )
        try:
            prometheus = Prometheus(f"http://{address}")
            wait_until(lambda: process.poll() is not None or prometheus.ready(), 60)
            assert process.poll() is None, (folder / "prometheus.log").read_text(encoding="utf-8")
            yield prometheus
        finally:
            process.terminate()
            process.wait()
