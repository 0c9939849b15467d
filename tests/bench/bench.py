"""Where it is measured, and how a part has its processes measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Cost, Subject, interleaved


@dataclass(frozen=True)
class Bench:
    """Where and how it is measured."""

    folder: Path
    env: dict[str, str]
    rounds: int
    say: Callable[[str], None]

    def measured(self, subjects: Iterable[Subject], rounds: int | None = None) -> dict[str, Cost]:
        """The median cost of each subject, measured in turn."""
        return interleaved(list(subjects), rounds or self.rounds, self.env, self.say)

    def made(self, name: str) -> Path:
        """A new folder."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        return folder
