"""What can go wrong and how it is detected: alerts, the rules they read, and their tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.receivers import Team
from alertflow.model.remediation import Remediation
from alertflow.model.severity import Severity
from alertflow.model.text import Identifier, MetricName


class AlertTest(Declared):
    """A case for promtool: these series, and when the alert fires or is quiet.

    `series` maps a series to values in promtool's notation (`"0+60x10"`). At `fires_at` the alert fires
    once, with the alert's own labels and `labels` (those that survive the expression); at `quiet_at` it
    does not fire. With `annotations`, what people will read is compared, too: give each that is a
    template as it must come out (`{"summary": "6% of requests fail"}`).
    """

    name: str = Field(kw_only=False)
    series: Mapping[str, str]
    interval: Duration = "1m"
    fires_at: Duration | None = None
    quiet_at: Duration | None = None
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if self.fires_at is None and self.quiet_at is None:
            raise ValueError("it expects nothing: give fires_at=…, quiet_at=…, or both.")
        if self.annotations and self.fires_at is None:
            raise ValueError("annotations are what people read when it fires: give fires_at=…, too.")
        return self


class Alert(Declared):
    """A Prometheus alerting rule and how it is answered.

    `expr` is PromQL; the alert fires after `for_`. `summary` and `description` are Prometheus
    templates (`{{ $value | humanizePercentage }}`). `runbook` is a URL, or a file of the repository.
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
    runbook: str = ""
    dashboard: str = ""
    slo: str = ""
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)
    remediation: Remediation | None = None
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
