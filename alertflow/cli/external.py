"""What promtool, amtool, actionlint, zizmor and shellcheck say of files, where installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alertflow.alertmanager import Config
from alertflow.checks import Finding, Severity
from alertflow.compiler import Build, write_all
from alertflow.declared import AlertflowError, Declared, Location
from alertflow.documents import Read
from alertflow.github import Workflow
from alertflow.prometheus import RuleFile


class Asked(NamedTuple):
    """The findings of the tools that were asked, and the names of those that are not installed."""

    findings: list[Finding]
    missing: list[str]


class Said(NamedTuple):
    """One thing a tool says about one file."""

    severity: Severity
    message: str
    line: int | None = None


Ask = Callable[[str, Path, str], Iterator[Said]]
"""Asks a tool, given its program, the folder of the files, and the path of one in it."""


def ask(build: Build, texts: dict[str, bytes]) -> Asked:
    """Hands the documents of `build`, written to a folder of their own, to each tool that is on PATH."""
    findings: list[Finding] = []
    missing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="alertflow-") as name:
        folder = Path(name)
        write_all(folder, texts)
        for tool, (kind, asks) in _TOOLS.items():
            documents = build.of(kind)
            program = shutil.which(tool)
            if program is None and documents:
                missing.append(tool)
            if program is not None:
                for path, document in documents:
                    findings += [_finding(tool, path, document, said) for said in asks(program, folder, path)]
    return Asked(findings, missing)


def ask_files(reads: Sequence[Read]) -> Asked:
    """Hands each file that was read, as a copy, to each tool that is on PATH and knows its kind.

    Manifests, and what they carry, none of them knows.
    """
    findings: list[Finding] = []
    missing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="alertflow-") as name:
        folder = Path(name)
        copies = {one.path: f"{number}/{Path(one.path).name}" for number, one in enumerate(reads)}
        write_all(folder, {copies[one.path]: one.text.encode() for one in reads})
        for tool, (kind, asks) in _TOOLS.items():
            paths = dict.fromkeys(one.path for one in reads if isinstance(one.document, kind))
            program = shutil.which(tool)
            if program is None:
                missing += [tool] if paths else []
                continue
            for path in paths:
                for said in asks(program, folder, copies[path]):
                    place = Location(path, said.line or 1)
                    message = f"{tool}: {said.message.replace(copies[path], path)}"
                    findings.append(Finding(f"external/{tool}", said.severity, place, message, "", ""))
    return Asked(findings, missing)


def _finding(tool: str, path: str, document: Declared, said: Said) -> Finding:
    where = path if said.line is None else f"{path}:{said.line}"
    return Finding(
        f"external/{tool}",
        said.severity,
        document.source,
        f"{tool} on {where}: {said.message}",
        "",
        "",
    )


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _told(folder: Path, *command: str) -> Iterator[Said]:
    """What a tool that prints plain words says, if it is not content."""
    run = _run(folder, *command)
    if run.returncode != 0:
        lines = [line.strip() for line in (run.stdout + run.stderr).splitlines()]
        words = [line for line in lines if line and not re.match(r"Checking |FAILED:?$|SUCCESS", line)]
        yield Said(Severity.ERROR, " ".join(words))


def _json(folder: Path, *command: str) -> Any:
    """What a tool prints as JSON. Raises AlertflowError where it prints something else."""
    run = _run(folder, *command)
    try:
        return json.loads(run.stdout)
    except json.JSONDecodeError:
        said = (run.stderr or run.stdout).strip().partition("\n")[0]
        raise AlertflowError(f"{Path(command[0]).name} gave no answer: {said or 'it said nothing'}") from None


def _promtool(program: str, folder: Path, path: str) -> Iterator[Said]:
    yield from _told(folder, program, "check", "rules", "--lint-fatal", path)


def _amtool(program: str, folder: Path, path: str) -> Iterator[Said]:
    yield from _told(folder, program, "check-config", path)


def _actionlint(program: str, folder: Path, path: str) -> Iterator[Said]:
    for one in _json(folder, program, "-no-color", "-format", "{{json .}}", path):
        yield Said(Severity.ERROR, f"{one['message']} [{one['kind']}]", one["line"])


_ZIZMOR = {"High": Severity.ERROR, "Medium": Severity.WARNING}


def _zizmor(program: str, folder: Path, path: str) -> Iterator[Said]:
    for one in _json(folder, program, "--offline", "--no-exit-codes", "--format", "json", path):
        if one.get("ignored"):
            continue
        severity = _ZIZMOR.get(one["determinations"]["severity"], Severity.INFO)
        place = next(at for at in one["locations"] if at["symbolic"]["kind"] == "Primary")
        line = place["concrete"]["location"]["start_point"]["row"] + 1
        yield Said(severity, f"{one['desc']} [{one['ident']}]", line)


def _shellcheck(program: str, folder: Path, path: str) -> Iterator[Said]:
    """Asks about each script of a workflow; an expression in it is a word to the shell."""
    from alertflow.yaml import parse

    scripts: dict[str, str] = {}
    for job, body in parse((folder / path).read_text("utf-8")).get("jobs", {}).items():
        for number, step in enumerate(body.get("steps", ()), 1):
            if "run" in step and step.get("shell", "bash").split()[0] in ("bash", "sh"):
                name = f"{len(scripts)}.sh"
                scripts[name] = f"job {job}, step {number}"
                words = re.sub(r"\$\{\{.*?\}\}", "EXPRESSION", step["run"], flags=re.DOTALL)
                (folder / name).write_text(words, "utf-8")
    if not scripts:
        return
    for one in _json(folder, program, "--shell=bash", "--severity=warning", "--format=json", *scripts):
        severity = Severity.ERROR if one["level"] == "error" else Severity.WARNING
        where = f"{scripts[one['file']]}, line {one['line']} of its script"
        yield Said(severity, f"{where}: {one['message']} [SC{one['code']}]")


_TOOLS: dict[str, tuple[type[Declared], Ask]] = {
    "promtool": (RuleFile, _promtool),
    "amtool": (Config, _amtool),
    "actionlint": (Workflow, _actionlint),
    "zizmor": (Workflow, _zizmor),
    "shellcheck": (Workflow, _shellcheck),
}
"""Each tool, the documents it knows, and how it is asked."""
