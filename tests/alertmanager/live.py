"""A real Alertmanager that runs for as long as a test needs it, its API, and a webhook that records."""

import json
import os
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Labels = Mapping[str, str]


class Alertmanager:
    """Its API v2 (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml)."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, *alerts: Mapping[str, Any]) -> None:
        """Takes alerts as the API does: `labels`, and where wanted `annotations`, `startsAt`, `endsAt`."""
        self.ask("/api/v2/alerts", list(alerts))

    def fire(self, *alerts: Labels) -> None:
        """Alerts of which only the labels matter, in one request."""
        self.post(*({"labels": dict(labels)} for labels in alerts))

    def alerts(self) -> list[dict[str, Any]]:
        """Every firing alert: its `labels`, the `receivers` in the order of the routes, its `status`."""
        found: list[dict[str, Any]] = self.ask("/api/v2/alerts")
        return found

    def groups(self) -> list[dict[str, Any]]:
        """Every group: its `labels`, `receiver` and `alerts`."""
        found: list[dict[str, Any]] = self.ask("/api/v2/alerts/groups")
        return found

    def silence(self, silence: Mapping[str, Any]) -> str:
        """The id of a new silence."""
        return str(self.ask("/api/v2/silences", silence)["silenceID"])

    def ready(self) -> bool:
        try:
            self.ask("/-/ready")
        except OSError:
            return False
        return True

    def ask(self, path: str, body: Any = None) -> Any:
        """What it answers: JSON where it is some. What it refuses fails the test, with its reason."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read()) from error
        try:
            return json.loads(text)
        except ValueError:
            return text


@contextmanager
def running(
    program: Path, config: str, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[Alertmanager]:
    """Alertmanager with the configuration `config` (its text), for as long as the block lasts.

    It stores and logs in `folder`. `arguments` are added to its command line, `environment` to its variables.
    """
    path = folder / "alertmanager.yml"
    path.write_text(config, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[str | Path] = [
        program,
        f"--config.file={path}",
        f"--storage.path={folder / 'data'}",
        "--cluster.listen-address=",
        f"--web.listen-address=127.0.0.1:{port}",
        *arguments,
    ]
    with (folder / "alertmanager.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **(environment or {})})
        try:
            api = Alertmanager(f"http://127.0.0.1:{port}")
            wait_until(lambda: process.poll() is not None or api.ready())
            assert process.poll() is None, (folder / "alertmanager.log").read_text(encoding="utf-8")
            yield api
        finally:
            process.terminate()
            process.wait()


@dataclass
class Webhook:
    """What was posted to `address` + path, by path, as Alertmanager's webhook receiver sends it."""

    address: str
    received: dict[str, list[Any]] = field(default_factory=dict)


@contextmanager
def receiving() -> Iterator[Webhook]:
    """A receiver of webhooks on loopback, for as long as the block lasts. It takes everything."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            webhook.received.setdefault(self.path, []).append(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Many(ThreadingHTTPServer):
        request_queue_size = 1024  # Alertmanager calls for all groups at once

    http = Many(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    webhook = Webhook(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield webhook
    finally:
        http.shutdown()
        http.server_close()


def wait_until(condition: Callable[[], Any], seconds: float = 20) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
