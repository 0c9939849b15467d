"""What differs between two sides, told in words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from alertflow.declared import Location


class What(StrEnum):
    """How two sides differ in one place."""

    CHANGED = "changed"
    ADDED = "added"
    """Only the new side has it."""
    REMOVED = "removed"
    """Only the old side has it."""
    MOVED = "moved"
    """The same, in another file: no difference in meaning."""


class Difference(NamedTuple):
    """One thing that is not the same on both sides."""

    what: What
    path: str
    """The file: the old side's, or the new side's where only that has it."""
    subject: str
    """What differs in it: `HighErrorRate`, `route team="platform"`, `job build`; '' for the file itself."""
    sentence: str
    """`for 5m → 10m`, `now also reaches #alerts`."""
    location: Location | None = None
    """Where it stands, on the new side if that has it."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.sentence}" if self.subject else f"{self.path}: {self.sentence}"


__all__ = ["Difference", "What"]
