"""What a real Alertmanager's renderer makes of a template."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import TemplateFile

Rendered = tuple[bool, str]
"""Whether it could be rendered, and the text, or why not."""
Render = Callable[..., Rendered]
RELEASES = [("amtool-old", "0.25"), ("amtool-new", "0.33")]
_ALERT = {
    "status": "firing",
    "labels": {"alertname": "Down", "severity": "critical", "a-b": "dash"},
    "annotations": {"summary": "It is down", "runbook_url": "https://example.org/down"},
    "startsAt": "2026-01-02T03:04:05Z",
    "endsAt": "2026-01-02T04:04:05Z",
    "generatorURL": "https://prometheus.example.org/graph?g0.expr=up+%3D%3D+0",
    "fingerprint": "0123456789abcdef",
}
DATA = {
    "receiver": "team",
    "status": "firing",
    "alerts": [_ALERT, _ALERT | {"status": "resolved"}],
    "notification_reason": "new alerts",
    "groupLabels": {"alertname": "Down"},
    "commonLabels": {"alertname": "Down", "severity": "critical"},
    "commonAnnotations": {"summary": "It is down"},
    "externalURL": "https://alertmanager.example.org",
}


def lib(programs: Callable[[str], Path], program: str) -> list[Path]:
    """The files with the default templates that came with `program`."""
    folder = programs(program).resolve().parents[1] / "lib"
    return [folder / "default.tmpl", folder / "email.tmpl"]


@pytest.fixture(scope="session")
def defaults(programs: Callable[[str], Path]) -> Callable[[str], list[TemplateFile]]:
    """Program -> the default templates that came with it, as template files."""

    def read(program: str) -> list[TemplateFile]:
        return [
            TemplateFile.parse(path.read_text(encoding="utf-8"), str(path)) for path in lib(programs, program)
        ]

    return read


@pytest.fixture
def render(programs: Callable[[str], Path], tmp_path: Path) -> Render:
    """`render(program, text, html=False, files=())`: the text that amtool makes of a template."""
    data = tmp_path / "data.json"
    data.write_text(json.dumps(DATA), encoding="utf-8")

    def run(program: str, text: str, html: bool = False, files: tuple[Path, ...] = ()) -> Rendered:
        globs = [f"--template.glob={path}" for path in (*lib(programs, program), *files)]
        kind = "html" if html else "text"
        command = ["template", "render", *globs, f"--template.type={kind}", f"--template.data={data}"]
        said = subprocess.run(
            [programs(program), *command, f"--template.text={text}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return (said.returncode == 0, said.stdout.removesuffix("\n") if said.returncode == 0 else said.stderr)

    return run
