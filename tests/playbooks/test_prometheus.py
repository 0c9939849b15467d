"""What the commands that ask Prometheus conclude, by a real Prometheus with a day of made-up history."""

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from alertflow.declared import DeclarationError
from alertflow.model.command import Effect, Secret
from alertflow.playbooks.prometheus import Server
from tests.playbooks.running import Runner

NOW = int(time.time())
MINUTES = range(-24 * 60, 31)
"""Minutes of history from now, and on for half an hour: other tests may take minutes before these ask."""
BURN = {
    "errors": 'rate(requests_total{case="%s", status="500"}[$window])',
    "total": 'rate(requests_total{case="%s"}[$window])',
}
"""The rates of one of the made-up cases."""


def history() -> str:
    """OpenMetrics text: counters and gauges, one sample a minute."""
    lines = ["# TYPE requests counter"]

    def counter(labels: str, rate: Callable[[int], float]) -> None:
        total = 0.0
        for minute in MINUTES:
            total += rate(minute)
            lines.append(f"requests_total{{{labels}}} {total} {NOW + 60 * minute}")

    failures: dict[str, Callable[[int], float]] = {
        "spike": lambda minute: 20 if minute > -10 else 0,
        "gradual": lambda minute: 3,
        "past": lambda minute: 200 if minute < -100 else 0,
    }
    for case, failing in failures.items():
        counter(f'case="{case}",status="500",path="/{case}"', failing)
        counter(f'case="{case}",status="200",path="/{case}"', lambda minute: 1000)
    counter('case="fine",status="200",path="/fine"', lambda minute: 1000)
    counter('case="odd",status="500",path="::error::$(touch pwned) </pre>"', lambda minute: 60)
    lines.append("# TYPE memory gauge")
    memory: dict[str, Callable[[int], float]] = {
        "leak": lambda minute: 1e8 * (1 + 0.004 * max(0, minute + 120)),
        "flat": lambda minute: 1e8,
        "sawtooth": lambda minute: 1e8 * (1 + 0.02 * (minute % 20)),
    }
    for case, amount in memory.items():
        lines += [f'memory{{case="{case}"}} {amount(minute)} {NOW + 60 * minute}' for minute in MINUTES]
    return "\n".join([*lines, "# EOF\n"])


@pytest.fixture(scope="module")
def prometheus(programs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prometheus that remembers `history`."""
    folder = tmp_path_factory.mktemp("prometheus")
    (folder / "history.txt").write_text(history())
    (folder / "prometheus.yml").write_text("global: {}\n")
    backfill: list[str | Path] = [
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        folder / "history.txt",
        folder / "data",
    ]
    subprocess.run([programs("promtool-new"), *backfill], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "data",
        "storage.tsdb.retention.time": "60d",
        "web.listen-address": address,
    }
    server = subprocess.Popen(
        [programs("prometheus-new"), *(f"--{name}={value}" for name, value in options.items())],
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://{address}/-/ready")
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    yield f"http://{address}/"
    server.terminate()
    server.wait(timeout=20)


@pytest.mark.parametrize(
    ("case", "objective", "words"),
    [
        ("spike", 0.999, "a spike; if a recent deployment caused it, roll that back"),
        ("gradual", 0.999, "gradual; add capacity or mend the cause"),
        ("past", 0.999, "it is within the budget now; what was lost was lost before"),
        ("fine", 0.999, "it is within the budget now"),
        ("unknown", 0.999, "no data for the last hour"),
    ],
)
def test_the_burn_rate_tells_a_spike_from_a_gradual_loss(
    runner: Runner, prometheus: str, case: str, objective: float, words: str
) -> None:
    rates = {name: expr % case for name, expr in BURN.items()}

    ran = runner.run(Server(prometheus).burn_rate(objective=objective, period="1d", **rates))

    assert ran.results == ["burn-rate: ok"]
    assert words in ran.conclusions[0]


def test_the_burn_rate_is_the_share_of_errors_by_the_budget(runner: Runner, prometheus: str) -> None:
    rates = {name: expr % "gradual" for name, expr in BURN.items()}

    ran = runner.run(Server(prometheus).burn_rate(objective=0.999, **rates))

    assert ran.conclusions == [
        "burn rate 2.99 over 1h, 2.99 over 6h, 2.99 over 30d: gradual; add capacity or mend the cause; "
        "299 % of the budget of 30d is spent"
    ]


def test_the_endpoints_that_fail_most_come_first(runner: Runner, prometheus: str) -> None:
    by_path = 'sum by (path) (rate(requests_total{status="500"}[5m]))'

    ran = runner.run(Server(prometheus).top_failing_endpoints(by_path, limit=2))

    assert ran.conclusions == ["failing most: ::error::$(touch pwned) </pre> (1), /spike (0.333)"]
    assert ran.outside == ["top-failing-endpoints: ok"]
    assert "&lt;/pre&gt;" in ran.summary
    assert not (runner.temp / "pwned").exists()


def test_no_failing_endpoint_is_a_conclusion(runner: Runner, prometheus: str) -> None:
    ran = runner.run(Server(prometheus).top_failing_endpoints('rate(requests_total{case="none"}[5m])'))

    assert ran.conclusions == ["no endpoint fails"]


@pytest.mark.parametrize(
    ("case", "conclusion"),
    [
        ("leak", "memory: it grows steadily, by 16 % an hour: a leak is likely"),
        ("flat", "memory: no steady growth (0 % an hour), a leak is not likely"),
        ("sawtooth", "a leak is not likely"),
        ("none", "memory: no data"),
    ],
)
def test_the_trend_of_memory_tells_a_leak_from_ups_and_downs(
    runner: Runner, prometheus: str, case: str, conclusion: str
) -> None:
    ran = runner.run(Server(prometheus).memory_trend(f'memory{{case="{case}"}}'))

    assert ran.results == ["memory-trend: ok"]
    assert conclusion in ran.conclusions[0]


@pytest.mark.parametrize(
    ("expr", "output"),
    [
        ("vector(2)", "2\t{}"),
        ("scalar(vector(3))", "3\t{}"),
        ('label_replace(vector(0) / 0, "a", "b", "", "")', 'null\t{a="b"}'),
        ("absent(vector(1))", "no series"),
    ],
)
def test_a_query_prints_its_series(runner: Runner, prometheus: str, expr: str, output: str) -> None:
    assert runner.run(Server(prometheus).query(expr, "Look")).output.decode() == f"{expr}\n{output}\n"


@pytest.mark.parametrize(
    ("expr", "message"), [("rate(", "Prometheus: bad_data: "), ("up[5m]", "the expression is a matrix")]
)
def test_a_wrong_expression_is_a_warning_that_says_so(
    runner: Runner, prometheus: str, expr: str, message: str
) -> None:
    ran = runner.run(Server(prometheus).query(expr, "Look"))

    assert ran.status == 0
    assert ran.results[0].startswith("query: failed")
    assert message in ran.annotations[0]


def test_verification_waits_until_it_is_quiet(runner: Runner, prometheus: str) -> None:
    until = int(time.time()) + 2

    ran = runner.run(
        Server(prometheus).until_quiet(f"vector(time()) < {until}", what="the noise", every="1s"), "verify"
    )

    assert (ran.status, ran.results) == (0, ["until-quiet: ok"])
    assert ran.conclusions[0].startswith("the noise: quiet after ")
    assert re.search(rb"after \d+ s: 1 series", ran.output)


def test_verification_fails_when_it_does_not_get_quiet(runner: Runner, prometheus: str) -> None:
    ran = runner.run(Server(prometheus).until_quiet("vector(1)", timeout="2s", every="1s"), "verify")

    assert (ran.status, ran.results) == (1, ["until-quiet: failed (exit 1)"])


def test_an_alert_that_does_not_fire_is_resolved(runner: Runner, prometheus: str) -> None:
    command = Server(prometheus).resolved('High"ErrorRate')

    assert command.env["EXPR"] == r'ALERTS{alertname="High\"ErrorRate", alertstate="firing"}'
    assert runner.run(command, "verify").results == ["until-quiet: ok"]


@pytest.mark.parametrize("mode", ["collect", "verify"])
def test_a_server_that_cannot_be_reached_is_never_a_red_run(runner: Runner, mode: str) -> None:
    rates = {name: expr % "x" for name, expr in BURN.items()}
    server = Server("http://127.0.0.1:1")

    for command in (
        server.query("up", "Look"),
        server.burn_rate(objective=0.9, **rates),
        server.resolved("A"),
    ):
        ran = runner.run(command, mode)
        assert (ran.status, ran.results[-1]) == (0, f"{command.name}: skipped (Prometheus cannot be reached)")
        assert "Prometheus cannot be reached" in ran.annotations[0]


def test_the_address_may_be_a_secret(runner: Runner, prometheus: str) -> None:
    command = Server().query("vector(1)", "Look")

    assert command.secrets == (Secret("PROMETHEUS_URL"),)
    assert runner.run(command, env={"PROMETHEUS_URL": prometheus}).results == ["query: ok"]
    assert runner.run(command).results[-1] == ("query: skipped (the secret PROMETHEUS_URL is not set)")


def test_a_token_goes_into_the_header_and_nowhere_else(runner: Runner) -> None:
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"])
            self.send_response(401)
            self.end_headers()
            self.wfile.write(b"<html>no</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        command = Server(f"http://127.0.0.1:{server.server_port}", token=Secret("PROM")).query("up", "Look")
        ran = runner.run(command, env={"PROMETHEUS_TOKEN": "s3cret $x"})
        server.shutdown()

    assert command.secrets == (Secret("PROM", env="PROMETHEUS_TOKEN"),)
    assert seen == ["Bearer s3cret $x"]
    assert ran.results == ["query: skipped (what answers there is not Prometheus, or it refuses the token)"]
    assert "s3cret" not in ran.log


def test_asking_changes_nothing() -> None:
    commands = [
        Server().query("up", "Look"),
        Server().memory_trend("m"),
        Server().resolved("A", timeout="9m"),
    ]

    assert {command.effect for command in commands} == {Effect.READS}
    assert [command.timeout for command in commands] == ["4m", "4m", "10m"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"errors": "rate(x[5m])"}, r"errors=…\): it must hold \$window"),
        ({"total": "rate(x[5m])"}, r"total=…\): it must hold \$window"),
        ({"objective": 99.9}, "between 0 and 1"),
        ({"period": "a month"}, "not a span of time"),
    ],
)
def test_a_burn_rate_that_cannot_be_meant_is_refused(arguments: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"errors": "e[$window]", "total": "t[$window]", "objective": 0.99} | arguments
    with pytest.raises(DeclarationError, match=message):
        Server().burn_rate(**given)  # type: ignore[arg-type]  # wrong on purpose
