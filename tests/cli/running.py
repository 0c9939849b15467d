"""The command line as people run it: in a process of its own."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner, Result

import alertflow
from alertflow.cli import cli

PROJECT = """\
from alertflow import Alert, AlertTest, Project, Severity, Team
from alertflow.receivers import Slack

down = Alert(
    name="Down",
    expr='up{job="shop"} == 0',
    for_="5m",
    severity=Severity.CRITICAL,
    summary="The shop is down",
    runbook="https://example.org/down",
    tests=[AlertTest("down", series={'up{job="shop"}': "0x20"}, fires_at="10m", labels={"job": "shop"})],
)
project = Project(name="shop", alerts=[down], team=Team("shop", receivers=[Slack(channel="#shop")]))
"""


def alertflow_in(
    folder: Path, *arguments: str, path: Sequence[Path] = (), stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs `alertflow` in `folder`, the programs in the folders `path` before all others on PATH."""
    code = "from alertflow.cli import main; main()"
    env = (
        os.environ
        | {"PYTHONPATH": str(Path(alertflow.__file__).parent.parent), "COLUMNS": "100"}
        | environment
    )
    env["PATH"] = os.pathsep.join([*map(str, path), env["PATH"]])
    env.pop("FORCE_COLOR", None)
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=folder,
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def alertflow_here(folder: Path, *arguments: str, path: Sequence[Path] = ()) -> Result:
    """Runs `alertflow` in this process, with nothing but the programs in the folders `path` on PATH."""
    env = {"PATH": os.pathsep.join(map(str, path)) or str(folder / "nothing")}
    with contextlib.chdir(folder):
        return CliRunner().invoke(cli, arguments, env=env, catch_exceptions=False)


def project_in(folder: Path, text: str = PROJECT) -> Path:
    """A repository in `folder` with `text` as its alertflow.py."""
    (folder / ".git").mkdir()
    (folder / "alertflow.py").write_text(text, "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` and what it holds."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
