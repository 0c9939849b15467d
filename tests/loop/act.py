"""What a run under act did: `act --json` and what was printed, as jobs, steps, summaries and annotations."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ANNOTATIONS = ("notice", "warning", "error")
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass
class Step:
    """One step that ran. What was skipped is not there."""

    name: str
    result: str = ""
    log: list[str] = field(default_factory=list)
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


@dataclass
class Job:
    """One job: `success`, `failure`, or `skipped`, which act says by saying nothing."""

    name: str
    result: str = "skipped"
    steps: dict[str, Step] = field(default_factory=dict)
    """The steps that ran, by id, or by name where they have none."""
    annotations: list[tuple[str, str, str]] = field(default_factory=list)
    """Level, title and message."""

    @property
    def summary(self) -> str:
        return "".join(step.summary for step in self.steps.values())


@dataclass
class Run:
    """What a run did, and which programs it called."""

    id: int
    jobs: dict[str, Job]
    log: list[str]
    """Every line that the steps printed, as GitHub would show it but without secrets masked."""
    calls: list[dict[str, Any]]
    artifacts: Path

    @property
    def results(self) -> dict[str, str]:
        return {id_: job.result for id_, job in self.jobs.items()}

    @property
    def ran(self) -> set[str]:
        """The jobs that were not skipped."""
        return {id_ for id_, job in self.jobs.items() if job.result != "skipped"}

    @property
    def summary(self) -> str:
        """The summaries of all jobs."""
        return "".join(job.summary for job in self.jobs.values())

    @property
    def annotations(self) -> list[tuple[str, str, str]]:
        return [one for job in self.jobs.values() for one in job.annotations]

    def titles(self, level: str) -> set[str]:
        """The titles of the notices, warnings or errors."""
        return {title for its_level, title, _ in self.annotations if its_level == level}

    def outputs(self, job: str, step: str) -> dict[str, str]:
        return self.jobs[job].steps[step].outputs

    def called(self, program: str) -> list[list[str]]:
        """The arguments of each call of `program`."""
        return [call["args"] for call in self.calls if call["program"] == program]

    @property
    def changes(self) -> list[str]:
        """The calls of kubectl that changed the cluster, and worked."""
        reading = {"get", "logs", "top", "history", "status"}
        found = []
        for call in self.calls:
            words = [word for word in call["args"] if not word.startswith("--request-timeout")]
            if call["program"] == "kubectl" and not reading & set(words) and not call["status"]:
                found.append(" ".join(words).removeprefix("--namespace default "))
        return found

    @property
    def slack(self) -> list[Any]:
        """What was posted to Slack."""
        return [c["body"] for c in self.calls if c["program"] == "curl" and c["body"] and not c["refused"]]

    @property
    def told(self) -> str:
        """The text of the one message on Slack."""
        (message,) = self.slack
        return "\n".join(
            part["text"]["text"] if "text" in part else part["elements"][0]["text"]
            for part in message["blocks"]
        )

    @property
    def uploads(self) -> dict[str, dict[str, str]]:
        """Artifact -> file -> content."""
        return {
            folder.name: {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}
            for folder in sorted(self.artifacts.glob("*"))
        }


def jobs_of(
    workflow: dict[str, Any], lines: Iterable[str], printed: Iterable[tuple[Sequence[str], str]]
) -> tuple[dict[str, Job], list[str]]:
    """The jobs of `workflow` as `act --json` tells of them, and the lines that their steps printed.

    `printed` is what each step printed, behind the ids of its job and itself.
    """
    jobs = {id_: Job(job["name"]) for id_, job in workflow["jobs"].items()}
    for line in lines:
        if not line.startswith("{"):
            continue
        said = json.loads(line)
        if said.get("jobID") not in jobs:
            continue
        job = jobs[said["jobID"]]
        if "jobResult" in said:
            job.result = said["jobResult"]
        if said.get("stage") != "Main" or "stepID" not in said:
            continue
        step = _step(workflow, said["jobID"], job, said["stepID"][0])
        if "stepResult" in said and len(said["stepID"]) == 1:
            step.result = said["stepResult"]
        command = said.get("command")
        if command == "summary":
            step.summary += said["content"]
        elif command == "set-output":
            step.outputs[said["name"]] = said["arg"]
    log: list[str] = []
    for (id_, key), text in printed:
        told = _LINE_END.split(text.removesuffix("\n")) if text else []
        log += told
        _step(workflow, id_, jobs[id_], key).log += told
        jobs[id_].annotations += _annotations(told)
    return jobs, log


def _step(workflow: dict[str, Any], id_: str, job: Job, key: str) -> Step:
    if key.isdigit():
        key = workflow["jobs"][id_]["steps"][int(key)]["name"]
    return job.steps.setdefault(key, Step(key))


def _annotations(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Level, title and message of the annotations among the lines that a step printed.

    Source: github.com/actions/runner, src/Runner.Common/ActionCommand.cs (TryParseV2) and
    src/Runner.Worker/ActionCommandManager.cs (stop-commands).
    """
    resumed_by = ""
    for line in lines:
        command, _, message = line.lstrip().removeprefix("::").partition("::")
        if not line.lstrip().startswith("::") or (resumed_by and command != resumed_by):
            continue
        resumed_by = message if command == "stop-commands" else ""
        level, _, title = command.partition(" title=")
        if level in ANNOTATIONS:
            yield level, _plain(title), _plain(message)


def _plain(text: str) -> str:
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text
