"""What every stand-in shares: its state in a file, and the record of the calls that were made to it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CALLS = "calls.jsonl"


class RefusedError(Exception):
    """The program, or the service it talks to, does not take this."""


class DownError(Exception):
    """The service cannot be reached, or says no, because the test wants that."""


def record(folder: Path, program: str, args: list[str], **more: Any) -> None:
    """Adds a call to the record, with the job that made it."""
    line = {"program": program, "job": os.environ.get("GITHUB_JOB", ""), "args": args, **more}
    with (folder / CALLS).open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(line) + "\n")


def recorded(folder: Path) -> list[dict[str, Any]]:
    """The calls that were made, in their order."""
    path = folder / CALLS
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Jobs run side by side: one stand-in at a time changes what they know."""
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def write(folder: Path, name: str, data: Any) -> None:
    (folder / name).write_text(json.dumps(data, indent=1), encoding="utf-8")
