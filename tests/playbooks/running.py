"""Runs a command as a step of the generated workflow does, and reads what it left behind."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alertflow.model.command import Command

LIBRARY = Path(__file__).parents[2] / "alertflow/compiler/lower/github/shell/lib.sh"

NEEDED = (
    *(
        "bash",
        "awk",
        "cat",
        "date",
        "grep",
        "head",
        "iconv",
        "mkdir",
        "od",
        "rm",
        "sed",
        "sleep",
        "tail",
        "tee",
    ),
    *("touch", "tr", "wc", "curl", "getent", "jq", "timeout"),
)
"""All programs that a step finds: what the library and the playbooks need, and nothing else."""


@dataclass(frozen=True)
class Ran:
    """What a step did."""

    status: int
    log: str
    """What GitHub would show, and read workflow commands from."""
    temp: Path

    @property
    def output(self) -> bytes:
        """The one artifact file."""
        (file,) = (self.temp / "alertflow/output").iterdir()
        return file.read_bytes()

    @property
    def results(self) -> list[str]:
        return self._lines("results.txt")

    @property
    def conclusions(self) -> list[str]:
        return self._lines("conclusions.txt")

    @property
    def summary(self) -> str:
        return (self.temp / "summary.md").read_text(encoding="utf-8")

    @property
    def outside(self) -> list[str]:
        """The lines of the log that GitHub reads workflow commands from."""
        lines: list[str] = []
        token = ""
        for line in self.log.splitlines():
            if token:
                token = "" if line == f"::{token}::" else token
            elif line.startswith("::stop-commands::"):
                token = line.removeprefix("::stop-commands::")
            else:
                lines.append(line)
        assert not token, "the log never takes workflow commands again"
        return lines

    @property
    def annotations(self) -> list[str]:
        return [line for line in self.outside if line.startswith("::")]

    def _lines(self, name: str) -> list[str]:
        path = self.temp / "alertflow" / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def skipped(ran: Ran) -> str:
    """Why the command that ran last was skipped."""
    assert ran.status == 0
    assert [line.split(" ")[0] for line in ran.annotations] == ["::warning"]
    return ran.results[-1].partition(": skipped (")[2].removesuffix(")")


class Runner:
    """A machine with few programs on it, on which steps run one after another."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.temp = folder / "temp"
        self.bin.mkdir()
        self.temp.mkdir()
        for name in NEEDED:
            if found := shutil.which(name):
                (self.bin / name).symlink_to(found)

    def install(self, name: str, module: str) -> None:
        """Puts a program on the machine that runs the `main` of a module of ours."""
        program = self.bin / name
        program.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(LIBRARY.parents[5])!r})\n"
            f"from {module} import main\nsys.exit(main(sys.argv[1:]))\n"
        )
        program.chmod(0o755)

    def run(self, command: Command, mode: str = "collect", env: Mapping[str, str] | None = None) -> Ran:
        return self.script(command.script, mode, command.name, command.title, {**command.env, **(env or {})})

    def script(
        self,
        script: str,
        mode: str = "collect",
        name: str = "look",
        title: str = "Look",
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        done = self.start(script, mode, name, title, env)
        log = done.communicate(timeout=120)[0]
        return Ran(done.returncode, log.decode("utf-8", "backslashreplace"), self.temp)

    def start(
        self,
        script: str,
        mode: str = "collect",
        name: str = "look",
        title: str = "Look",
        env: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        step = self.temp / "step.sh"
        begin = f"begin {mode} {name} {shlex.quote(title)}"
        step.write_text(f'. "$RUNNER_TEMP/alertflow/lib.sh"\n{begin}\n{script}')
        (self.temp / "alertflow").mkdir(exist_ok=True)
        shutil.copyfile(LIBRARY, self.temp / "alertflow/lib.sh")
        summary = self.temp / "summary.md"
        summary.touch()
        return subprocess.Popen(
            [self.bin / "bash", "--noprofile", "--norc", "-eo", "pipefail", step],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            # A shell cannot trap what was ignored when it started, as this is in the background.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            cwd=self.temp,
            env={
                "PATH": str(self.bin),
                "LANG": os.environ.get("LANG", "C.UTF-8"),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_STEP_SUMMARY": str(summary),
                **(env or {}),
            },
        )
