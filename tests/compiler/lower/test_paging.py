"""PagerDuty is told of an incident: its step runs for real, against a server that keeps what it is sent."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from alertflow.compiler import build, load
from alertflow.compiler.lower.paging import template, word
from alertflow.github import RunStep, Workflow, variables
from alertflow.model import Severity

PROJECT = Path(__file__).parents[1] / "every_feature.py"


class PagerDutyServer(HTTPServer):
    """Keeps the events that it is sent, and answers as `status` says."""

    events: list[dict[str, Any]]
    status = 202


class _Handler(BaseHTTPRequestHandler):
    server: PagerDutyServer

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/json"
        self.server.events.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def pagerduty() -> Iterator[PagerDutyServer]:
    with PagerDutyServer(("127.0.0.1", 0), _Handler) as server:
        server.events = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def tell(server: PagerDutyServer, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the generated step; `env` is what GitHub would put into its expressions."""
    ((_, workflow),) = build(load(PROJECT)).of(Workflow)
    steps = [step for job in workflow.jobs for step in job.every_step() if step.name == "Tell PagerDuty"]
    (step,) = steps
    assert isinstance(step, RunStep)
    constants = {name: value for name, value in variables(step.env).items() if isinstance(value, str)}
    assert set(variables(step.env)) - set(constants) == {"PAGERDUTY_ROUTING_KEY", *env}
    (folder / "alertflow").mkdir()
    (folder / "alertflow/story.txt").write_text('Decision: act, because "$(touch pwned)".\n', "utf-8")
    surroundings = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "example/files",
        "GITHUB_RUN_ID": "7",
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "PAGERDUTY_ROUTING_KEY": "R0UT1NG",
        "PAGERDUTY_URL": f"http://127.0.0.1:{server.server_port}/v2/enqueue",
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
        env={**constants, **surroundings, **env},
        cwd=folder,
        capture_output=True,
        text=True,
    )


KNOWN = {"ALERT": "DiskFull", "SEVERITY": "page", "CORRELATION_ID": "af-1", "DECISION": "act"}
REFUSED = dict.fromkeys(KNOWN, "")


def test_an_incident_becomes_one_alert_with_its_story(pagerduty: PagerDutyServer, tmp_path: Path) -> None:
    done = tell(pagerduty, tmp_path, **KNOWN)
    assert (done.returncode, done.stderr) == (0, "")
    assert pagerduty.events == [
        {
            "routing_key": "R0UT1NG",
            "event_action": "trigger",
            "dedup_key": "example/files/af-1",
            "payload": {
                "summary": "DiskFull (page): act",
                "source": "example/files",
                "severity": "critical",
                "custom_details": {"story": 'Decision: act, because "$(touch pwned)".\n'},
            },
            "links": [{"href": "https://github.com/example/files/actions/runs/7", "text": "The run"}],
        }
    ]
    assert not (tmp_path / "pwned").exists()
    assert "PagerDuty was told." in (tmp_path / "summary").read_text("utf-8")


def test_a_refused_event_is_told_as_critical(pagerduty: PagerDutyServer, tmp_path: Path) -> None:
    assert tell(pagerduty, tmp_path, **REFUSED).returncode == 0
    (event,) = pagerduty.events
    assert event["payload"]["summary"] == "An alert (unknown): refused"
    assert event["payload"]["severity"] == "critical"
    assert event["dedup_key"] == "example/files/7"


def test_a_wrong_key_is_a_failed_step_that_says_so(pagerduty: PagerDutyServer, tmp_path: Path) -> None:
    pagerduty.status = 400
    done = tell(pagerduty, tmp_path, **KNOWN)
    assert done.returncode == 1
    assert "::error title=PagerDuty was not told::" in done.stdout
    assert "R0UT1NG" not in done.stdout + done.stderr


def test_every_severity_has_a_word_of_pagerduty_s() -> None:
    severities = [Severity("page", rank=50), Severity.CRITICAL, Severity("bad", rank=35), Severity.INFO]
    assert [word(severity) for severity in severities] == ["critical", "critical", "error", "info"]


def test_alertmanager_says_it_by_template() -> None:
    assert template([Severity("page", rank=50), Severity.CRITICAL, Severity.WARNING, Severity.INFO]) == (
        '{{ if eq .CommonLabels.severity "page" "critical" }}critical'
        '{{ else if eq .CommonLabels.severity "info" }}info{{ else }}warning{{ end }}'
    )
