"""What is done about an alert: diagnose, act, verify, and how often at most."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.command import Command, Effect


class Budget(Declared):
    """At most `runs` runs that act per `per`, counted from GitHub's own run history."""

    runs: int = Field(ge=1, le=50)
    per: Duration = "1h"


class Remediation(Declared):
    """How an alert is answered.

    `diagnose` only looks. `act` runs by itself when the alert fires (behind its approval, where a
    command has one), then `verify` proves that it helped. `on_request` holds further commands that only
    a person starts, by the workflow's `action` input. An empty `act` says that a human must do this:
    then `reason` says why.
    """

    diagnose: Items[Command] = ()
    act: Items[Command] = ()
    verify: Items[Command] = ()
    on_request: Items[Command] = ()
    reason: str = ""
    budget: Budget = Budget(runs=3, per="1h")
    follow_up: str = ""
    """What people do afterwards; shown in the notification and the review."""

    @model_validator(mode="after")
    def _says_what_it_does(self) -> Self:
        for field in ("reason", "follow_up"):
            if "${{" in getattr(self, field):
                raise ValueError(f"{field} is shown to people as it is: '${{{{ … }}}}' has no value there.")
        for field in ("diagnose", "verify"):
            for command in getattr(self, field):
                if command.effect is not Effect.READS:
                    raise ValueError(
                        f"{field} holds '{command.name}', which {command.effect.value}: "
                        "what changes something belongs in act or on_request."
                    )
        for command in self.on_request:
            if not command.action:
                raise ValueError(
                    f"on_request holds '{command.name}', which has no action name: "
                    "give it action=…, so that a person can choose it."
                )
        if not self.act and not self.reason:
            raise ValueError(
                "act is empty: say in reason=… why a human must do this, "
                "such as 'The autoscaler adds replicas by itself.'"
            )
        return self

    @property
    def commands(self) -> tuple[Command, ...]:
        """All of its commands: diagnose, act, verify, on_request."""
        return (*self.diagnose, *self.act, *self.verify, *self.on_request)

    @property
    def target(self) -> str:
        """What it acts on: the target of the first command that changes something, else of the first."""
        ranked = [*self.act, *self.on_request, *self.diagnose]
        return next((command.target for command in ranked if command.target), "")
