"""The webhook's payload: what really arrives from Alertmanager, and what is said of it beforehand."""

import json
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import Config, Receiver, Route, WebhookConfig, exact, is_plain, risks
from alertflow.yaml import dump

NASTY = {
    "template": "{{ .Receiver }}",
    "expression": "${{ github.token }}",
    "quotes": "\"; touch pwned; 'x'",
    "lines": "one\ntwo: three\n",
    "octal": "007",
    "word": "yes",
    "null": "null",
    "mapping": "a: b",
    "list": "- a",
    "backslash": "a\\nb\\",
    "html": "<a&b>",
    "unicode": "é😀\u2028\x7f",
    "tab": "\ta",
}
PLAIN = ["prometheus-alert", "a b", "https://example.com/x?y=z", "critical", "v1.2", "a:b", "on-call", "e9"]
NOT_PLAIN = [
    "yes",
    "Off",
    "null",
    "y",
    "",
    "~",
    "007",
    "1.5",
    "a: b",
    "a #b",
    "- a",
    "{a}",
    "a:",
    "*a",
    "true",
]


@contextmanager
def _listener() -> Iterator[tuple[str, list[Any]]]:
    """The address of a server, and the JSON that is posted to it."""
    posted: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", posted
    finally:
        server.shutdown()
        server.server_close()


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.05)


def _answers(url: str, body: bytes | None = None) -> bool:
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5):
            return True
    except OSError:
        return False


def _sent(payload: Any, folder: Path, alertmanager: Path) -> Any:
    """What a real Alertmanager posts for an alert with nasty labels."""
    with _listener() as (address, posted), socket.socket() as free:
        hook = WebhookConfig(url=address, payload=payload)
        config = Config(
            route=Route(receiver="hook", group_by=["alertname"], group_wait="0s"),
            receivers=[Receiver("hook", webhook_configs=[hook])],
        )
        path = folder / "alertmanager.yml"
        path.write_text(dump(config.to_data()), encoding="utf-8")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        arguments = [
            f"--config.file={path}",
            f"--storage.path={folder / 'data'}",
            "--cluster.listen-address=",
        ]
        process = subprocess.Popen(
            [alertmanager, *arguments, f"--web.listen-address=127.0.0.1:{port}"],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            api = f"http://127.0.0.1:{port}"
            _until(lambda: _answers(f"{api}/-/ready"))
            alert = {"labels": {"alertname": "Down", **NASTY}}
            assert _answers(f"{api}/api/v2/alerts", json.dumps([alert]).encode())
            _until(lambda: posted)
        finally:
            process.terminate()
            process.wait()
        return posted[0]


def test_double_json_arrives_exactly_and_plain_text_unchanged(
    tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    payload = {
        "labels": exact(".CommonLabels"),
        "event": exact('dict "count" (len .Alerts) "first" $a.Status', before="{{ $a := index .Alerts 0 }}"),
        "plain": PLAIN,
        **{f"not_{number}": text for number, text in enumerate(NOT_PLAIN)},
        "octal": "{{ .CommonLabels.octal }}",
    }
    sent = _sent(payload, tmp_path, programs("alertmanager-new"))
    assert json.loads(json.loads(sent["labels"])) == {"alertname": "Down", **NASTY}
    assert json.loads(json.loads(sent["event"])) == {"count": 1, "first": "firing"}
    assert sent["plain"] == PLAIN
    assert sent["octal"] == 7
    changed = [text for number, text in enumerate(NOT_PLAIN) if sent[f"not_{number}"] != text]
    assert changed == [text for text in NOT_PLAIN if text not in {"a #b", "*a"}]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_known_to_arrive(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_yaml_may_read_as_something_else_is_not_plain(text: str) -> None:
    assert not is_plain(text)


def test_risks_of_a_payload_are_named_with_their_path() -> None:
    payload = {
        "event_type": "prometheus-alert",
        "client_payload": {
            "event": exact('dict "a" .Status'),
            "count": 3,
            "answer": "yes",
            "list": ["{{ .CommonLabels.pod }}", None],
            "group": "{{ .GroupKey | toJson | toJson }}",
            "map": "{{ .CommonLabels | toJson }}",
        },
    }
    assert [
        (risk.path.removeprefix("payload.client_payload."), risk.reason[:36]) for risk in risks(payload)
    ] == [
        ("answer", "'yes' is read as YAML and may arrive"),
        ("list[0]", "what it renders is read as YAML, whi"),
        ("group", "'.GroupKey' does not exist in a payl"),
        ("map", "what it renders is read as YAML, whi"),
    ]
