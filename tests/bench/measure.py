"""Measures whole processes: processor time, time on the clock, and peak memory, as the kernel counts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
"""The repository's root, from where `alertflow` and `tests` are imported."""

TOLD = 2000
"""How many bytes of what a process says are looked at: the last ones."""


class Cost(NamedTuple):
    """What one process took, its children included."""

    cpu: float
    """Seconds of processor time, in the program and in the kernel."""
    wall: float
    """Seconds on the clock."""
    memory: float
    """Peak resident memory in MiB."""
    inner: float | None = None
    """Seconds of processor time that the process itself says its work took."""


class Subject(NamedTuple):
    """A process that is measured."""

    name: str
    command: Sequence[str]
    folder: Path
    """Where it runs."""
    prepare: Callable[[], None] = lambda: None
    """What is done before each run, outside the measurement."""
    says: bool = False
    """Whether it prints the seconds its work took (`Cost.inner`)."""
    codes: tuple[int, ...] = (0,)
    """The exit codes with which it has done what it should."""


class FailedError(Exception):
    """A measured process has failed; the message holds what it said."""


def python(*arguments: str) -> list[str]:
    """The command that runs this Python with `arguments`, no module being taken from where it runs."""
    return [sys.executable, "-P", *arguments]


def console(entry: str) -> list[str]:
    """The command that does what the console script for `entry`, `package.module:function`, does."""
    module, function = entry.split(":")
    name = module.split(".")[0]
    return python(
        "-c", f"import sys; from {module} import {function}; sys.argv[0] = {name!r}; sys.exit({function}())"
    )


def environment(bytecode: Path) -> dict[str, str]:
    """The environment of every measured process: byte code is kept, below `bytecode`, for all of them alike.

    (An installed package has its byte code; a checkout with PYTHONDONTWRITEBYTECODE set would be compiled
    anew in every run.)
    """
    unset = {"PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE", "COVERAGE_PROCESS_START"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(bytecode), "NO_COLOR": "1"}


def once(subject: Subject, env: dict[str, str]) -> Cost:
    """Runs `subject` once. Raises FailedError where its exit code is not one of its `codes`."""
    subject.prepare()
    output = subject.folder / f".{subject.name.replace(' ', '-')}.out"
    with output.open("w+b") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            subject.command, cwd=subject.folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(max(0, out.seek(0, os.SEEK_END) - TOLD))  # all of it would be memory that others inherit
        said = out.read().decode(errors="replace")
    output.unlink()
    if process.returncode not in subject.codes:
        raise FailedError(f"{subject.name} failed ({process.returncode}):\n{said}")
    inner = float(said.split()[-1]) if subject.says else None
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, inner)


def interleaved(
    subjects: Sequence[Subject], rounds: int, env: dict[str, str], say: Callable[[str], None]
) -> dict[str, Cost]:
    """The median cost of each subject by name, over `rounds` rounds in which each runs once, in turn.

    A round before them is not counted: it writes the byte code and fills the caches of the file system.
    """
    runs: dict[str, list[Cost]] = {subject.name: [] for subject in subjects}
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}" if number else "warming up")
        for subject in subjects:
            cost = once(subject, env)
            if number:
                runs[subject.name].append(cost)
    return {name: median(costs) for name, costs in runs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    inner = [cost.inner for cost in costs if cost.inner is not None]
    return Cost(
        statistics.median([cost.cpu for cost in costs]),
        statistics.median([cost.wall for cost in costs]),
        statistics.median([cost.memory for cost in costs]),
        statistics.median(inner) if inner else None,
    )
