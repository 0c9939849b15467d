"""Slack, PagerDuty, Teams and a webhook: one server on loopback, which takes only what the real ones take.

What they take: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments,
https://developer.pagerduty.com/docs/send-alert-event, https://adaptivecards.io/explorer/AdaptiveCard.html and
https://prometheus.io/docs/alerting/latest/configuration/#webhook_config.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ROUTING_KEY = "0123456789abcdef0123456789abcdef"
WEBHOOK_TOKEN = "webhook-token"

_COLOUR = re.compile(r"#[0-9a-f]{6}|good|warning|danger")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass
class Told:
    """What was posted, by path, and why anything was refused."""

    address: str
    received: dict[str, list[Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def to(self, path: str) -> list[Any]:
        return self.received.get(path, [])


class _WrongError(Exception):
    """The service would not take this, or would show it otherwise than it was meant."""


def _must(condition: object, problem: str) -> None:
    if not condition:
        raise _WrongError(problem)


def _size(body: Any) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode())


def _slack(body: Any) -> None:
    _must(body["channel"].startswith("#"), "the channel")
    (attachment,) = body["attachments"]
    title, text = attachment["title"], attachment["text"]
    _must(0 < len(title) <= 1024 and "\n" not in title, f"the title {title!r}")
    _must(text.strip() and len(text) <= 40_000, f"the text {text!r}")
    _must("<" not in title + text + attachment["fallback"], f"a mention or a link: {attachment}")
    _must(_COLOUR.fullmatch(attachment["color"]), f"the colour {attachment['color']!r}")
    actions = attachment.get("actions", [])
    _must(len(actions) <= 5, "too many buttons")
    for action in actions:
        _must(action["type"] == "button" and 0 < len(action["text"]) <= 30, f"the button {action}")
        _must(_ADDRESS.fullmatch(action["url"]) and len(action["url"]) <= 3000, f"where it leads: {action}")


def _pagerduty(body: Any) -> None:
    _must(body["routing_key"] == ROUTING_KEY, "the key")
    _must(body["event_action"] in ("trigger", "resolve"), "the action")
    _must(0 < len(body["dedup_key"]) <= 255, "the deduplication key")
    payload = body["payload"]
    _must(0 < len(payload["summary"]) <= 1024, f"the summary {payload['summary']!r}")
    _must(payload["source"], "the source")
    _must(
        payload["severity"] in ("critical", "error", "warning", "info"), f"severity {payload['severity']!r}"
    )
    _must(isinstance(payload["custom_details"]["alerts"], str), f"the details {payload['custom_details']}")
    for link in body.get("links", []):
        _must(_ADDRESS.fullmatch(link["href"]) and link["text"], f"the link {link}")
    _must(_size(body) <= 512_000, "too large")


def _teams(body: Any) -> None:
    (attachment,) = body["attachments"]
    _must(attachment["contentType"] == "application/vnd.microsoft.card.adaptive", "no card")
    title, text = attachment["content"]["body"]
    _must(title["text"].strip() and text["text"].strip(), "an empty block")
    _must(not re.search(r"(?<!\\)\[[^\]]*\]\(", text["text"]), f"a link: {text['text']!r}")
    _must(_size(body) <= 28_000, "too large")


def _webhook(body: Any) -> None:
    _must(body["version"] == "4" and body["alerts"] and body["groupKey"], "the body")


_TAKES: dict[str, Callable[[Any], None]] = {
    "slack": _slack,
    "pagerduty": _pagerduty,
    "teams": _teams,
    "webhook": _webhook,
}


@contextmanager
def listening() -> Iterator[Told]:
    """The services, for as long as the block lasts: each below the path of its name, `/slack/critical`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            service, status, answer = self.path.split("/")[1], 200, b"ok"
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                body = json.loads(raw.decode("utf-8", errors="strict"))
                if service == "webhook":
                    _must(self.headers["Authorization"] == f"Bearer {WEBHOOK_TOKEN}", "the token")
                _TAKES[service](body)
                told.received.setdefault(self.path, []).append(body)
            except (_WrongError, KeyError, ValueError, TypeError) as error:
                told.refused.append(f"{self.path}: {error!r} in {raw!r}")
                status, answer = 400, b"no"
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    told = Told(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        http.shutdown()
        http.server_close()
