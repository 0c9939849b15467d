"""The runner that simulated runs are held against: act, on this machine itself."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.programs.printed import keep_printed, printed


@dataclass
class Ended:
    """One job that ran, or one variation of it."""

    result: str = ""
    steps: dict[str, str] = field(default_factory=dict)
    """How the steps that ran ended, by id."""
    said: dict[str, str] = field(default_factory=dict)
    """The line that begins with "saw" which a step printed."""


class Runner:
    """A git repository in `folder`, and act in it."""

    def __init__(self, folder: Path, programs: Callable[[str], Path]) -> None:
        self._act = programs("act")
        self._root = folder
        for name in ("home", "tmp", "bin", ".github/workflows"):
            (folder / name).mkdir(parents=True)
        who = ("-c", "user.name=alertflow", "-c", "user.email=alertflow@example.org")
        for arguments in (("init", "--initial-branch=main"), ("commit", "--allow-empty", "--message=none")):
            subprocess.run([programs("git"), *who, *arguments], cwd=folder, check=True, capture_output=True)
        keep_printed(folder / "bin", folder / "said", "OF_JOB", "GITHUB_ACTION", "OF_MATRIX")

    def run(self, workflow: Mapping[str, Any], name: str, event: Mapping[str, Any]) -> dict[str, list[Ended]]:
        """The jobs of `workflow` that ran, by id."""
        named = {id_: _naming_itself(id_, job) for id_, job in workflow["jobs"].items()}
        written = json.dumps({**workflow, "jobs": named})
        (self._root / ".github/workflows/drawn.yml").write_text(written, encoding="utf-8")
        (self._root / "event.json").write_text(json.dumps(event), encoding="utf-8")
        said = self._root / "said"
        shutil.rmtree(said, ignore_errors=True)
        said.mkdir()
        arguments = [
            *("-P", "ubuntu-latest=-self-hosted", "-W", ".github/workflows/drawn.yml", "-e", "event.json")
        ]
        done = subprocess.run(
            [self._act, name, *arguments, "--json", "--no-cache-server"],
            cwd=self._root,
            env={
                "PATH": f"{self._root / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self._root / "home"),
                "TMPDIR": str(self._root / "tmp"),
                "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=600,
            check=False,
        )
        lines = done.stdout.decode(errors="replace").splitlines()
        assert "is not valid" not in done.stderr.decode(errors="replace"), done.stderr.decode(
            errors="replace"
        )
        ended = _ended([json.loads(line) for line in lines if line.startswith("{")])
        for (job, step, matrix), text in printed(said):
            if saw := re.search(r"^saw .*$", text, re.MULTILINE):
                ended[job, matrix_key(json.loads(matrix))].said[step] = saw[0]
        jobs: dict[str, list[Ended]] = {}
        for (job, _), one in sorted(ended.items()):
            jobs.setdefault(job, []).append(one)
        return jobs


def _naming_itself(id_: str, job: Mapping[str, Any]) -> dict[str, Any]:
    """`job`, telling its steps in which variation of it they are."""
    return {**job, "env": {**job.get("env", {}), "OF_JOB": id_, "OF_MATRIX": "${{ toJSON(matrix) }}"}}


def _ended(told: list[dict[str, Any]]) -> dict[tuple[str, str], Ended]:
    """How jobs and steps ended, by the job's id and `matrix_key`."""
    found: dict[tuple[str, str], Ended] = {}
    for one in told:
        if "jobID" not in one:
            continue
        ended = found.setdefault((one["jobID"], matrix_key(one.get("matrix"))), Ended())
        ended.result = one.get("jobResult", ended.result)
        if one.get("stage") == "Main" and len(one["stepID"]) == 1:
            (step,) = one["stepID"]
            if "stepResult" in one:
                ended.steps[step] = one["stepResult"]
    return found


def matrix_key(matrix: Mapping[str, Any] | None) -> str:
    """A variation's values as text, the same for act and here."""
    return json.dumps(matrix or {}, sort_keys=True)
