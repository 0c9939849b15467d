"""promtool as a function: it must succeed, and what it printed comes back."""

import subprocess
from pathlib import Path


class Promtool:
    """One release of promtool, by the file it is in."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """What it did, well or badly."""
        return subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, check=False, timeout=60
        )

    def __call__(self, *arguments: str | Path) -> str:
        """What it printed; it must have succeeded."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "FAILED" not in done.stdout, done.stdout
        return done.stdout
