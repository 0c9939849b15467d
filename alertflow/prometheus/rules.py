"""Rule files: groups of alerting and recording rules.

Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, NonNegativeInt, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.prometheus.syntax import Expression, LabelName, MetricName, Text

Labels = Mapping[LabelName, str]
"""Labels or annotations: names and templates, in the order they are written."""


class AlertingRule(Declared):
    """Fires alert `alert` for every series that `expr` returns.

    An alert is pending for `for_` before it fires, and fires for `keep_firing_for` (2.42) longer than
    `expr` returns it. `labels` and `annotations` are templates (`{{ $labels.instance }}`, `{{ $value }}`).
    """

    alert: Text = Field(kw_only=False)
    expr: Expression
    for_: Duration | None = None
    keep_firing_for: Duration | None = None
    labels: Labels = Field(default_factory=dict)
    annotations: Labels = Field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The rule as Prometheus reads it: keys in customary order, nothing that is at its default."""
        data: dict[str, Any] = {"alert": self.alert, "expr": self.expr}
        if self.for_ is not None:
            data["for"] = self.for_
        if self.keep_firing_for is not None:
            data["keep_firing_for"] = self.keep_firing_for
        if self.labels:
            data["labels"] = dict(self.labels)
        if self.annotations:
            data["annotations"] = dict(self.annotations)
        return data


class RecordingRule(Declared):
    """Computes `expr` at every evaluation and keeps it as the series `record`, with `labels` added."""

    record: MetricName = Field(kw_only=False)
    expr: Expression
    labels: Labels = Field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The rule as Prometheus reads it: keys in customary order, nothing that is at its default."""
        data: dict[str, Any] = {"record": self.record, "expr": self.expr}
        if self.labels:
            data["labels"] = dict(self.labels)
        return data


Rule = AlertingRule | RecordingRule
"""One rule of a group."""


class RuleGroup(Declared):
    """Rules evaluated one after the other, at one instant, every `interval` (the server's own, if None).

    `limit` (2.31) is the most alerts or series that a rule may produce, 0 for no limit; a rule beyond it
    fails. `query_offset` (2.53) looks that far into the past; `labels` (3.0) are added to every rule.
    """

    name: Text = Field(kw_only=False)
    rules: Items[Rule]
    interval: Duration | None = None
    query_offset: Duration | None = None
    limit: NonNegativeInt = 0
    labels: Labels = Field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The group as Prometheus reads it: keys in customary order, nothing that is at its default."""
        data: dict[str, Any] = {"name": self.name}
        if self.interval is not None:
            data["interval"] = self.interval
        if self.query_offset is not None:
            data["query_offset"] = self.query_offset
        if self.limit:
            data["limit"] = self.limit
        if self.labels:
            data["labels"] = dict(self.labels)
        data["rules"] = [rule.to_data() for rule in self.rules]
        return data


class RuleFile(Declared):
    """A file that `rule_files` in prometheus.yml names. No two of its groups share a name."""

    groups: Items[RuleGroup]

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names: set[str] = set()
        for group in self.groups:
            if group.name in names:
                raise ValueError(
                    f"two groups are named '{group.name}'; Prometheus refuses the file. Rename one, or put "
                    "their rules into one group."
                )
            names.add(group.name)
        return self

    def to_data(self) -> dict[str, Any]:
        """The file as Prometheus reads it."""
        return {"groups": [group.to_data() for group in self.groups]}


__all__ = ["AlertingRule", "RecordingRule", "Rule", "RuleFile", "RuleGroup"]
