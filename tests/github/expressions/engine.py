"""GitHub's own expression engine (npm @actions/expressions), asked one expression after the other."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any


class Engine:
    """A process that answers until it is closed; see tests/programs/js/github-expressions.mjs."""

    def __init__(self, program: Path) -> None:
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, expr: str, context: dict[str, Any], functions: dict[str, Any]) -> dict[str, Any]:
        """The kind and value of `expr`, or the error and when it was found."""
        assert self.process.stdin and self.process.stdout
        print(
            json.dumps({"expr": expr, "context": context, "functions": functions}),
            file=self.process.stdin,
            flush=True,
        )
        answer: dict[str, Any] = json.loads(self.process.stdout.readline(), parse_int=float)
        return answer

    def close(self) -> None:
        """Lets the process end."""
        self.process.communicate()
