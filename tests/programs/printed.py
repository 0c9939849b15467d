"""What the steps of a run under act print, kept whole: act itself loses some of it.

act reads a step's output from a terminal, and what it has not read when the step ends is gone: on a busy
machine, a line in a hundred (seen in 0.2.89, pkg/container/host_environment.go).
"""

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

_BASH = """\
#!/bin/sh
[ -t 1 ] || exec {bash} "$@"
to=$(mktemp {folder}/XXXXXXXX)
printf '%s\\0' {count} {names} >"$to"
exec {bash} "$@" >>"$to" 2>&1
"""
"""The shell of the steps: what they print goes into a file of their own, behind the values of some variables.
What is not printed to the terminal is read by somebody else: a script that calls bash itself.
"""


def keep_printed(programs: Path, folder: Path, *variables: str) -> None:
    """Puts a `bash` into `programs` which keeps in `folder`, that exists, what each step prints."""
    names = " ".join([f'"${name}"' for name in variables])
    bash, quoted = shlex.quote(str(shutil.which("bash"))), shlex.quote(str(folder))
    program = programs / "bash"
    program.write_text(
        _BASH.format(bash=bash, folder=quoted, count=len(variables), names=names), encoding="utf-8"
    )
    program.chmod(0o755)


def printed(folder: Path) -> list[tuple[Sequence[str], str]]:
    """For each step, in the order they ended: the values of its variables, and what it printed."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    return [_read(file.read_bytes().decode(errors="replace")) for file in files]


def _read(text: str) -> tuple[Sequence[str], str]:
    count, rest = text.split("\0", 1)
    *values, said = rest.split("\0", int(count))  # what a step prints may have that character, too
    return values, said
