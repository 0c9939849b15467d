"""When an endpoint counts as healthy, by a real server and the real curl."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from alertflow.declared import DeclarationError
from alertflow.model.command import Effect
from alertflow.playbooks.http import Endpoint
from tests.playbooks.running import Runner

Serve = Callable[[list[int]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers with one status after another, the last one for ever; gives its URL."""
    servers: list[ThreadingHTTPServer] = []

    def start(statuses: list[int]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/healthz"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [200, 204])
def test_an_endpoint_that_answers_is_healthy(runner: Runner, serve: Serve, status: int) -> None:
    url = serve([status])

    ran = runner.run(Endpoint(url).health(), "verify")

    assert (ran.status, ran.results) == (0, ["health: ok"])
    assert ran.conclusions[0].startswith(f"{url} is healthy: HTTP {status} after 0.")


@pytest.mark.parametrize("status", [302, 404, 503])
def test_another_answer_fails(runner: Runner, serve: Serve, status: int) -> None:
    url = serve([status])

    ran = runner.run(Endpoint(url).health(timeout="1s", every="1s"), "verify")

    assert (ran.status, ran.results) == (1, ["health: failed (exit 1)"])
    assert ran.conclusions == [f"{url} is not healthy: HTTP {status}"]


def test_an_endpoint_gets_time_to_recover(runner: Runner, serve: Serve) -> None:
    ran = runner.run(Endpoint(serve([503, 500, 200])).health(every="1s"), "verify")

    assert ran.results == ["health: ok"]
    assert [line.split(" ")[2] for line in ran.output.decode().splitlines()[:3]] == ["503", "500", "200"]


def test_no_answer_is_a_warning_where_it_only_collects(runner: Runner) -> None:
    ran = runner.run(
        Endpoint("http://127.0.0.1:1/?a=[1]&b=$(touch${IFS}pwned)").health(timeout="1s", every="1s")
    )

    assert (ran.status, ran.results) == (0, ["health: failed (exit 1)"])
    assert ran.conclusions == ["http://127.0.0.1:1/?a=[1]&b=$(touch${IFS}pwned) is not healthy: no answer"]
    assert not (runner.temp / "pwned").exists()


def test_without_curl_it_is_skipped(runner: Runner) -> None:
    (runner.bin / "curl").unlink()

    ran = runner.run(Endpoint("http://127.0.0.1:1/").health(), "verify")

    assert (ran.status, ran.results) == (0, ["health: skipped (curl is not installed on this runner)"])


def test_asking_changes_nothing() -> None:
    command = Endpoint("https://example.org/healthz").health(timeout="5m")

    assert (command.effect, command.secrets, command.timeout) == (Effect.READS, (), "6m")


@pytest.mark.parametrize("url", ["example.org", "file:///etc/passwd", "http://", "http://a b"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(DeclarationError, match="url"):
        Endpoint(url)
