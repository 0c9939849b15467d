"""What can go wrong and how it is detected: alerts, the rules they read, and their tests."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.alert_tests import AlertTest
from alertflow.model.escalation import Escalation
from alertflow.model.remediation import Remediation
from alertflow.model.runbook import Runbook
from alertflow.model.severity import Severity
from alertflow.model.team import Team
from alertflow.model.text import Identifier, MetricName


class Alert(Declared):
    """A Prometheus alerting rule and how it is answered.

    `expr` is PromQL; the alert fires after `for_`. `summary` and `description` are Prometheus
    templates (`{{ $value | humanizePercentage }}`). `runbook` is generated, unless it is the URL of one, or
    the path of a file of your own from the repository's root; "" is none.
    `slo` names the objective that the alert guards. Two alerts may share a name if their severities
    differ: the same trouble, grown worse.
    """

    name: Identifier
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


class RecordingRule(Declared):
    """A series that Prometheus computes ahead of time, under the name `record`."""

    record: MetricName = Field(kw_only=False)
    expr: str
    labels: Mapping[Identifier, str] = Field(default_factory=dict)


class RecordingGroup(Declared):
    """Recording rules that are evaluated together, every `interval`."""

    name: str = Field(kw_only=False)
    interval: Duration | None = None
    rules: Items[RecordingRule]
