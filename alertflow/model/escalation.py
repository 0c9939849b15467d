"""Escalation: who else is told when an alert goes on firing and nobody acknowledges it."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration, seconds
from alertflow.model.receivers import Receivers
from alertflow.model.severity import Severity
from alertflow.model.text import Line, Word


class Level(Declared):
    """One step of an escalation: `Level("15m", owner="the manager", receivers=[…])`.

    It is told once the alert has fired for `after`: counted from when it fires, not from when its
    expression first held. `owner` says in words who answers at this level.
    """

    after: Duration = Field(kw_only=False)
    owner: Line
    receivers: Receivers

    @model_validator(mode="after")
    def _tells_somebody(self) -> Self:
        if not self.receivers:
            raise ValueError("it tells nobody: give receivers=[…].")
        return self


class Escalation(Declared):
    """Levels that are told one after the other for as long as an alert fires and nobody acknowledges it.

    A team's alerts escalate from `min_severity` up; on an alert or a route, an escalation holds whatever
    the severity. To acknowledge is to silence, in Alertmanager, the levels that have not been reached: the
    alert itself stays in sight, and those who were told hear that it is over. The last level is told again
    every `repeat` until then.

    With `acknowledge=False`, for security incidents, alertflow writes no such silence: every level is told
    until the alert has resolved. A level `"0s"` is told at once.

    Each series of an alert escalates by itself. Prometheus forgets over a restart since when an alert has
    fired if its `for` is shorter than `--rules.alert.for-grace-period` (10m): its levels are counted anew.
    """

    name: Word = Field(kw_only=False)
    """The label `escalation_policy` of its levels, and the beginning of their receivers' names."""
    levels: Items[Level]
    min_severity: Severity = Severity.CRITICAL
    acknowledge: bool = True
    repeat: Duration = "1h"

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if not self.levels:
            raise ValueError('it has no levels: give levels=[Level("15m", owner=…, receivers=[…])].')
        for before, level in pairwise(self.levels):
            if seconds(level.after) <= seconds(before.after):
                raise ValueError(
                    f"levels: {level.after} does not come after {before.after}. "
                    "Give the levels in order, each later than the one before it."
                )
        return self


__all__ = ["Escalation", "Level"]
