"""GitHub's dispatch API, Slack, PagerDuty and the bridge as Alertmanager sees them: one server on loopback.

GitHub's limits: https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.loop.standins import known

BRIDGE_TOKEN = "bridge-token"
PAGERDUTY_KEY = "0123456789abcdef0123456789abcdef"


@dataclass
class Server:
    """What was posted, by service, and why a request was refused."""

    address: str
    dispatches: list[Any] = field(default_factory=list)
    slack: list[Any] = field(default_factory=list)
    pagerduty: list[Any] = field(default_factory=list)
    bridge: list[Any] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Server]:
    """A server for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            body = json.loads(raw)
            status, problem = 200, ""
            match self.path:
                case "/slack":
                    server.slack.append(body)
                case "/v2/enqueue":
                    status, problem = 202, "" if body["routing_key"] == PAGERDUTY_KEY else "the key"
                    server.pagerduty.append(body)
                case "/alerts":
                    problem = "" if self._has("Authorization", f"Bearer {BRIDGE_TOKEN}") else "the token"
                    server.bridge.append(body)
                case _:
                    status, problem = 204, self._dispatch(raw, body)
                    server.dispatches.append(body)
            if problem:
                status = 422
                server.refused.append(f"{self.path}: {problem}")
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", "2")
            self.end_headers()
            if status != 204:
                self.wfile.write(b"ok")

        def _has(self, name: str, value: str) -> bool:
            return self.headers.get_all(name) == [value]

        def _dispatch(self, raw: bytes, body: Any) -> str:
            if self.path != f"/repos/{known.REPOSITORY}/dispatches":
                return "the path"
            for name, value in (
                ("Accept", "application/vnd.github+json"),
                ("X-GitHub-Api-Version", "2022-11-28"),
                ("Authorization", f"Bearer {known.TOKEN}"),
                ("Content-Type", "application/json"),
            ):
                if not self._has(name, value):
                    return f"the header {name}: {self.headers.get_all(name)}"
            if not self.headers.get("User-Agent"):
                return "no User-Agent"
            match body:
                case {"event_type": str(event), "client_payload": dict(payload), **rest} if not rest:
                    too_much = not 1 <= len(event) <= 100 or len(payload) > 10 or len(raw) >= 65_536
                    return f"{len(payload)} keys, {len(raw)} bytes" if too_much else ""
            return f"the body {raw[:200]!r}"

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
