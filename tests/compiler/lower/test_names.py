"""Alerts and severities of any name that Prometheus takes: what is made of them, and who reads it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow import (
    Alert,
    Dashboards,
    Escalation,
    Inhibition,
    Level,
    Project,
    Remediation,
    Route,
    Severity,
    Team,
)
from alertflow.compiler import build, texts, write_all
from alertflow.declared import AlertflowError, DeclarationError
from alertflow.receivers import Slack
from alertflow.testing import fires_when, quiet_when
from tests.prometheus.promtool import Promtool

Programs = Callable[[str], Path]

ODD = 'Redis "down" | 100% (prod) $x é/b'
P1 = Severity("P1", rank=50)


def alert(name: str, **more: Any) -> Alert:
    given: dict[str, Any] = {"name": name, "expr": "up == 0", "severity": P1, "summary": "It is down"}
    return Alert(**(given | more))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    read = [Slack(channel="#a")]
    levels = Escalation("E", levels=[Level("5m", owner="the lead", receivers=read)])
    odd = alert(
        ODD,
        tests=[
            fires_when("down", {"up": 0}, annotations={"summary": "It is down"}),
            quiet_when("up", {"up": 1}),
        ],
    )
    mild = alert("node-down", severity=Severity.WARNING)
    project = Project(
        name="p",
        alerts=[odd, mild],
        team=Team("SRE", receivers=read, escalation=levels),
        routes=[Route("Both", alerts=[odd, mild], receivers=read)],
        inhibitions=[Inhibition(sources=[odd], targets=[mild])],
        dashboards=Dashboards(),
    )
    assert project.problems() == []
    write_all(tmp_path, texts(build(project), "alertflow.py"))
    return tmp_path


@pytest.mark.parametrize("release", ["old", "new"])
def test_programs_read_them(folder: Path, programs: Programs, release: str) -> None:
    promtool = Promtool(programs(f"promtool-{release}"))
    promtool("check", "rules", "--lint-fatal", *(folder / "monitoring").glob("*_rules.yml"))
    promtool("test", "rules", *(folder / "monitoring/tests").iterdir())
    command: list[str | Path] = [programs(f"amtool-{release}"), "config", "routes", "test"]
    config = f"--config.file={folder / 'monitoring/alertmanager.yml'}"
    for name, severity in ((ODD, "P1"), ("node-down", "warning"), ("Redis", "P1")):
        label = f"alertname={name}" if name != ODD else 'alertname="' + ODD.replace('"', r"\"") + '"'
        done = subprocess.run(
            [*command, config, label, f"severity={severity}", "team=SRE"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == ("SRE" if name == "Redis" else "Both")


def test_a_runbook_s_file_has_a_name_that_every_system_takes(folder: Path) -> None:
    assert {file.name for file in (folder / "docs/runbooks").iterdir()} == {
        "Redis-down-100-prod-x-é-b.md",
        "node-down.md",
    }


def test_two_names_have_no_runbook_together() -> None:
    project = Project(name="p", alerts=[alert("Redis down"), alert("Redis/down")])
    with pytest.raises(AlertflowError, match=r"Redis-down\.md would be the runbook of 'Redis down' and of"):
        build(project)


@pytest.mark.parametrize("name", ["", " a", "a ", "a\nb", "{{ $labels.a }}", "a\x00"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(DeclarationError, match="name: should be one line of text, without braces"):
        alert(name)


def test_what_starts_a_workflow_is_named_as_events_name_it() -> None:
    with pytest.raises(DeclarationError, match="a workflow is told 'node-down' by an event"):
        alert("node-down", remediation=Remediation(reason="By hand."))


def test_levels_of_an_escalation_cannot_tell_namesakes_apart() -> None:
    levels = Escalation("e", levels=[Level("5m", owner="the lead", receivers=[Slack(channel="#a")])])
    namesakes = [alert("Down", labels={"service": service}) for service in "ab"]
    project = Project(name="p", alerts=namesakes, team=Team("web", escalation=levels))
    assert project.problems() == []
    with pytest.raises(
        DeclarationError, match=r"Alert\(Down\): it escalates by 'e', whose levels know it by"
    ):
        build(project)
