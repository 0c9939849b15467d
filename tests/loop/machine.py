"""The runner that the jobs run on: act, with the stand-ins before everything else on its PATH."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from alertflow.github import UPLOAD_ARTIFACT
from tests.loop.standins import known, upload_artifact
from tests.programs.printed import keep_printed, printed

ROOT = Path(__file__).parents[2]
PROGRAMS = ("gh", "kubectl", "curl", "mysql", "touch", "upload_artifact")


class Machine:
    """act and its programs. `state` is the folder of what the stand-ins know; `path` is behind them."""

    def __init__(self, folder: Path, state: Path, repository: Path, act: Path, path: Sequence[Path]) -> None:
        self._folder = folder
        self._state = state
        self._repository = repository
        self._act = act
        self._bin = folder / "bin"
        self._action = folder / "upload-artifact"
        self._path = path
        self._printed = folder / "printed"
        for place in (self._bin, self._action, folder / "home", folder / "tmp"):
            place.mkdir()
        for program in PROGRAMS:
            self._install(program)
        keep_printed(self._bin, self._printed, "GITHUB_JOB", "GITHUB_ACTION")
        (self._action / "action.yml").write_text(upload_artifact.ACTION, encoding="utf-8")

    def run(
        self, number: int, trigger: str, event: Mapping[str, Any], workflow: str, secrets: Mapping[str, str]
    ) -> tuple[list[str], Sequence[tuple[Sequence[str], str]]]:
        """The run `number` of a workflow of the repository: what `act --json` says of it, and what its steps
        printed, each behind its job and itself.
        """
        shutil.rmtree(self._printed, ignore_errors=True)
        self._printed.mkdir()
        repository = {"full_name": known.REPOSITORY, "default_branch": "main"}
        whole = {**event, "repository": repository, "sender": {"login": "alice"}}
        (self._folder / "event.json").write_text(json.dumps(whole), encoding="utf-8")
        uses = f"{UPLOAD_ARTIFACT.name}@{UPLOAD_ARTIFACT.sha}"
        arguments = [
            *(trigger, "-P", "ubuntu-latest=-self-hosted", "-W", f".github/workflows/{workflow}"),
            *("-e", str(self._folder / "event.json"), "--json", "--insecure-secrets", "--no-cache-server"),
            *("--local-repository", f"{uses}={self._action}", "--env", f"GITHUB_RUN_ID={number}"),
            *(f"--secret={name}={value}" for name, value in secrets.items()),
        ]
        done = subprocess.run(
            [self._act, *arguments],
            cwd=self._repository,
            env={
                "PATH": os.pathsep.join(map(str, (self._bin, *self._path))),
                "HOME": str(self._folder / "home"),
                "TMPDIR": str(self._folder / "tmp"),
                "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        assert '"jobResult"' in out, out + err
        assert "LocalRepositoryCache not matched" not in out, "an action is used that has no stand-in"
        return out.splitlines(), printed(self._printed)

    def _install(self, name: str) -> None:
        program = self._bin / name.replace("_", "-")
        program.write_text(
            f"#!{sys.executable} -SEs\nimport sys\nfrom pathlib import Path\n"
            f"sys.path.insert(0, {str(ROOT)!r})\nfrom tests.loop.standins.{name} import main\n"
            f"sys.exit(main(sys.argv[1:], Path({str(self._state)!r})))\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
