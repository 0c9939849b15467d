"""What can go wrong, how it is detected, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.alert_tests import AlertTest
from alertflow.model.escalation import Escalation
from alertflow.model.remediation import Remediation
from alertflow.model.runbook import Runbook
from alertflow.model.severity import Severity
from alertflow.model.team import Team
from alertflow.model.text import AlertName, Identifier


class Alert(Declared):
    """A Prometheus alerting rule and how it is answered.

    `expr` is PromQL; the alert fires after `for_`. `summary` and `description` are Prometheus
    templates (`{{ $value | humanizePercentage }}`). `runbook` is generated, unless it is the URL of one, or
    the path of a file of your own from the repository's root; "" is none.
    `slo` names the objective that the alert guards. Two alerts may share a name if their severities
    differ: the same trouble, grown worse. Several may share both, one for each service, say, if labels that
    they set tell them apart, and none of them has a remediation or escalates.
    """

    name: AlertName
    expr: str
    for_: Duration = "0s"
    keep_firing_for: Duration | None = None
    severity: Severity
    team: Team | None = None
    summary: str = ""
    description: str = ""
    runbook: str | Runbook = Runbook()
    dashboard: str = ""
    slo: str = ""
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)
    remediation: Remediation | None = None
    escalation: Escalation | None = None
    """How it escalates; as its route or its team says, if None."""
    tests: Items[AlertTest] = ()

    @model_validator(mode="after")
    def _is_named_as_its_event(self) -> Self:
        if self.remediation is not None and not _identifies(self.name):
            raise ValueError(
                f"name: a workflow is told '{self.name}' by an event, where it is letters, digits and "
                "underscores, no digit first. Rename it, or leave out the remediation."
            )
        return self


_identifies = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*").fullmatch
