"""GitHub's own parser (npm @actions/workflow-parser), asked one file after the other."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


class Parser:
    """A process that answers until it is closed; see tests/programs/js/github-parser.mjs."""

    def __init__(self, program: Path) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([program, "--lines"], stdin=pipe, stdout=pipe, text=True)

    def errors(self, file: str, content: str) -> list[str]:
        """What is wrong with a file; an `action.yml` is read as one."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps({"file": file, "content": content}), file=self.process.stdin, flush=True)
        return [f"{one['line']}: {one['message']}" for one in json.loads(self.process.stdout.readline())]

    def close(self) -> None:
        """Lets the process end."""
        self.process.communicate()
