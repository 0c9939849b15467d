"""How bad an alert is: an ordered scale that a person may extend."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from alertflow.declared import Declared
from alertflow.model.text import Word


class Severity(Declared):
    """One step of the scale. Severities compare by rank: `Severity.WARNING < Severity.CRITICAL`.

    The four that everybody has are `CRITICAL` (rank 40), `HIGH` (30), `WARNING` (20) and `INFO` (10);
    `Severity("page", rank=50)` makes another. The name is the value of the alert's `severity` label.
    """

    CRITICAL: ClassVar[Severity]
    HIGH: ClassVar[Severity]
    WARNING: ClassVar[Severity]
    INFO: ClassVar[Severity]

    name: Word = Field(kw_only=False)
    rank: int

    def __lt__(self, other: Severity) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Severity) -> bool:
        return self.rank <= other.rank

    def __gt__(self, other: Severity) -> bool:
        return self.rank > other.rank

    def __ge__(self, other: Severity) -> bool:
        return self.rank >= other.rank

    def __str__(self) -> str:
        return self.name


Severity.CRITICAL = Severity("critical", rank=40)
Severity.HIGH = Severity("high", rank=30)
Severity.WARNING = Severity("warning", rank=20)
Severity.INFO = Severity("info", rank=10)

STANDARD = (Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.INFO)
"""The four severities that every project has, worst first."""

NOT_A_WORD = frozenset({"y", "yes", "n", "no", "true", "false", "on", "off", "null"})
"""Names that YAML 1.1, which Alertmanager reads payloads as, takes for something else than text."""
