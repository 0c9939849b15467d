"""The steps that stages are made of. Their shell stands in files beside; values reach it by `env`."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from alertflow.declared import written_at
from alertflow.duration import minutes
from alertflow.github import (
    UPLOAD_ARTIFACT,
    Expr,
    RunStep,
    UsesStep,
    all_of,
    cancelled,
    contains,
    from_json,
    github,
    runner,
    secrets,
)
from alertflow.model import Command

_SHELL = Path(__file__).parent / "shell"
FOLDER = "$RUNNER_TEMP/alertflow"


@cache
def script(name: str) -> str:
    """The shell of a step, from its file, without the trailing newline."""
    return (_SHELL / name).read_text(encoding="utf-8").rstrip("\n")


LIBRARY = "ALERTFLOW_LIBRARY"
"""The workflow's variable that holds the shell library, so that it stands in the file once."""

_PREPARE = f'mkdir -p "{FOLDER}/output"\nprintf \'%s\\n\' "${LIBRARY}" > "{FOLDER}/lib.sh"'

_SOURCE = f'. "{FOLDER}/lib.sh"'


def library() -> str:
    """The shell functions that every command's step sources."""
    return script("lib.sh")


def prepare(
    always: Iterable[tuple[str, Command]],
    chosen: Iterable[tuple[str, Command]],
    environment: str,
    selected: Expr | str = "[]",
) -> RunStep:
    """The step that writes the shell library and finds out which secrets are there.

    `always` and `chosen` are commands by name: those that run for every alert, and those of which `selected`,
    one or more JSON lists, names the ones that run. The outputs are the secrets in lower case: the path of a
    secret that is a file, `set` for another one, nothing where it is missing.
    """
    wanted: dict[str, dict[str, Any]] = {}
    for name, command in [*(("*", command) for _, command in always), *chosen]:
        for secret in command.secrets:
            entry = wanted.setdefault(secret.name, {"file": secret.file, "commands": []})
            if name not in entry["commands"]:
                entry["commands"].append(name)
    if not wanted:
        return RunStep(name="Prepare", run=_PREPARE)
    return access(wanted, environment, selected)


def access(wanted: dict[str, dict[str, Any]], environment: str, selected: Expr | str = "[]") -> RunStep:
    """The step that finds out which of the secrets `wanted` are there: {name: {file, commands}}."""
    return RunStep(
        id="access",
        name="See which secrets are there",
        env={
            # Names that no secret has: theirs stand beside these.
            "ALERTFLOW_ENVIRONMENT": environment,
            "ALERTFLOW_WANTED": json.dumps(wanted),
            "ALERTFLOW_SELECTED": selected,
            **{name: secrets[name] for name in wanted},
        },
        outputs=[name.lower() for name in wanted],
        run=f"{_PREPARE}\n{_SOURCE}\naccess",
    )


def run_command(
    command: Command,
    *,
    name: str,
    mode: str,
    access: RunStep,
    selected: Expr | None,
    dry_run: Expr | None = None,
) -> RunStep:
    """The step that runs `command` in `mode` (collect, act, verify), if it was selected and can."""
    env: dict[str, str | Expr] = dict(command.env)
    conditions = [selected] if selected is not None else []
    for secret in command.secrets:
        there = access.outputs[secret.name.lower()]
        env[secret.variable] = there if secret.file else secrets[secret.name]
        conditions.append(there != "")
    if redacted := [secret.variable for secret in command.secrets if not secret.file]:
        env["REDACT"] = " ".join(redacted)
    if dry_run is not None:
        env["DRY_RUN"] = dry_run  # last: no constant of a command turns a dry run into a real one
    begin = f"begin {mode} {name} {shlex.quote(command.title)}"
    return written_at(
        command.source,
        RunStep(
            name=command.title,
            id=name,
            if_=all_of(*conditions) if conditions else None,
            env=env,
            timeout_minutes=minutes(command.timeout),
            run=f"{_SOURCE}\n{begin}\n{command.script.strip()}",
        ),
    )


def report() -> RunStep:
    """The last step of a job: what it did and found, as outputs for the jobs behind it."""
    return RunStep(
        name="Report to the other jobs",
        id="report",
        if_=~cancelled(),
        outputs=["results", "conclusions"],
        run=f"{_SOURCE}\nreport",
    )


def keep_output(job: str) -> UsesStep:
    """Keeps what the commands printed, and nothing else, as an artifact."""
    return UsesStep(
        name="Keep what was collected",
        if_=~cancelled(),
        uses=UPLOAD_ARTIFACT,
        with_={
            "name": f"{job}-{github.run_attempt}",
            "path": f"{runner.temp}/alertflow/output/",
            "if-no-files-found": "ignore",
            "retention-days": 14,
        },
    )


def listed(array: Expr, name: str) -> Expr:
    """Whether `name` is in the JSON list that the output `array` holds."""
    return contains(from_json(array), name)


def proposals(commands: Iterable[tuple[str, Command]]) -> str:
    """The commands that wait for an approval, as the JSON that the proposing step reads."""
    return json.dumps(
        [
            {"name": name, "environment": command.approval.environment, "title": command.title}
            for name, command in commands
            if command.approval is not None
        ]
    )


def slug(text: str) -> str:
    """`text` as part of a job's id."""
    return re.sub(r"[^a-z0-9-]+", "-", text.lower()).strip("-")


__all__ = [
    "FOLDER",
    "LIBRARY",
    "access",
    "keep_output",
    "library",
    "listed",
    "prepare",
    "proposals",
    "report",
    "run_command",
    "script",
    "slug",
]
