"""What a run under act did: `act --json` read into jobs, steps, summaries and annotations."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ANNOTATIONS = ("notice", "warning", "error")


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


def jobs_of(workflow: dict[str, Any], lines: Iterable[str]) -> tuple[dict[str, Job], list[str]]:
    """The jobs of `workflow` as `act --json` tells of them, and what their steps printed."""
    jobs = {id_: Job(job["name"]) for id_, job in workflow["jobs"].items()}
    log: list[str] = []
    for line in lines:
        if not line.startswith("{"):
            continue
        said = json.loads(line)
        if said.get("jobID") not in jobs:
            continue
        job = jobs[said["jobID"]]
        if "jobResult" in said:
            job.result = said["jobResult"]
        if said.get("stage") != "Main" or not (step := _step(workflow, job, said)):
            continue
        if "stepResult" in said and len(said["stepID"]) == 1:
            step.result = said["stepResult"]
        command = said.get("command")
        if said.get("raw_output") or "raw" in said:
            text = said.get("raw", said["msg"]).rstrip("\n")
            log.append(text)
            step.log.append(text)
        if command == "summary":
            step.summary += said["content"]
        elif command == "set-output":
            step.outputs[said["name"]] = said["arg"]
        elif command in ANNOTATIONS:
            # As GitHub's runner reads it; act ends the title at the last `::`, not at the first.
            title, _, message = said["raw"].rstrip("\n").removeprefix(f"::{command} title=").partition("::")
            job.annotations.append((command, _plain(title), _plain(message)))
    return jobs, log


def _step(workflow: dict[str, Any], job: Job, said: dict[str, Any]) -> Step | None:
    key = said["stepID"][0]
    if key.isdigit():
        key = workflow["jobs"][said["jobID"]]["steps"][int(key)]["name"]
    return job.steps.setdefault(key, Step(key))


def _plain(text: str) -> str:
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text
