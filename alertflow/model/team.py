"""The teams that answer alerts: where they read them, and how their alerts escalate."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.model.escalation import Escalation
from alertflow.model.receivers import Receivers
from alertflow.model.severity import Severity
from alertflow.model.text import Word


class Team(Declared):
    """People who answer alerts, and where they read them. The name is the alert's `team` label.

    `escalation` says who is told when nobody acknowledges; of several, each alert escalates by the one with
    the highest `min_severity` that it reaches.
    """

    name: Word = Field(kw_only=False)
    receivers: Receivers = ()
    escalation: Escalation | Items[Escalation] = ()

    @model_validator(mode="after")
    def _one_for_each_severity(self) -> Self:
        ranks: dict[int, str] = {}
        for one in self.escalations:
            if other := ranks.get(one.min_severity.rank):
                raise ValueError(
                    f"escalation: '{other}' and '{one.name}' are both for severity {one.min_severity} and "
                    "up. Give one of them another min_severity=…."
                )
            ranks[one.min_severity.rank] = one.name
        return self

    @property
    def escalations(self) -> tuple[Escalation, ...]:
        """How its alerts escalate, as a tuple."""
        return (self.escalation,) if isinstance(self.escalation, Escalation) else tuple(self.escalation)

    def escalation_of(self, severity: Severity) -> Escalation | None:
        """How its alerts of `severity` escalate, if they do."""
        reached = [one for one in self.escalations if severity >= one.min_severity]
        return max(reached, key=lambda one: one.min_severity.rank, default=None)


__all__ = ["Team"]
