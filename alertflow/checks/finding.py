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


class Edit(NamedTuple):
    """Another text for a part of a file."""

    start: Location
    """Where the part begins; its column is known."""
    end: Location
    """Where the first character behind it stands; `start` where something is only put in."""
    text: str
    """What stands there afterwards. Line breaks are line feeds, whatever the file's own are."""


class Fix(NamedTuple):
    """How a file can be changed so that a finding is gone."""

    title: str
    """What is done, as a person says it: `read .CommonAnnotations`."""
    edits: tuple[Edit, ...]
    """In any order; none overlaps another."""
    safe: bool = True
    """Whether it does what the author surely meant, and can make nothing worse. What is not safe is shown and
    never done.
    """


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
    fix: Fix | None = None
    """The same done to the file; None where a person has to do it."""

    @property
    def fixable(self) -> bool:
        """Whether `alertflow check --fix` mends it."""
        return self.fix is not None and self.fix.safe

    def relative_to(self, root: Path) -> Finding:
        """The same with its path relative to `root`, where it lies below it."""
        return self if self.location is None else self._replace(location=self.location.relative_to(root))
