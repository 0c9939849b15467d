"""Rule files: groups of alerting and recording rules.

Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import Field

from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.prometheus.syntax import Expression, LabelName, RecordedName, Text, verbatim
from alertflow.sections import GO_YAML_3, Dialect, Section

Labels = Mapping[LabelName, str]
"""Labels or annotations: names and templates, in the order they are written."""


class AlertingRule(Section):
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

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """The label `__name__`, which Prometheus refuses; in a file, `refusals` tells of it."""
        return _NAMED if "__name__" in self.labels and not self.from_file else ()

    def to_data(self) -> dict[str, Any]:
        """The rule as Prometheus reads it: keys in customary order, nothing that is at its default."""
        if self.from_file or self.extra:
            return super().to_data()
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


class RecordingRule(Section):
    """Computes `expr` at every evaluation and keeps it as the series `record`, with `labels` added."""

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "for": "a recording rule has no 'for': only alerts wait. Take it away.",
        "keep_firing_for": "a recording rule has no 'keep_firing_for': only alerts fire. Take it away.",
        "annotations": "a recording rule has no annotations; its labels are labels of the series.",
    }

    record: RecordedName = Field(kw_only=False)
    expr: Expression
    labels: Labels = Field(default_factory=dict)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """The label `__name__`, which Prometheus refuses; in a file, `refusals` tells of it."""
        return _NAMED if "__name__" in self.labels and not self.from_file else ()

    def to_data(self) -> dict[str, Any]:
        """The rule as Prometheus reads it: keys in customary order, nothing that is at its default."""
        if self.from_file or self.extra:
            return super().to_data()
        data: dict[str, Any] = {"record": self.record, "expr": self.expr}
        if self.labels:
            data["labels"] = dict(self.labels)
        return data


_NAMED = (("labels", "the label __name__ is the name of the series; Prometheus refuses it here."),)

Rule = AlertingRule | RecordingRule
"""One rule of a group."""


class RuleGroup(Section):
    """Rules evaluated one after the other, at one instant, every `interval` (the server's own, if None).

    `limit` (2.31) is the most alerts or series that a rule may produce, 0 for no limit; a rule beyond it
    fails. `query_offset` (2.53) looks that far into the past; `labels` (3.0) are added to every rule.
    """

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "partial_response_strategy": "Thanos has a 'partial_response_strategy', and Prometheus has not.",
        "source_tenants": "Mimir has 'source_tenants', and Prometheus has not.",
    }

    name: Text = Field(kw_only=False)
    interval: Duration | None = None
    query_offset: Duration | None = None
    limit: int | None = None
    labels: Labels = Field(default_factory=dict)
    rules: Items[Rule] = ()

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """The label `__name__`, which Prometheus refuses; in a file, `refusals` tells of it."""
        return _NAMED if "__name__" in self.labels and not self.from_file else ()

    def to_data(self) -> dict[str, Any]:
        """The group as Prometheus reads it; its rules are always written."""
        data = super().to_data()
        data.setdefault("rules", [])
        return data


class RuleFile(Section):
    """A file that `rule_files` in prometheus.yml names. No two of its groups share a name."""

    DIALECT: ClassVar[Dialect | None] = GO_YAML_3

    groups: Items[RuleGroup] = ()

    @classmethod
    def parse(cls, text: str, path: str) -> Self:
        """The rules that `text`, a whole file, holds; each knows its places in it (`rule.place("expr")`).

        `path` is where messages say it stands. Raises AlertflowError, with the place of each, for what is
        not of the form that Prometheus reads. What it refuses beyond that, `refusals` tells.
        """
        from alertflow.sections import read  # only who has files needs it

        with verbatim():
            return read(cls, text, path)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Groups that share a name; in a file, `refusals` tells of them."""
        names: set[str] = set()
        if self.from_file:
            return
        for group in self.groups:
            if group.name in names:
                yield (
                    "groups",
                    f"two groups are named '{group.name}'; Prometheus refuses the file. Rename one, or put "
                    "their rules into one group.",
                )
            names.add(group.name)

    def to_data(self) -> dict[str, Any]:
        """The file as Prometheus reads it."""
        data = super().to_data()
        data.setdefault("groups", [])
        return data


__all__ = ["AlertingRule", "RecordingRule", "Rule", "RuleFile", "RuleGroup"]
