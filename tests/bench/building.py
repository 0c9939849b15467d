"""The command lines that build, of alertflow and of the libraries beside it, and what they leave behind."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.measure import console

ENTRIES = {
    "alertflow": "alertflow.cli:main",
    "ghagen": "ghagen.cli.main:app",
    "pygha": "pygha.cli:main",
    "yamloom": "yamloom.__main__:main",
}
"""The console script of each, as its package declares it."""

BUILDS = {
    "alertflow": ["build", "--out", "out"],
    "ghagen": ["synth"],
    "pygha": ["build", "--out-dir", "out"],
    "yamloom": ["sync"],
}
"""What each is told to write its files with."""


def build(name: str) -> list[str]:
    """The command with which `name` writes its files."""
    return [*console(ENTRIES[name]), *BUILDS[name]]


def clear(folder: Path) -> None:
    """Removes what was built in `folder`."""
    for name in ("out", ".github/workflows"):
        shutil.rmtree(folder / name, ignore_errors=True)
