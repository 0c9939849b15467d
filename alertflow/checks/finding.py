"""What a check reports."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from alertflow.declared import Location


class Severity(StrEnum):
    """How bad a finding is. An error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """One mistake, or doubt, at one place of the person's source."""

    id: str
    """The check that found it, `family/name`."""
    severity: Severity
    location: Location | None
    """Where to look; None where it has no place in a file."""
    message: str
    """What is wrong, in one sentence."""
    consequence: str
    """What will happen, in one sentence."""
    remedy: str
    """How to mend it."""

    def relative_to(self, root: Path) -> Finding:
        """The same with its path relative to `root`, where it lies below it."""
        return self if self.location is None else self._replace(location=self.location.relative_to(root))
