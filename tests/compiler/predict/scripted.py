"""The very scripts of a generated workflow, run in bash as GitHub runs them."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from alertflow.compiler import Build, build, load, texts
from alertflow.github import Workflow
from alertflow.yaml import parse

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "templates/school-timetable/alertflow.py"
EVERY_FEATURE = ROOT / "tests/compiler/every_feature.py"
V1 = ".github/workflows/alert-triggered-remediation.yml"
DISK = ".github/workflows/disk.yml"

RUN = 4711
"""The id of the run."""


class Scripted:
    """One workflow of a project, as it is generated, and the steps of its first job in bash."""

    def __init__(self, project: Path, path: str, folder: Path, programs: Callable[[str], Path]) -> None:
        built: Build = build(load(project))
        workflow = built[path]
        assert isinstance(workflow, Workflow)
        self.workflow = workflow
        written: Any = parse(texts(built, project.name)[path].decode())
        self.context = next(iter(written["jobs"]))
        self._steps = {step["id"]: step for step in written["jobs"][self.context]["steps"]}
        self._folder = folder
        (folder / "bin").mkdir()
        # An empty history: what the prediction assumes.
        (folder / "bin/gh").write_text("#!/bin/sh\necho '{\"workflow_runs\": []}'\n", encoding="utf-8")
        (folder / "bin/gh").chmod(0o755)
        self._path = [folder / "bin", programs("jq").resolve().parent]
        self._bash = programs("bash")

    def step(self, id_: str, trigger: str, event: Mapping[str, Any], known: Mapping[str, str]) -> Any:
        """The outputs of the step, and whether it succeeded; `known` are the outputs of the step before."""
        step = self._steps[id_]
        env = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
        output = self._folder / "output"
        output.write_text("")
        done = self._run(step["run"], trigger, [event], env | {"GITHUB_OUTPUT": str(output)})
        return as_read(output.read_text(encoding="utf-8")), done.returncode == 0

    def answers(self, trigger: str, events: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
        """The outputs of the first step for each event, by one run of its jq program.

        jq takes as many events as the file holds, and the script is left where it has the answers.
        """
        whole: str = self._steps["event"]["run"]
        asked, end, _ = whole.partition('"$GITHUB_EVENT_PATH")\n')
        done = self._run(f"{asked}{end}printf '%s\\n' \"$answer\"\n", trigger, events, {})
        assert done.returncode == 0, done.stderr
        return [_outputs(json.loads(line)) for line in done.stdout.split("\n") if line]

    def _run(
        self, script: str, trigger: str, events: Iterable[Mapping[str, Any]], env: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        file = self._folder / "event.json"
        file.write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
        (self._folder / "script.sh").write_text(script, encoding="utf-8")
        return subprocess.run(
            [self._bash, "--noprofile", "--norc", "-eo", "pipefail", self._folder / "script.sh"],
            env={
                "PATH": os.pathsep.join([*map(str, self._path), os.environ["PATH"]]),
                "LANG": "C.UTF-8",
                "GITHUB_EVENT_NAME": trigger,
                "GITHUB_EVENT_PATH": str(file),
                "GITHUB_REPOSITORY": "example/shop",
                "GITHUB_RUN_ID": str(RUN),
                "GITHUB_STEP_SUMMARY": str(self._folder / "summary.md"),
                "RUNNER_TEMP": str(self._folder),
                **env,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def as_read(text: str) -> dict[str, str]:
    """The outputs in the file $GITHUB_OUTPUT, as GitHub's runner reads it: `name=value` lines, none empty.

    Source: github.com/actions/runner, src/Runner.Worker/FileCommandManager.cs.
    """
    lines = [line for line in text.split("\n") if line]
    assert all("=" in line for line in lines), text
    return dict(line.split("=", 1) for line in lines)


def _filled(value: Any, outputs: Mapping[str, str]) -> str:
    """The value of a variable: what it reads of the step before stands in its place."""
    return re.sub(r"\$\{\{ steps\.event\.outputs\.(\w+) }}", lambda found: outputs[found[1]], str(value))


def _outputs(answer: dict[str, Any]) -> dict[str, str]:
    if "error" in answer:
        return {"refusal": answer["error"]}
    said = {name: value for name, value in answer.items() if name != "alerts"}
    lines = (
        f"{name}={value if isinstance(value, str) else json.dumps(value, separators=(',', ':'))}\n"
        for name, value in said.items()
    )
    return as_read("".join(lines))
